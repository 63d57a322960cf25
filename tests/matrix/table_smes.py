"""Who may: companies, their verification, products, revisions and photos."""

from tests.matrix.route import EVERYBODY, FIRM, MINISTRY, OVERSEERS, SMES, Route

OWN = FIRM | OVERSEERS
REFUSED_FORM = (200, 302, 422)
DRAFT = {"version": "1", "name": "Keranjang"}

ROUTES = {
    "smes:company": Route(refused=302, get=SMES),
    "smes:company_section": Route(get=SMES, post=SMES, args=("story",), data={"story": "Baru"}, answers=REFUSED_FORM),
    "smes:company_check": Route(refused=302, get=SMES, post=SMES, answers=REFUSED_FORM),
    "smes:take_back": Route(post=SMES),
    "smes:verification_queue": Route(get=MINISTRY, refused=403),
    "smes:verification": Route(
        get=MINISTRY, post=MINISTRY, args=("waiting",), data={"verify": "1"}, refused=403, answers=REFUSED_FORM
    ),
    "smes:company_page": Route(get=EVERYBODY, args=("company",)),
    "smes:products": Route(refused=302, get=SMES),
    "smes:new_product": Route(refused=302, get=SMES, post=SMES, data={"name": "Baru"}),
    "smes:product_page": Route(get=EVERYBODY, args=("product",)),
    "smes:edit": Route(get=FIRM, post=FIRM, args=("private",), data=DRAFT, answers=REFUSED_FORM),
    "smes:autosave": Route(post=FIRM, args=("private",), data=DRAFT, answers=(200, 409, 422)),
    "smes:check": Route(get=FIRM, post=FIRM, args=("private",), data={"version": "1"}, answers=(200, 302, 409, 422)),
    "smes:revise": Route(post=FIRM, args=("product",)),
    "smes:revision": Route(get=OWN, args=("product", "one")),
    "smes:publish": Route(post=FIRM, args=("product",)),
    "smes:publish_revision": Route(post=FIRM, args=("product", "one")),
    "smes:unpublish": Route(post=FIRM, args=("product",)),
    "smes:archive": Route(post=FIRM, args=("product",)),
    "smes:restore": Route(post=FIRM, args=("product",)),
    "smes:photos": Route(post=FIRM, args=("private",), answers=REFUSED_FORM),
    "smes:photo_upload": Route(post=FIRM, args=("private",), answers=(400, 415, 422)),
    "smes:photo_change": Route(post=FIRM, args=("private", "photo", "up")),
    "smes:photo_put_back": Route(post=FIRM, args=("private", "photo", "zero")),
    "smes:photo": Route(get=OWN, args=("photo", "size", "jpeg"), hidden=True),
}

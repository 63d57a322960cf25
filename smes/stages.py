"""On which stage of its way a product stands, in a word and with the next step. Reads loaded rows only."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from smes.models import Company, Product


@dataclass(frozen=True)
class Stage:
    """`kind` is the badge's colour; `next` what to do, `page` the URL name where."""

    key: str
    word: Promise
    kind: str
    next: Promise
    page: str

    @property
    def page_of_product(self) -> str:
        """The URL name of the product's own page that leads on."""
        return "smes:edit" if self.page == "smes:edit" else "smes:product_page"


PUT_AWAY = Stage("put_away", _("In the archive"), "", _("Bring it back"), "smes:product_page")
DRAFT = Stage("draft", _("Draft"), "", _("Go on writing"), "smes:edit")
SAVED = Stage("saved", _("Not published"), "wait", _("Publish it"), "smes:product_page")
WAITING = Stage("waiting", _("Waits for verification"), "wait", _("See your company"), "smes:company")
PUBLISHED = Stage("published", _("Published"), "good", _("See how buyers see it"), "smes:product_page")
REVISING = Stage("revising", _("Published"), "good", _("Go on with the revision"), "smes:edit")
NEWER = Stage("newer", _("Newer revision"), "wait", _("Publish the new revision"), "smes:product_page")


def stage_of(product: Product) -> Stage:
    """With `for_list` no further query."""
    if product.archived_at is not None:
        return PUT_AWAY
    draft, saved = product.draft, product.latest_saved
    if product.published_revision_id is None or product.company.state != Company.State.VERIFIED:
        if draft is not None:
            return DRAFT
        return SAVED if product.company.state == Company.State.VERIFIED else WAITING
    if draft is not None:
        return REVISING
    return PUBLISHED if saved is None or saved.pk == product.published_revision_id else NEWER

"""Who sees and who changes companies, products and their photos; and who sees trade terms."""

import rules
from django.db.models import Exists, OuterRef, Q

from accounts.models import Role, User
from accounts.rules import EVERYTHING, Someone, has_role, is_member, oversees
from smes.models import Company, Photo, Product, RevisionPhoto

PUBLISHED_PRODUCT = Q(published_revision__isnull=False, archived_at__isnull=True, company__state="verified")
# Exists, not joins: a photo shown by three revisions is still one row
PUBLISHED_PHOTO = Q(
    Exists(
        RevisionPhoto.objects.filter(
            photo=OuterRef("pk"),
            revision=OuterRef("product__published_revision"),
            revision__product__archived_at__isnull=True,
            revision__product__company__state="verified",
        )
    )
)


def visible_companies(user: Someone) -> Q:
    if oversees(user):
        return EVERYTHING
    # a subquery, not a join: a company with three products is still one row
    shown = Q(pk__in=Product.objects.published().values("company"))
    return shown | Q(organisation__in=user.organisation_ids) if isinstance(user, User) else shown


def visible_products(user: Someone) -> Q:
    if oversees(user):
        return EVERYTHING
    if isinstance(user, User):
        return PUBLISHED_PRODUCT | Q(company__organisation__in=user.organisation_ids)
    return PUBLISHED_PRODUCT


def visible_photos(user: Someone) -> Q:
    if oversees(user):
        return EVERYTHING
    if isinstance(user, User):
        return PUBLISHED_PHOTO | Q(product__company__organisation__in=user.organisation_ids)
    return PUBLISHED_PHOTO


def is_published(product: Product) -> bool:
    return (
        product.published_revision_id is not None
        and product.archived_at is None
        and product.company.state == Company.State.VERIFIED
    )


@rules.predicate
def sees_company(user: Someone, company: Company | None) -> bool:
    if company is None:
        return False
    return bool(
        oversees(user)
        or is_member(user, company.organisation_id)
        or Product.objects.published().filter(company=company).exists()
    )


@rules.predicate
def keeps_company(user: Someone, company: Company | None) -> bool:
    return company is not None and is_member(user, company.organisation_id)


@rules.predicate
def verifies_companies(user: Someone) -> bool:
    return has_role(user, Role.MINISTRY)


@rules.predicate
def sees_product(user: Someone, product: Product | None) -> bool:
    if product is None:
        return False
    return is_published(product) or oversees(user) or is_member(user, product.company.organisation_id)


@rules.predicate
def keeps_product(user: Someone, product: Product | None) -> bool:
    return product is not None and is_member(user, product.company.organisation_id)


@rules.predicate
def sees_revisions(user: Someone, product: Product | None) -> bool:
    """Drafts and earlier revisions are for the product's makers and those who oversee."""
    return product is not None and (keeps_product(user, product) or oversees(user))


@rules.predicate
def sees_photo(user: Someone, photo: Photo | None) -> bool:
    """A photo of the published revision is public; any other belongs to the firm and those who oversee it."""
    if photo is None:
        return False
    if keeps_product(user, photo.product) or oversees(user):
        return True
    shown = photo.product.published_revision_id
    return is_published(photo.product) and photo.revision_photos.filter(revision_id=shown).exists()


@rules.predicate
def sees_trade_terms(user: Someone) -> bool:
    """Prices, capacity and contacts of published products are for those who buy, advise and oversee."""
    return has_role(user, Role.AGGREGATOR, Role.EXPERT, Role.MINISTRY, Role.ADMINISTRATOR)


rules.add_perm("smes.view_company", sees_company)
rules.add_perm("smes.change_company", keeps_company)
rules.add_perm("smes.verify_company", verifies_companies)
rules.add_perm("smes.view_product", sees_product)
rules.add_perm("smes.change_product", keeps_product)
rules.add_perm("smes.view_revisions", sees_revisions)
rules.add_perm("smes.view_photo", sees_photo)
rules.add_perm("smes.view_trade_terms", sees_trade_terms)

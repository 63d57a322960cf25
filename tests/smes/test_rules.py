"""Who sees what: `visible_to` and `has_perm` say the same for every role, in every state of company and product."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from smes.domain import products
from smes.models import Company, Photo, Product
from tests.factories.firms import company_of, photo_of, product_of
from tests.factories.people import Cast, OrganisationFactory

ROLES = [
    "visitor", "newcomer", "owner", "staff", "other_owner", "aggregator", "other_aggregator", "expert", "other_expert",
    "ministry", "administrator",
]  # fmt: skip


@pytest.fixture
def world(people: Cast) -> Cast:
    """Firms in every state, products on every stage, photos shown, hidden and left over."""
    own = company_of(people.organisation_of(people.owner))
    company_of(people.organisation_of(people.other_owner), state="draft", verified_at=None)
    product_of(own)
    product_of(own, published=False)
    archived = product_of(own)
    products.archive(product=archived, by=people.owner)
    revised = product_of(own)
    draft = products.revise(product=revised, by=people.owner)
    draft.revision_photos.create(photo=photo_of(revised), position=1)
    photo_of(revised)
    for state in ("draft", "submitted", "returned"):
        product_of(company_of(OrganisationFactory.create(), state=state, verified_at=None))
    company_of(OrganisationFactory.create())
    return people


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("model", "permission"),
    [(Company, "smes.view_company"), (Product, "smes.view_product"), (Photo, "smes.view_photo")],
)
def test_visible_to_is_what_may_be_viewed(world: Cast, role: str, model: type[Model], permission: str) -> None:
    user = world.everybody()[role] or AnonymousUser()
    rows = model._default_manager.all()
    visible = set(rows.visible_to(user).values_list("pk", flat=True))  # type: ignore[attr-defined]
    assert len(rows) >= 5
    assert visible == {row.pk for row in rows if user.has_perm(permission, row)}


@pytest.mark.parametrize("role", ROLES)
def test_kept_by_is_what_may_be_changed(world: Cast, role: str) -> None:
    user = world.everybody()[role] or AnonymousUser()
    kept = set(Product.objects.kept_by(user))
    assert kept == {product for product in Product.objects.all() if user.has_perm("smes.change_product", product)}
    assert bool(kept) == (role in {"owner", "staff"})


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_trade_terms_and_who_verifies(world: Cast, role: str) -> None:
    user = world.everybody()[role] or AnonymousUser()
    buyers = {"aggregator", "other_aggregator", "expert", "other_expert", "ministry", "administrator"}
    assert user.has_perm("smes.view_trade_terms") == (role in buyers)
    assert user.has_perm("smes.verify_company") == (role == "ministry")


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_drafts_and_earlier_revisions(world: Cast, role: str) -> None:
    user = world.everybody()[role] or AnonymousUser()
    own = Product.objects.filter(company__organisation=world.organisation_of(world.owner))
    seen = {user.has_perm("smes.view_revisions", product) for product in own}
    assert seen == {role in {"owner", "staff", "ministry", "administrator"}}


def test_a_locked_account_sees_only_what_everybody_sees(world: Cast) -> None:
    world.owner.is_active = False
    hidden = Product.objects.get(published_revision__isnull=True, company__state="verified")
    assert not world.owner.has_perm("smes.view_product", hidden)


def test_a_visitor_sees_published_rows_only(world: Cast) -> None:
    assert set(Product.objects.visible_to(AnonymousUser())) == set(Product.objects.published())
    assert Product.objects.published().count() == 2
    assert set(Company.objects.visible_to(AnonymousUser())) == set(Company.objects.published())
    assert set(Photo.objects.visible_to(AnonymousUser())) == set(Photo.objects.published())
    assert Photo.objects.published().count() == 2

"""Draft, saved revision, published; and the next revision."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from common.errors import DomainError
from smes.domain import companies, products
from smes.domain.products import StaleDraftError
from smes.models import Product, ProductRevision
from tests.factories.firms import company_of, photo_of, product_of
from tests.factories.people import Cast, member
from tests.smes.loop import Loop, complete


def test_outsiders_do_nothing(people: Cast, loop: Loop) -> None:
    product = loop.published()
    draft = products.revise(product=product, by=loop.staff)
    for outsider in (people.other_owner, people.aggregator, people.expert, people.ministry, people.newcomer):
        for attempt in (
            lambda by: products.start(company=loop.company, name="X", by=by),
            lambda by: products.write(revision=draft, version=1, values={"name": "X"}, by=by),
            lambda by: products.save_revision(product=product, by=by),
            lambda by: products.revise(product=product, by=by),
            lambda by: products.publish(product=product, by=by),
            lambda by: products.unpublish(product=product, by=by),
            lambda by: products.archive(product=product, by=by),
            lambda by: products.restore(product=product, by=by),
        ):
            with pytest.raises(DomainError, match="members of the company"):
                attempt(outsider)
    assert ProductRevision.objects.filter(name="X").count() == 0


def test_a_name_is_enough_to_start(loop: Loop) -> None:
    draft = loop.started()
    assert (draft.number, draft.version, draft.name, draft.is_saved) == (1, 1, "Keranjang", False)
    with pytest.raises(DomainError, match="Give the product a name"):
        products.start(company=loop.company, name="  ", by=loop.owner)


def test_every_saving_counts(loop: Loop) -> None:
    draft = loop.started()
    draft = products.write(revision=draft, version=1, values={"materials": "Rotan"}, by=loop.owner)
    draft = products.write(revision=draft, version=2, values={"moq": 10}, by=loop.staff)
    assert (draft.version, draft.materials, draft.moq, draft.touched_by) == (3, "Rotan", 10, loop.staff)


def test_a_stale_page_overwrites_nothing_and_sees_both_values(loop: Loop) -> None:
    draft = loop.started()
    products.write(revision=draft, version=1, values={"materials": "Rotan", "moq": 5}, by=loop.staff)
    with pytest.raises(StaleDraftError, match=r"Orang .* saved this product at") as refused:
        products.write(revision=draft, version=1, values={"materials": "Bambu", "moq": 5}, by=loop.owner)
    conflicts = [(c.field, c.theirs, c.yours) for c in refused.value.conflicts]
    assert conflicts == [("materials", "Rotan", "Bambu")]
    assert str(loop.staff) in str(refused.value)
    draft.refresh_from_db()
    assert (draft.materials, draft.version) == ("Rotan", 2)


def test_the_same_saving_sent_twice_is_one(loop: Loop) -> None:
    draft = loop.started()
    for _ in range(2):
        again = products.write(revision=draft, version=1, values={"materials": "Rotan"}, by=loop.owner)
    assert again.version == 2


def test_ones_own_second_window_is_named(loop: Loop) -> None:
    draft = loop.started()
    products.write(revision=draft, version=1, values={"moq": 5}, by=loop.owner)
    with pytest.raises(StaleDraftError, match="You yourself, in another window"):
        products.write(revision=draft, version=1, values={"moq": 6}, by=loop.owner)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"price": Decimal(0)}, "price must be above 0"),
        ({"moq": 0}, "smallest order must be at least 1"),
        ({"monthly_capacity": 0}, "capacity per month must be at least 1"),
    ],
)
def test_wrong_values_get_their_sentence(loop: Loop, values: dict[str, object], sentence: str) -> None:
    draft = loop.started()
    with pytest.raises(DomainError, match=sentence):
        products.write(revision=draft, version=1, values={"materials": "Rotan"} | values, by=loop.owner)
    draft.refresh_from_db()
    assert (draft.version, draft.materials) == (1, "")


def test_an_incomplete_draft_is_not_saved(loop: Loop) -> None:
    draft = loop.started()
    with pytest.raises(DomainError) as refused:
        products.save_revision(product=draft.product, by=loop.owner)
    sentence = str(refused.value)
    for word in (
        "at least one photo",
        "description",
        "materials",
        "HS code",
        "price per unit",
        "Incoterms",
        "capacity",
    ):
        assert word in sentence
    assert "product name" not in sentence
    draft.refresh_from_db()
    assert draft.saved_at is None


@pytest.mark.parametrize(
    "lacking", ["description", "materials", "hs", "unit", "price", "incoterm", "incoterm_place", "moq"]
)
def test_the_database_too_refuses_an_incomplete_revision(loop: Loop, lacking: str) -> None:
    empty = None if lacking in {"hs", "price", "moq"} else ""
    draft = loop.written(**{lacking: empty})
    with pytest.raises(IntegrityError, match="revision_saved_complete"), transaction.atomic():
        ProductRevision.objects.filter(pk=draft.pk).update(saved_at=draft.touched_at)


def test_a_saved_revision_never_changes(loop: Loop) -> None:
    product = loop.saved()
    revision = product.latest_saved
    assert revision is not None
    assert (revision.number, revision.saved_by) == (1, loop.owner)
    with pytest.raises(DomainError, match="does not change any more"):
        products.write(revision=revision, version=revision.version, values={"name": "Lain"}, by=loop.owner)
    for change in (
        lambda: ProductRevision.objects.filter(pk=revision.pk).update(name="Lain"),
        lambda: ProductRevision.objects.filter(pk=revision.pk).delete(),
        lambda: revision.revision_photos.all().delete(),
        lambda: revision.revision_photos.update(position=3),
        lambda: revision.revision_photos.create(photo=photo_of(product), position=1),
        lambda: product.photos.update(sha256="0" * 64),
    ):
        with pytest.raises(InternalError, match=r"never change|Cannot delete"), transaction.atomic():
            change()


def test_a_saved_revision_outlives_the_account_of_its_author(loop: Loop) -> None:
    leaver = member(loop.company.organisation, "staff")
    draft = loop.written()
    products.write(revision=draft, version=draft.version, values={"moq": 7}, by=leaver)
    products.save_revision(product=draft.product, by=leaver)
    leaver.delete()
    draft.refresh_from_db()
    assert (draft.saved_by, draft.touched_by, draft.moq) == (None, None, 7)


def test_what_was_checked_is_what_is_saved(loop: Loop) -> None:
    draft = loop.written()
    checked = draft.version
    products.write(revision=draft, version=checked, values={"price": Decimal(1)}, by=loop.staff)
    with pytest.raises(StaleDraftError, match="while this page was open"):
        products.save_revision(product=draft.product, by=loop.owner, version=checked)
    draft.refresh_from_db()
    assert draft.saved_at is None


def test_the_next_revision_begins_as_the_last_one(loop: Loop) -> None:
    product = loop.saved()
    first = product.latest_saved
    assert first is not None
    draft = products.revise(product=product, by=loop.staff)
    assert products.revise(product=product, by=loop.owner) == draft
    assert (draft.number, draft.version, draft.changes, draft.created_by) == (2, 1, "", loop.staff)
    assert {name: getattr(draft, name) for name in complete()} == complete()
    assert draft.ordered_photos == first.ordered_photos
    with pytest.raises(DomainError, match="Still missing: what changed"):
        products.save_revision(product=product, by=loop.owner)
    products.write(revision=draft, version=1, values={"changes": "Anyaman lebih rapat", "moq": 40}, by=loop.owner)
    products.save_revision(product=product, by=loop.owner)
    assert product.latest_saved == draft


def test_only_a_verified_firm_publishes(people: Cast) -> None:
    organisation = people.organisation_of(people.owner)
    company = company_of(organisation, state="draft", verified_at=None)
    loop = Loop(company, people.owner, people.staff)
    product = loop.saved()
    for state, sentence in (("draft", "Complete your company"), ("submitted", "still looking")):
        type(company).objects.filter(pk=company.pk).update(state=state)
        with pytest.raises(DomainError, match=sentence):
            products.publish(product=product, by=people.owner)
    type(company).objects.filter(pk=company.pk).update(state="returned")
    with pytest.raises(DomainError, match="was returned"):
        products.publish(product=product, by=people.owner)
    product.refresh_from_db()
    assert product.published_revision is None


def test_a_firm_that_grew_large_publishes_no_more(loop: Loop) -> None:
    product = loop.saved()
    companies.describe(
        organisation=loop.company.organisation, values={"basis": "sales", "amount": Decimal(10**11)}, by=loop.owner
    )
    with pytest.raises(DomainError, match="micro, small and medium"):
        products.publish(product=product, by=loop.owner)


def test_published_taken_out_and_undone(loop: Loop) -> None:
    product = loop.saved()
    with pytest.raises(DomainError, match="Check the answers and save"):
        products.publish(product=loop.started().product, by=loop.owner)
    assert products.publish(product=product, by=loop.owner).published_revision == product.latest_saved
    draft = products.revise(product=product, by=loop.owner)
    products.write(revision=draft, version=1, values={"changes": "Baru"}, by=loop.owner)
    products.save_revision(product=product, by=loop.owner)
    product.refresh_from_db()
    assert product.published_revision is not None
    assert product.published_revision.number == 1, "a new revision is not shown before it is published"
    products.unpublish(product=product, by=loop.staff)
    assert not Product.objects.published().exists()
    products.publish(product=product, by=loop.owner, number=1)
    product.refresh_from_db()
    assert product.published_revision is not None
    assert product.published_revision.number == 1


def test_put_away_and_brought_back(loop: Loop) -> None:
    product = loop.published()
    products.archive(product=product, by=loop.owner)
    assert not Product.objects.published().exists()
    assert not Product.objects.kept().exists()
    for attempt in (products.publish, products.unpublish, products.revise, products.save_revision):
        with pytest.raises(DomainError, match="put away"):
            attempt(product=product, by=loop.owner)
    products.restore(product=product, by=loop.owner)
    assert Product.objects.published().get() == product


def test_a_draft_of_a_product_put_away_stands_still(loop: Loop) -> None:
    draft = loop.written()
    products.archive(product=draft.product, by=loop.owner)
    with pytest.raises(DomainError, match="put away"):
        products.write(revision=draft, version=draft.version, values={"moq": 1}, by=loop.owner)


def test_the_database_publishes_only_saved_revisions_of_the_product(loop: Loop) -> None:
    product, other = loop.saved(), product_of(loop.company)
    draft = products.revise(product=product, by=loop.owner)
    for wrong in (draft.pk, other.published_revision_id):
        with pytest.raises(InternalError, match="only a saved revision"), transaction.atomic():
            Product.objects.filter(pk=product.pk).update(published_revision=wrong, published_at=draft.touched_at)
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        Product.objects.filter(pk=product.pk)._raw_delete("default")

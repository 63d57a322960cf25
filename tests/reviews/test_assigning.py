"""Who is asked to look at what, and who may not be."""

from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from accounts.models import Grant, Membership
from common.errors import DomainError
from network.models import Notice
from reviews.domain import assigning
from reviews.models import Assignment, Review, Rubric
from smes.models import Product
from tests.factories.firms import company_of, draft_of, product_of
from tests.factories.people import Cast, OrganisationFactory, granted
from tests.factories.reviews import assigned, draft_review, next_revision, submitted


def test_expert_gets_a_draft_of_the_newest_revision_and_is_told(product: Product, people: Cast) -> None:
    newest = next_revision(product)
    assignment = assigned(product, people.expert, by=people.ministry)
    review = draft_review(assignment)
    assert (review.revision, review.round, review.state) == (newest, 1, "draft")
    assert review.rubric == Rubric.objects.current().get(lens="design")
    notice = Notice.objects.get(user=people.expert)
    assert "Keranjang rotan" in notice.title
    assert notice.url == f"/ulasan/{review.pk}/"


@pytest.mark.parametrize("who", ["newcomer", "other_owner", "owner", "aggregator", "expert", "administrator"])
def test_only_ministry_staff_assign(product: Product, people: Cast, who: str) -> None:
    with pytest.raises(DomainError):
        assigned(product, people.other_expert, by=getattr(people, who))
    assert not Assignment.objects.exists()


def test_member_of_the_makers_company_is_refused(product: Product, people: Cast) -> None:
    Grant.objects.create(user=people.staff, role="expert")
    with pytest.raises(DomainError, match="Anyaman Lestari"):
        assigned(product, people.staff, by=people.ministry)


def test_expert_who_shares_an_aggregator_with_the_maker_is_refused(product: Product, people: Cast) -> None:
    aggregator = people.organisation_of(people.aggregator)
    Membership.objects.create(user=people.expert, organisation=aggregator, standing="staff")
    Membership.objects.create(user=people.owner, organisation=aggregator, standing="staff")
    with pytest.raises(DomainError, match="Nusa Ekspor"):
        assigned(product, people.expert, by=people.ministry, lens="buying")


def test_expert_of_an_aggregator_without_ties_may_review(product: Product, people: Cast) -> None:
    aggregator = people.organisation_of(people.aggregator)
    Membership.objects.create(user=people.expert, organisation=aggregator, standing="staff")
    assert assigned(product, people.expert, by=people.ministry, lens="aggregation").is_open


def test_conflict_that_arose_since_stops_the_submitting(review: Review, people: Cast) -> None:
    shared = OrganisationFactory.create(name="Koperasi Bersama")
    for person in (people.expert, people.owner):
        Membership.objects.create(user=person, organisation=shared, standing="staff")
    with pytest.raises(DomainError, match="Koperasi Bersama"):
        submitted(review)


def test_person_without_the_role_is_refused(product: Product, people: Cast) -> None:
    with pytest.raises(DomainError):
        assigned(product, people.newcomer, by=people.ministry)


def test_past_due_date_is_refused(product: Product, people: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(DomainError):
        assigning.assign(product=product, expert=people.expert, lens="design", due_on=yesterday, by=people.ministry)


def test_unsaved_or_archived_product_is_refused(product: Product, people: Cast) -> None:
    unsaved = Product.objects.create(company=product.company)
    draft_of(unsaved)
    archived = product_of(product.company)
    Product.objects.filter(pk=archived.pk).update(archived_at=timezone.now())
    archived.refresh_from_db()
    for row in (unsaved, archived):
        with pytest.raises(DomainError):
            assigned(row, people.expert, by=people.ministry)


def test_one_open_expert_per_lens_and_one_lens_per_expert(assignment: Assignment, people: Cast) -> None:
    with pytest.raises(DomainError):
        assigned(assignment.product, people.other_expert, by=people.ministry, lens="design")
    with pytest.raises(DomainError):
        assigned(assignment.product, people.expert, by=people.ministry, lens="buying")


@pytest.mark.parametrize(
    ("who", "lens", "name"),
    [
        ("other_expert", "design", "assignment_one_open_per_lens"),
        ("expert", "buying", "assignment_one_lens_per_expert"),
    ],
)
def test_database_refuses_a_second_open_one(
    assignment: Assignment, people: Cast, who: str, lens: str, name: str
) -> None:
    values = {"product": assignment.product, "expert": getattr(people, who), "lens": lens, "due_on": assignment.due_on}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Assignment.objects.create(**values)


def test_declining_needs_a_reason_and_tells_the_assigner(assignment: Assignment, review: Review, people: Cast) -> None:
    with pytest.raises(DomainError):
        assigning.decline(assignment=assignment, reason="  ", by=people.expert)
    with pytest.raises(DomainError):
        assigning.decline(assignment=assignment, reason="Bukan saya", by=people.other_expert)
    assigning.decline(assignment=assignment, reason="Sedang di luar kota", by=people.expert)
    assert assignment.state == "declined"
    assert "Sedang di luar kota" in Notice.objects.get(user=people.ministry).text
    with pytest.raises(DomainError):
        assigning.decline(assignment=assignment, reason="Lagi", by=people.expert)


def test_withdrawn_lens_can_be_given_to_another(assignment: Assignment, review: Review, people: Cast) -> None:
    assigning.withdraw(assignment=assignment, reason="Terlalu lama", by=people.ministry)
    second = assigned(assignment.product, people.other_expert, by=people.ministry)
    assert draft_review(second).round == 1
    assert not people.expert.has_perm("reviews.view_review", Review.objects.get(pk=review.pk))


def test_expert_who_comes_after_the_lens_was_judged_joins_the_next_round(review: Review, people: Cast) -> None:
    submitted(review)
    assigning.withdraw(assignment=review.assignment, reason="", by=people.ministry)
    second = assigned(review.assignment.product, people.other_expert, by=people.ministry)
    assert not second.reviews.exists()


@pytest.mark.parametrize("change", [{"lens": "buying"}, {"state": "assigned"}])
def test_database_keeps_what_was_assigned(assignment: Assignment, people: Cast, change: dict[str, str]) -> None:
    assigning.withdraw(assignment=assignment, reason="", by=people.ministry)
    with pytest.raises(Error, match="pgtrigger"), transaction.atomic():
        Assignment.objects.filter(pk=assignment.pk).update(
            **change, **({"ended_at": None} if "state" in change else {})
        )


def test_without_rubric_assigning_says_so(people: Cast) -> None:
    product = product_of(company_of(people.organisation_of(people.owner)))
    with pytest.raises(DomainError, match="load_rubrics"):
        assigned(product, granted("expert"), by=people.ministry)
    assert not Assignment.objects.exists()

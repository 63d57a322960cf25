"""The maker's answers, the next round, and the panel's completion."""

from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from common.errors import DomainError
from documents.models import Document
from network.models import Notice
from reviews.domain import answering, assigning
from reviews.domain.answering import AnsweredMeanwhileError, Said
from reviews.models import Answer, Finding, Review
from smes.models import Product
from tests.factories.people import Cast, granted
from tests.factories.reviews import answered, assigned, draft_review, found, next_revision, submitted


@pytest.fixture
def finding(review: Review) -> Finding:
    """A must-fix finding of a panel that is complete."""
    finding = found(review)
    submitted(review)
    return finding


def say(product: Product, finding: Finding, by: object, text: str = "Sudah diperbaiki.", kind: str = "change") -> None:
    answering.answer(product=product, said={finding.pk: Said(kind, text)}, by=by)  # type: ignore[arg-type]


def test_panel_is_complete_when_the_last_expert_submits(review: Review, other_review: Review, people: Cast) -> None:
    submitted(review)
    assert review.released_at is None
    assert not Document.objects.exists()
    assert not Notice.objects.filter(user=people.owner).exists()
    submitted(other_review)
    assert Review.objects.filter(released_at__isnull=False).count() == 2
    assert sorted(Document.objects.values_list("language", "version")) == [("en", 1), ("id", 1)]
    for member in (people.owner, people.staff):
        assert Notice.objects.get(user=member).url == f"/ulasan/produk/{review.assignment.product.public_id}/"
    assert not Notice.objects.filter(user=people.other_owner).exists()


def test_withdrawing_the_last_that_is_owed_completes_the_panel(
    review: Review, other_review: Review, people: Cast
) -> None:
    submitted(review)
    assigning.withdraw(assignment=other_review.assignment, reason="Sakit", by=people.ministry)
    assert Document.objects.count() == 2
    document = Document.objects.get(language="id")
    assert [lens["lens"] for lens in document.facts["lenses"]] == ["design"]


def test_panel_without_any_submitted_review_is_not_complete(review: Review, people: Cast) -> None:
    assigning.withdraw(assignment=review.assignment, reason="", by=people.ministry)
    assert not Document.objects.exists()


def test_expert_who_joins_a_complete_round_makes_a_newer_report(review: Review, people: Cast) -> None:
    submitted(review)
    late = draft_review(assigned(review.assignment.product, people.other_expert, by=people.ministry, lens="buying"))
    assert late.round == 1
    submitted(late)
    newest = Document.objects.filter(language="id").latest("version")
    assert newest.version == 2
    assert len(newest.facts["lenses"]) == 2
    assert set(newest.readers.all()) == {people.expert, people.other_expert}
    assert newest.owner == people.organisation_of(people.owner)


@pytest.mark.parametrize("who", ["other_owner", "expert", "ministry", "administrator", "aggregator", "newcomer"])
def test_only_members_of_the_company_answer(finding: Finding, product: Product, people: Cast, who: str) -> None:
    with pytest.raises(DomainError):
        say(product, finding, getattr(people, who))
    with pytest.raises(DomainError):
        answering.send(product=product, by=getattr(people, who))


def test_answers_wait_until_the_panel_is_complete(review: Review, other_review: Review, people: Cast) -> None:
    finding = found(review)
    submitted(review)
    with pytest.raises(DomainError):
        say(review.assignment.product, finding, people.owner)


def test_answer_is_rewritten_and_taken_back_until_it_is_sent(finding: Finding, product: Product, people: Cast) -> None:
    say(product, finding, people.owner, "Satu")
    say(product, finding, people.owner, "Dua", "question")
    assert Answer.objects.values_list("text", "kind").get() == ("Dua", "question")
    say(product, finding, people.owner, " ")
    assert not Answer.objects.exists()


def test_colleagues_newer_answer_is_not_overwritten(finding: Finding, product: Product, people: Cast) -> None:
    loaded = timezone.now() - timedelta(minutes=1)
    say(product, finding, people.owner, "Dari pemilik")
    with pytest.raises(AnsweredMeanwhileError, match=finding.label):
        answering.answer(product=product, said={finding.pk: Said("change", "Dari staf")}, by=people.staff, since=loaded)
    say(product, finding, people.owner, "Dari pemilik lagi")
    assert Answer.objects.get().text == "Dari pemilik lagi"


def test_sending_needs_every_answer_but_ideas(review: Review, people: Cast) -> None:
    must, idea = found(review), found(review, "Warna lain?", "idea")
    product = review.assignment.product
    submitted(review)
    next_revision(product)
    with pytest.raises(DomainError, match=must.label) as refused:
        answering.send(product=product, by=people.owner)
    assert idea.label not in str(refused.value)
    say(product, must, people.owner)
    assert len(answering.send(product=product, by=people.owner)) == 1


def test_sending_needs_a_revision_that_the_experts_have_not_seen(
    finding: Finding, product: Product, people: Cast
) -> None:
    say(product, finding, people.owner)
    with pytest.raises(DomainError):
        answering.send(product=product, by=people.owner)
    assert Answer.objects.get().revision is None


def test_sending_opens_the_next_round_for_the_same_experts(review: Review, other_review: Review, people: Cast) -> None:
    finding = found(review)
    product = review.assignment.product
    submitted(review)
    submitted(other_review)
    reviews = answered(product, by=people.owner)
    assert {one.assignment.expert for one in reviews} == {people.expert, people.other_expert}
    assert {(one.round, one.revision.number, one.state) for one in reviews} == {(2, 2, "draft")}
    assert Answer.objects.get(finding=finding).revision == product.latest_saved
    for expert in (people.expert, people.other_expert):
        assert Notice.objects.filter(user=expert, key__startswith="review.round:").count() == 1


def test_sending_twice_opens_one_round(finding: Finding, product: Product, people: Cast) -> None:
    answered(product, by=people.owner)
    with pytest.raises(DomainError):
        answering.send(product=product, by=people.owner)
    assert Review.objects.of(product).count() == 2


def test_sent_answer_never_changes(finding: Finding, product: Product, people: Cast) -> None:
    answered(product, by=people.owner)
    for change in (lambda: Answer.objects.update(text="Lain"), lambda: Answer.objects.all().delete()):
        with pytest.raises(Error), transaction.atomic():
            change()


def test_database_keeps_one_draft_answer_per_finding(finding: Finding, people: Cast, product: Product) -> None:
    say(product, finding, people.owner)
    with pytest.raises(IntegrityError, match="answer_one_draft"), transaction.atomic():
        Answer.objects.create(finding=finding, kind="change", text="Dua", by=people.owner)


def test_resolved_finding_needs_no_more_answer(finding: Finding, product: Product, people: Cast) -> None:
    (second,) = answered(product, by=people.owner)
    submitted(second, resolved=True)
    with pytest.raises(DomainError):
        say(product, finding, people.owner)
    assert answering.unanswered(product) == []


def test_unresolved_finding_is_answered_once_more(finding: Finding, product: Product, people: Cast) -> None:
    (second,) = answered(product, by=people.owner)
    submitted(second, resolved=False)
    (third,) = answered(product, by=people.owner, text="Kali ini dengan jahitan ganda.")
    assert third.round == 3
    assert Answer.objects.filter(finding=finding).count() == 2


def test_without_experts_sending_says_what_to_do(finding: Finding, product: Product, people: Cast) -> None:
    assigning.withdraw(assignment=finding.review.assignment, reason="", by=people.ministry)
    say(product, finding, people.owner)
    next_revision(product)
    with pytest.raises(DomainError):
        answering.send(product=product, by=people.owner)
    assert Answer.objects.get().revision is None


def test_revision_saved_meanwhile_leaves_the_round_where_it_is(review: Review, people: Cast) -> None:
    product = review.assignment.product
    next_revision(product)
    late = draft_review(assigned(product, granted("expert"), by=people.ministry, lens="buying"))
    assert late.revision == review.revision
    submitted(review)
    submitted(late)
    assert Document.objects.get(language="id").facts["product"]["revision"] == 1

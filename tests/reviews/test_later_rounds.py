"""The second round and those after it."""

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from common.errors import DomainError
from reviews.domain import assigning, reviewing
from reviews.domain.reviewing import Judgement, Written
from reviews.models import Resolution, Review
from tests.factories.people import Cast, granted
from tests.factories.reviews import answered, assigned, draft_review, found, submitted, written

HERE = (Decimal("0.25"), Decimal("0.75"))


def save(review: Review, by: User, **values: Any) -> int:
    return reviewing.save(review=review, version=review.version, written=Written(**values), by=by)


def test_next_round_wants_a_word_on_every_earlier_finding(review: Review, people: Cast) -> None:
    finding = found(review)
    submitted(review)
    (second,) = answered(review.assignment.product, by=people.owner)
    version = reviewing.save(review=second, version=1, written=written(second), by=people.expert)
    with pytest.raises(DomainError, match=finding.label):
        reviewing.submit(review=second, version=version, by=people.expert)
    second.refresh_from_db()
    submitted(second, resolved=True, verdict="export_ready")
    assert Resolution.objects.get(finding=finding).resolved


def test_unresolved_must_fix_forbids_export_ready_in_the_next_round(review: Review, people: Cast) -> None:
    found(review)
    submitted(review)
    (second,) = answered(review.assignment.product, by=people.owner)
    with pytest.raises(DomainError):
        submitted(second, resolved=False, verdict="export_ready")


def test_word_on_a_finding_of_another_lens_is_refused(review: Review, other_review: Review, people: Cast) -> None:
    foreign = found(other_review)
    submitted(review)
    submitted(other_review)
    second = next(
        one for one in answered(review.assignment.product, by=people.owner) if one.assignment == review.assignment
    )
    with pytest.raises(DomainError):
        save(second, people.expert, judgements={foreign.pk: Judgement(True)})


def test_successor_judges_the_findings_of_the_lens(review: Review, other_review: Review, people: Cast) -> None:
    found(review)
    submitted(review)
    submitted(other_review)
    assigning.withdraw(assignment=review.assignment, reason="", by=people.ministry)
    successor = granted("expert")
    assignment = assigned(review.assignment.product, successor, by=people.ministry)
    answered(review.assignment.product, by=people.owner)
    second = draft_review(assignment)
    assert second.round == 2
    submitted(second, resolved=True)
    assert Resolution.objects.get(review=second).by == successor


def test_numbers_go_on_through_the_rounds(review: Review, people: Cast) -> None:
    found(review)
    submitted(review)
    (second,) = answered(review.assignment.product, by=people.owner)
    assert found(second, "Baru").label == "D2"

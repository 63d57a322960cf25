"""An expert at work: drafts that save themselves, findings with pins, submitting once."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import Error, IntegrityError, transaction

from accounts.models import User
from common.errors import DomainError
from reviews.domain import assigning, reviewing
from reviews.domain.reviewing import StaleError, Written
from reviews.models import Criterion, Finding, Review, Score
from smes.domain import photos as smes_photos
from smes.domain import products
from smes.models import Photo
from tests.factories.firms import photo_of, product_of
from tests.factories.people import Cast
from tests.factories.reviews import found, submitted, written

HERE = (Decimal("0.25"), Decimal("0.75"))


def save(review: Review, by: User, **values: Any) -> int:
    return reviewing.save(review=review, version=review.version, written=Written(**values), by=by)


def test_draft_saves_parts_and_counts_its_versions(review: Review, people: Cast) -> None:
    assert save(review, people.expert, scores={"form": 3}) == 2
    review.refresh_from_db()
    assert review.started_at is not None
    assert review.submitted_at is None
    assert save(review, people.expert, scores={"form": 5, "story": 1}, summary=" Baik. ", verdict="not_yet") == 3
    review.refresh_from_db()
    assert (review.summary, review.verdict) == ("Baik.", "not_yet")
    assert dict(review.scores.values_list("criterion__key", "value")) == {"form": 5, "story": 1}


def test_second_page_with_an_older_version_overwrites_nothing(review: Review, people: Cast) -> None:
    save(review, people.expert, scores={"form": 3}, summary="Pertama")
    with pytest.raises(StaleError):
        reviewing.save(review=review, version=1, written=Written(scores={"form": 1}, summary="Kedua"), by=people.expert)
    review.refresh_from_db()
    assert (review.summary, review.scores.get().value, review.version) == ("Pertama", 3, 2)


@pytest.mark.parametrize("who", ["other_expert", "owner", "ministry", "administrator", "aggregator", "newcomer"])
def test_nobody_else_writes(review: Review, people: Cast, who: str) -> None:
    by = getattr(people, who)
    with pytest.raises(DomainError):
        save(review, by, scores={"form": 1})
    with pytest.raises(DomainError):
        reviewing.add_finding(review=review, severity="must", text="x", by=by)
    with pytest.raises(DomainError):
        reviewing.submit(review=review, version=review.version, by=by)


def test_expert_who_lost_the_role_writes_no_more(review: Review, people: Cast) -> None:
    people.expert.grants.all().delete()
    people.expert.forget_roles()
    with pytest.raises(DomainError):
        save(review, people.expert, scores={"form": 1})


def test_expert_removed_in_mid_work_is_told_and_nothing_is_saved(review: Review, people: Cast) -> None:
    assigning.withdraw(assignment=review.assignment, reason="", by=people.ministry)
    stale = Review.objects.select_related("assignment").get(pk=review.pk)
    stale.assignment.state = "assigned"  # the page was loaded before
    with pytest.raises(StaleError):
        save(stale, people.expert, summary="Terlambat")
    review.refresh_from_db()
    assert review.summary == ""


@pytest.mark.parametrize("scores", [{"capacity": 3}, {"nonsense": 3}])
def test_scores_of_another_rubric_are_refused(review: Review, people: Cast, scores: dict[str, int]) -> None:
    with pytest.raises(DomainError):
        save(review, people.expert, scores=scores)
    assert not review.scores.exists()


@pytest.mark.parametrize("value", [0, 6])
def test_database_refuses_scores_off_the_scale(review: Review, value: int) -> None:
    criterion = review.rubric.criteria.first()
    assert criterion is not None
    with pytest.raises(IntegrityError, match="score_from_one_to_five"), transaction.atomic():
        Score.objects.create(review=review, criterion=criterion, value=value)


def test_score_sent_twice_is_one_row(review: Review, people: Cast) -> None:
    version = save(review, people.expert, scores={"form": 3})
    reviewing.save(review=review, version=version, written=Written(scores={"form": 3}), by=people.expert)
    assert review.scores.count() == 1
    criterion = Criterion.objects.get(rubric=review.rubric, key="form")
    with pytest.raises(IntegrityError, match="score_once"), transaction.atomic():
        Score.objects.create(review=review, criterion=criterion, value=4)


# --- findings -----------------------------------------------------------------------------------------------------


def test_findings_count_from_one_and_move_up_when_one_goes(review: Review, people: Cast) -> None:
    first, second, third = (found(review, text) for text in ("Satu", "Dua", "Tiga"))
    assert [one.label for one in (first, second, third)] == ["D1", "D2", "D3"]
    reviewing.remove_finding(finding=second, by=people.expert)
    assert list(review.findings.values_list("number", "text")) == [(1, "Satu"), (2, "Tiga")]


def test_pin_is_kept_with_its_photo(review: Review) -> None:
    photo = review.revision.ordered_photos[1]
    finding = found(review, photo=photo, pin=HERE)
    finding.refresh_from_db()
    assert (finding.photo, finding.pin_x, finding.pin_y) == (photo, *HERE)


@pytest.mark.parametrize("pin", [("-0.0001", "0.5"), ("0.5", "1.0001"), ("NaN", "0.5")])
def test_pin_outside_the_photo_is_refused(review: Review, pin: tuple[str, str]) -> None:
    photo = review.revision.ordered_photos[0]
    with pytest.raises(DomainError):
        found(review, photo=photo, pin=(Decimal(pin[0]), Decimal(pin[1])))
    assert not review.findings.exists()


def test_pin_without_photo_and_foreign_photo_are_refused(review: Review) -> None:
    with pytest.raises(DomainError):
        found(review, pin=HERE)
    foreign = product_of(review.assignment.product.company)
    strange = Photo.objects.get(product=foreign)
    unsaved = photo_of(review.assignment.product)
    for photo in (strange, unsaved):
        with pytest.raises(DomainError):
            found(review, photo=photo, pin=HERE)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"pin_x": "0.5"}, "finding_pin_whole"),
        ({"pin_x": "0.5", "pin_y": "0.5"}, "finding_pin_whole"),
        ({"pin_x": "1.5", "pin_y": "0.5", "photo": True}, "finding_pin_inside"),
        ({"text": ""}, "finding_has_text"),
    ],
)
def test_database_refuses_half_findings(review: Review, values: dict[str, Any], name: str) -> None:
    if values.get("photo"):
        values = {**values, "photo": review.revision.ordered_photos[0]}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Finding.objects.create(**{"review": review, "number": 1, "severity": "must", "text": "x", **values})


def test_photo_left_out_of_the_next_draft_stays_with_the_finding(review: Review, people: Cast) -> None:
    photo = review.revision.ordered_photos[0]
    finding = found(review, photo=photo, pin=HERE)
    draft = products.revise(product=review.assignment.product, by=people.owner)
    smes_photos.remove(revision=draft, photo=photo, by=people.owner)
    finding.refresh_from_db()
    assert finding.photo == photo
    assert photo in review.revision.ordered_photos
    with pytest.raises(Error), transaction.atomic():
        Photo.objects.get(pk=photo.pk).delete()


def test_too_many_findings_are_refused(review: Review) -> None:
    for number in range(reviewing.MOST_FINDINGS):
        found(review, f"Temuan {number}")
    with pytest.raises(DomainError):
        found(review, "Satu lagi")


def test_blank_finding_is_refused(review: Review) -> None:
    with pytest.raises(DomainError):
        found(review, "   ")


# --- submitting ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left_out", "field"),
    [({"scores": {"form": 3}}, "score_materials"), ({"verdict": ""}, "verdict"), ({"summary": " "}, "summary")],
)
def test_incomplete_review_is_refused_with_what_is_missing(
    review: Review, people: Cast, left_out: dict[str, Any], field: str
) -> None:
    values = {**vars(written(review)), **left_out}
    version = save(review, people.expert, **values)
    review.refresh_from_db()
    assert field in {gap.field for gap in reviewing.gaps(review)}
    with pytest.raises(DomainError):
        reviewing.submit(review=review, version=version, by=people.expert)
    review.refresh_from_db()
    assert review.state == "draft"


def test_export_ready_with_an_open_must_fix_is_refused(review: Review) -> None:
    finding = found(review, severity="must")
    with pytest.raises(DomainError, match=finding.label):
        submitted(review, verdict="export_ready")
    reviewing.change_finding(
        finding=finding, severity="should", text="Tepi.", by=User.objects.get(pk=review.assignment.expert_id)
    )
    review.refresh_from_db()
    assert submitted(review, verdict="export_ready").verdict == "export_ready"


def test_submitting_with_an_older_version_is_refused(review: Review, people: Cast) -> None:
    reviewing.save(review=review, version=1, written=written(review), by=people.expert)
    with pytest.raises(StaleError):
        reviewing.submit(review=review, version=1, by=people.expert)


def test_submitting_twice_has_one_effect(review: Review, people: Cast) -> None:
    submitted(review)
    before = review.submitted_at
    with pytest.raises(DomainError):
        reviewing.submit(review=review, version=review.version, by=people.expert)
    review.refresh_from_db()
    assert review.submitted_at == before


def test_submitted_review_never_changes(review: Review, people: Cast) -> None:
    finding = found(review, severity="should")
    submitted(review)
    for change in (
        lambda: save(review, people.expert, summary="Lain"),
        lambda: reviewing.change_finding(finding=finding, severity="idea", text="Lain", by=people.expert),
        lambda: reviewing.remove_finding(finding=finding, by=people.expert),
        lambda: found(review),
    ):
        with pytest.raises(DomainError):
            change()


@pytest.mark.parametrize(
    "break_it",
    [
        lambda review: Review.objects.filter(pk=review.pk).update(summary="Lain"),
        lambda review: Review.objects.filter(pk=review.pk).update(state="draft", submitted_at=None, released_at=None),
        lambda review: Review.objects.filter(pk=review.pk).update(released_at=None),
        lambda review: Review.objects.filter(pk=review.pk).delete(),
        lambda review: review.scores.update(value=5),
        lambda review: review.scores.all().delete(),
        lambda review: review.findings.update(text="Lain"),
        lambda review: Finding.objects.create(review=review, number=9, severity="idea", text="Baru"),
        lambda review: review.rubric.criteria.update(weight=9),
    ],
)
def test_database_refuses_to_rewrite_a_submitted_review(review: Review, break_it: Any) -> None:
    found(review, severity="should")
    submitted(review)
    with pytest.raises(Error, match=r"never changes|pgtrigger"), transaction.atomic():
        break_it(review)


def test_draft_may_be_thrown_away_with_its_parts(review: Review, people: Cast) -> None:
    save(review, people.expert, scores={"form": 2})
    found(review)
    review.delete()
    assert not Score.objects.exists()
    assert not Finding.objects.exists()


# --- later rounds -------------------------------------------------------------------------------------------------

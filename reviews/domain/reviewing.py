"""An expert at work: the draft that saves itself, findings with pins, and submitting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import DomainError
from reviews.conversation import earlier_findings
from reviews.domain.assigning import conflict
from reviews.domain.reporting import complete_panel
from reviews.domain.rounds import lock
from reviews.models import Finding, Resolution, Review, Score
from smes.models import Photo

MOST_FINDINGS = 20
PLACES = Decimal("0.0001")
Pin = tuple[Decimal, Decimal]


class StaleError(DomainError):
    """Another page has saved this review meanwhile; nothing was overwritten."""


@dataclass(frozen=True)
class Judgement:
    """The word on one earlier finding; None as long as it is open."""

    resolved: bool | None
    note: str = ""


@dataclass(frozen=True)
class Written:
    """What the expert has written so far: scores 1–5 by criterion key, judgements by the pk of the finding."""

    scores: Mapping[str, int] = field(default_factory=dict)
    verdict: str = ""
    summary: str = ""
    judgements: Mapping[int, Judgement] = field(default_factory=dict)


@dataclass(frozen=True)
class Gap:
    """What is missing before a review can be submitted, and at which field."""

    field: str
    sentence: str


@transaction.atomic
def save(*, review: Review, version: int, written: Written, by: User) -> int:
    """Save the draft; its new version. StaleError when `version` is not the one that was last saved."""
    _require_writer(review, by)
    saved = Review.objects.under_way().filter(pk=review.pk, version=version)
    changed = saved.update(
        version=F("version") + 1,
        verdict=written.verdict,
        summary=written.summary.strip()[:1200],
        started_at=Coalesce("started_at", Now()),
        touched_at=Now(),
    )
    if not changed:
        _say_why_stale(review)
    _save_scores(review, written.scores)
    _save_judgements(review, written.judgements, by)
    return version + 1


def gaps(review: Review) -> list[Gap]:
    """What is still missing before this draft can be submitted; nothing when it is complete."""
    missing = []
    scored = set(review.scores.values_list("criterion_id", flat=True))
    for criterion in review.rubric.criteria.all():
        if criterion.pk not in scored:
            sentence = _("Choose a score for “%(criterion)s”.") % {"criterion": criterion.name}
            missing.append(Gap(f"score_{criterion.key}", sentence))
    earlier = earlier_findings(review)
    judged = dict(review.resolutions.values_list("finding_id", "resolved"))
    for finding in earlier:
        if finding.pk not in judged:
            sentence = _("Say whether finding %(finding)s is resolved.") % {"finding": finding.label}
            missing.append(Gap(f"resolved_{finding.pk}", sentence))
    if not review.verdict:
        missing.append(Gap("verdict", _("Choose a verdict.")))
    if not review.summary:
        missing.append(Gap("summary", _("Write a summary: what the maker should remember of your review.")))
    if review.verdict == Review.Verdict.EXPORT_READY and (open_musts := _open_musts(review, earlier, judged)):
        sentence = _(
            "“Export ready” does not go with an open must-fix finding (%(findings)s). "
            "Choose another verdict, or change the severity."
        )
        missing.append(Gap("verdict", sentence % {"findings": ", ".join(open_musts)}))
    return missing


@transaction.atomic
def submit(*, review: Review, version: int, by: User) -> None:
    """Hand the review in: it never changes again. The last one of the panel makes the report and tells the maker."""
    _require_writer(review, by)
    lock(review.assignment.product)
    current = _locked(review)
    if current.version != version:
        _say_why_stale(review)
    if reason := conflict(expert=by, product=review.assignment.product):
        raise DomainError(reason)
    if missing := gaps(current):
        raise DomainError(" ".join(gap.sentence for gap in missing))
    current.state, current.submitted_at = Review.State.SUBMITTED, timezone.now()
    current.save(update_fields=["state", "submitted_at"])
    complete_panel(product=review.assignment.product)
    review.refresh_from_db(fields=["state", "submitted_at", "released_at"])


@transaction.atomic
def add_finding(
    *, review: Review, severity: str, text: str, by: User, photo: Photo | None = None, pin: Pin | None = None
) -> Finding:
    """A new finding of a draft. `pin` is the place on the photo, each coordinate from 0 to 1."""
    _require_writer(review, by)
    draft = _locked(review)
    if draft.findings.count() >= MOST_FINDINGS:
        sentence = _("A review holds at most %(number)s findings. Keep those that matter most to a buyer.")
        raise DomainError(sentence % {"number": MOST_FINDINGS})
    finding = Finding(review=review, number=next_number(review))
    return _write(finding, severity, text, photo, pin)


@transaction.atomic
def change_finding(
    *, finding: Finding, severity: str, text: str, by: User, photo: Photo | None = None, pin: Pin | None = None
) -> Finding:
    _require_writer(finding.review, by)
    _locked(finding.review)
    return _write(finding, severity, text, photo, pin)


@transaction.atomic
def remove_finding(*, finding: Finding, by: User) -> None:
    """Take a finding out of a draft; those after it move up."""
    _require_writer(finding.review, by)
    draft = _locked(finding.review)
    number = finding.number
    finding.delete()
    for later in draft.findings.filter(number__gt=number).order_by("number"):
        Finding.objects.filter(pk=later.pk).update(number=F("number") - 1)


def _write(finding: Finding, severity: str, text: str, photo: Photo | None, pin: Pin | None) -> Finding:
    text = text.strip()
    if not text:
        raise DomainError(_("Write what you found, and what would mend it."))
    if pin is not None and photo is None:
        raise DomainError(_("A pin needs a photo and both of its coordinates."))
    if pin is not None and not all(place.is_finite() and 0 <= place <= 1 for place in pin):
        raise DomainError(_("The pin lies outside the photo. Set it anew."))
    if photo is not None and not finding.review.revision.revision_photos.filter(photo=photo).exists():
        raise DomainError(_("This photo does not belong to the revision under review."))
    finding.severity, finding.text, finding.photo = Finding.Severity(severity), text[:600], photo
    finding.pin_x, finding.pin_y = (place.quantize(PLACES) for place in pin) if pin else (None, None)
    finding.save()
    return finding


def next_number(review: Review) -> int:
    """The number that the next finding of this lens gets."""
    assignment = review.assignment
    of_lens = Finding.objects.filter(
        review__assignment__product=assignment.product_id, review__assignment__lens=assignment.lens
    )
    live = of_lens.filter(review__state=Review.State.SUBMITTED) | of_lens.filter(review=review)
    return (live.aggregate(newest=Max("number"))["newest"] or 0) + 1


def _save_scores(review: Review, scores: Mapping[str, int]) -> None:
    """The same score sent twice is one row. Keys that the rubric does not have are refused."""
    criteria = {criterion.key: criterion for criterion in review.rubric.criteria.all()}
    if not set(scores) <= set(criteria):
        raise DomainError(_("These scores belong to another rubric. Load the page again."))
    Score.objects.bulk_create(
        [Score(review=review, criterion=criteria[key], value=value) for key, value in scores.items()],
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["value"],
    )


def _save_judgements(review: Review, judgements: Mapping[int, Judgement], by: User) -> None:
    decided = {pk: judgement for pk, judgement in judgements.items() if judgement.resolved is not None}
    if not decided:
        return
    if not set(decided) <= {finding.pk for finding in earlier_findings(review)}:
        raise DomainError(_("One of these findings is not open any more. Load the page again."))
    rows = [
        Resolution(
            review=review, finding_id=pk, resolved=bool(judgement.resolved), note=judgement.note.strip()[:300], by=by
        )
        for pk, judgement in decided.items()
    ]
    Resolution.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["finding", "review"],
        update_fields=["resolved", "note", "by", "at"],
    )


def _open_musts(review: Review, earlier: list[Finding], judged: Mapping[int, bool]) -> list[str]:
    """Labels of must-fix findings that stand open: new ones, and earlier ones judged unresolved."""
    musts = [finding for finding in earlier if not judged.get(finding.pk, False)] + list(review.findings.all())
    return [finding.label for finding in musts if finding.severity == Finding.Severity.MUST]


def _require_writer(review: Review, by: User) -> None:
    if review.is_submitted:
        raise DomainError(_("This review was submitted: it does not change any more."))
    if not by.has_perm("reviews.change_review", review):
        raise DomainError(_("Only the assigned expert writes this review."))


def _locked(review: Review) -> Review:
    """The draft's row, locked. A review that was submitted or withdrawn meanwhile is refused."""
    rows = Review.objects.under_way().select_related("assignment", "rubric")
    row = rows.select_for_update(of=("self",)).filter(pk=review.pk).first()
    if row is None:
        _say_why_stale(review)
        raise AssertionError  # the line above always raises
    return row


def _say_why_stale(review: Review) -> None:
    now = Review.objects.select_related("assignment").get(pk=review.pk)
    if now.is_submitted:
        raise StaleError(
            _("This review was submitted meanwhile, perhaps on another device. It does not change any more.")
        )
    if not now.assignment.is_open:
        raise StaleError(_("This assignment ended meanwhile, so nothing was saved. Your queue shows what is next."))
    raise StaleError(
        _("This review was saved on another page or device meanwhile. Nothing was overwritten: load the page again.")
    )

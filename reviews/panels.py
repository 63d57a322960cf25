"""The lenses of one round side by side: where they agree, where they do not, and what to do next. Never averaged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from common.charts import Lens as Outline
from common.charts import radar
from reviews.models import Criterion, Finding, Lens, Review

APART = 2  # points between two lenses that count as disagreement, as on the radar
WEAK = 3  # scores below it say what would raise them
MOST_MUSTS, MOST_LIFTS = 6, 3  # of each among the next steps
SHORT = 150  # signs of a finding among them
LENS_ORDER = {lens: position for position, lens in enumerate(Lens.values)}
SEVERITY_ORDER = {severity: position for position, severity in enumerate(Finding.Severity.values)}


@dataclass(frozen=True)
class Row:
    """One criterion across the lenses; None where a lens's rubric does not have it."""

    key: str
    name: str
    scores: tuple[int | None, ...]

    @property
    def known(self) -> list[int]:
        return [score for score in self.scores if score is not None]

    @property
    def spread(self) -> int | None:
        """Points between the lowest and the highest; None where only one lens has a say."""
        return max(self.known) - min(self.known) if len(self.known) > 1 else None

    @property
    def is_apart(self) -> bool:
        return self.spread is not None and self.spread >= APART


@dataclass(frozen=True)
class Step:
    """One thing to do next; `why` names the finding, or the criterion and its score."""

    severity: str
    text: str
    why: str


def with_scores(reviews: Iterable[Review]) -> list[Review]:
    """The reviews in the order of lenses, with what comparing them needs, in a fixed number of queries."""
    rows = sorted(reviews, key=lambda review: (LENS_ORDER[review.assignment.lens], review.pk))
    prefetch_related_objects(rows, "scores__criterion")
    return rows


def compare(reviews: Sequence[Review], language: str | None) -> list[Row]:
    """A row per criterion that any of the rubrics has, in the order in which the lenses bring them up."""
    by_review = [{score.criterion.key: score for score in review.scores.all()} for review in reviews]
    names: dict[str, str] = {}
    for scores in by_review:
        for key, score in scores.items():
            names.setdefault(key, score.criterion.name_in(language))
    return [
        Row(key, name, tuple(scores[key].value if key in scores else None for scores in by_review))
        for key, name in names.items()
    ]


def weighted(review: Review) -> Decimal | None:
    """The weighted mean of one review's own scores (Σ weight · score / Σ weight), to one decimal."""
    scores = list(review.scores.all())
    weights = sum(score.criterion.weight for score in scores)
    if not weights:
        return None
    total = Decimal(sum(score.criterion.weight * score.value for score in scores))
    return (total / weights).quantize(Decimal("0.1"))


def drawing(rows: Sequence[Row], names: Sequence[str], *, width: int = 460) -> str:
    """The radar of scores by lens as SVG; "" with fewer than three criteria, which no radar can show."""
    if len(rows) < 3:
        return ""
    apart = [row.name for row in rows if row.is_apart]
    description = (
        _("The lenses differ by two points or more on: %(criteria)s.") % {"criteria": ", ".join(apart)}
        if apart
        else _("No two lenses differ by two points or more.")
    )
    outlines = [Outline(name, [row.scores[at] for row in rows]) for at, name in enumerate(names)]
    axes = [row.name for row in rows]
    return radar(axes=axes, lenses=outlines, title=_("Scores by lens"), description=description, width=width)


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Must-fix first, then in the order of lens and number."""
    return sorted(
        findings,
        key=lambda finding: (
            SEVERITY_ORDER[finding.severity],
            LENS_ORDER[finding.review.assignment.lens],
            finding.number,
        ),
    )


def next_steps(
    findings: Sequence[Finding], reviews: Sequence[Review], language: str | None, *, revision: int
) -> list[Step]:
    """What to do, in order: each must-fix, the should-fix ones, what lifts weak scores, ideas, and how to go on."""
    ordered = by_weight(findings)
    musts = [one for one in ordered if one.severity == Finding.Severity.MUST]
    steps = [Step("must", shortened(one.text), one.label) for one in musts[:MOST_MUSTS]]
    rest = {
        "must": (_("Then the other findings that must be fixed."), musts[MOST_MUSTS:]),
        "should": (_("What should be fixed."), [one for one in ordered if one.severity == Finding.Severity.SHOULD]),
        "idea": (
            _("Ideas, where time and money allow."),
            [one for one in ordered if one.severity == Finding.Severity.IDEA],
        ),
    }
    grouped = {name: [Step(name, text, labels(found))] if found else [] for name, (text, found) in rest.items()}
    steps += [*grouped["must"], *grouped["should"], *lifts(reviews, language)[:MOST_LIFTS], *grouped["idea"]]
    is_ready = all(review.verdict == Review.Verdict.EXPORT_READY for review in reviews)
    return [*steps, Step("go_on", going_on(is_open=bool(ordered), is_ready=is_ready, revision=revision), "")]


def going_on(*, is_open: bool, is_ready: bool, revision: int) -> str:
    """How the maker goes on from here."""
    if is_open:
        sentence = _("Answer every finding on ExportReady and send revision %(number)s: the same experts look again.")
    elif not is_ready:
        sentence = _(
            "No finding is open. Raise the weak scores and send revision %(number)s: the same experts look again."
        )
    else:
        sentence = _("Nothing is open. Show this report to aggregators and buyers.")
    return sentence % {"number": revision + 1}


def labels(findings: Iterable[Finding]) -> str:
    return ", ".join(finding.label for finding in findings)


def shortened(text: str) -> str:
    """Cut at a word: the finding itself says the rest."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[:SHORT].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def lifts(reviews: Sequence[Review], language: str | None) -> list[Step]:
    """For each criterion whose lowest score is below 3: the written anchor of the next score. Heaviest gap first."""
    lowest: dict[str, tuple[int, int, Criterion]] = {}
    for review in reviews:
        for score in review.scores.all():
            found = (score.value, -score.criterion.weight, score.criterion)
            if score.value < WEAK and (
                score.criterion.key not in lowest or found[:2] < lowest[score.criterion.key][:2]
            ):
                lowest[score.criterion.key] = found
    return [
        Step("lift", criterion.anchors_in(language)[value], f"{criterion.name_in(language)} {value} → {value + 1}")
        for value, _weight, criterion in sorted(lowest.values(), key=lambda found: found[:2])
    ]

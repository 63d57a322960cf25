"""Indonesia's share against its target, and other countries beside it: which rows are shown as what, and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ministry.gap import Span, missing
from ministry.models import Confidence, Indicator, Statistic
from ministry.models.statistic import INDONESIA

YEARS_BEFORE_TARGET = 2  # statements quoted from this many years before the target's year on are set against it


@dataclass(frozen=True)
class Gap:
    """What is missing to the target, with every row that went in."""

    target: Statistic
    shares: Sequence[Statistic]
    totals: Sequence[Statistic]
    share: Span
    total: Span
    missing: Span
    with_conflict: Span | None

    @property
    def is_unconfirmed(self) -> bool:
        return any(not row.verified for row in (self.target, *self.shares, *self.totals))


@dataclass(frozen=True)
class Picture:
    """All that the page, the files and the report say. Rows only; nothing is interpolated between them."""

    statements: Sequence[Statistic]  # of Indonesia, drawn as points, oldest first
    notes: Sequence[Statistic]  # of Indonesia, of low confidence: told, not drawn
    targets: Sequence[Statistic]  # in force, one a year, oldest first
    revised: Sequence[Statistic]  # targets that later ones replaced, oldest first
    countries: Sequence[Statistic]  # the newest of each country, Indonesia first, then by name: never ranked
    earlier: Sequence[Statistic]  # older ones of the same countries
    gap: Gap | None

    @property
    def latest(self) -> Statistic | None:
        return self.statements[-1] if self.statements else None

    @property
    def target(self) -> Statistic | None:
        return self.targets[-1] if self.targets else None


def picture() -> Picture:
    """From one query over all rows, those that were replaced included."""
    rows = list(Statistic.objects.all())
    replaced = {row.supersedes_id for row in rows}
    standing = [row for row in rows if row.pk not in replaced]
    own = sorted(of(standing, Indicator.SHARE, {INDONESIA}), key=moment_of)
    statements = [row for row in own if row.confidence != Confidence.LOW]
    notes = [row for row in own if row.confidence == Confidence.LOW]
    targets = sorted(of(standing, Indicator.TARGET, {INDONESIA}), key=moment_of)
    revised = [row for row in of(rows, Indicator.TARGET, {INDONESIA}) if row.pk in replaced]
    totals = of(standing, Indicator.EXPORTS, {INDONESIA})
    countries, earlier = newest_of_each(of(standing, Indicator.SHARE, None), notes)
    return Picture(
        statements,
        notes,
        targets,
        sorted(revised, key=lambda row: row.pk),
        countries,
        earlier,
        gap_of(targets[-1], statements, notes, totals) if targets else None,
    )


def of(rows: Iterable[Statistic], indicator: Indicator, countries: set[str] | None) -> list[Statistic]:
    return [row for row in rows if row.indicator == indicator and (countries is None or row.country in countries)]


def moment_of(row: Statistic) -> tuple[date, int]:
    """Where a figure stands in time: the year it refers to, else the day it was quoted; then by entry."""
    if row.reference_year:
        return date(row.reference_year, 7, 1), row.pk
    return row.quoted_on or date.min, row.pk


def newest_of_each(rows: Iterable[Statistic], notes: Sequence[Statistic]) -> tuple[list[Statistic], list[Statistic]]:
    by_country: dict[str, list[Statistic]] = defaultdict(list)
    for row in rows:
        if row not in notes:
            by_country[row.country].append(row)
    ordered = [sorted(own, key=moment_of) for own in by_country.values()]
    newest = sorted((own[-1] for own in ordered), key=lambda row: (row.country != INDONESIA, row.country_name))
    older = [row for own in ordered for row in own[:-1] if row.country != INDONESIA]
    return newest, sorted(older, key=lambda row: (row.country_name, moment_of(row)))


def gap_of(
    target: Statistic, statements: Sequence[Statistic], notes: Sequence[Statistic], totals: Sequence[Statistic]
) -> Gap | None:
    """The target's year against the statements of about that year; None where share or total is not known."""
    year = target.reference_year or 0
    shares = [row for row in statements if moment_of(row)[0].year >= year - YEARS_BEFORE_TARGET]
    same_year = [row for row in totals if row.reference_year == year]
    known_years = [row.reference_year for row in totals if row.reference_year]
    used = same_year or [row for row in totals if known_years and row.reference_year == max(known_years)]
    if not shares or not used:
        return None
    share, total = span_of(shares), span_of(used)
    aim = Span(*ends(target))
    conflict = missing(target=aim.high, share=span_of([*shares, *notes]), total=total) if notes else None
    return Gap(target, shares, used, share, total, missing(target=aim.high, share=share, total=total), conflict)


def span_of(rows: Sequence[Statistic]) -> Span:
    return Span(min(ends(row)[0] for row in rows), max(ends(row)[1] for row in rows))


def ends(row: Statistic) -> tuple[Decimal, Decimal]:
    if row.value is not None:
        return row.value, row.value
    return row.low or Decimal(0), row.high or Decimal(0)

"""The official figures that the platform starts with, from ministry/data/statistics.csv."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from ministry.models import Statistic

SOURCE = Path(__file__).resolve().parent.parent / "data" / "statistics.csv"
AS_THEY_ARE = (
    "key",
    "country",
    "indicator",
    "unit",
    "period_en",
    "period_id",
    "numerator_en",
    "numerator_id",
    "denominator_en",
    "denominator_id",
    "publisher_en",
    "publisher_id",
    "citation_en",
    "citation_id",
    "confidence",
    "note_en",
    "note_id",
)


@dataclass(frozen=True)
class Loaded:
    """How many rows the file has, how many of them were new, and the keys of those that stand otherwise in the database."""

    rows: int
    added: int
    differing: list[str]


@transaction.atomic
def load_statistics(path: Path = SOURCE) -> Loaded:
    """Add the rows whose key is not there yet; nothing that stands is changed, so loading twice changes nothing.

    A row that the file gives otherwise than the database is reported: a correction needs a key of its own, with
    `supersedes` naming the old one. Raises ValidationError or ValueError for a row that does not hold to the format.
    """
    known = {row.key: row for row in Statistic.objects.filter(key__isnull=False)}
    added, rows, differing = 0, 0, []
    for row in rows_of(path):
        rows += 1
        statistic = statistic_of(row, known)
        there = known.get(statistic.key)
        if there is None:
            statistic.full_clean(exclude=["entered_by"])
            statistic.save(force_insert=True)
            known[statistic.key] = statistic
            added += 1
        elif any(getattr(there, name) != getattr(statistic, name) for name in compared()):
            differing.append(str(statistic.key))
    return Loaded(rows, added, differing)


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows below the heading; lines that begin with # are comments."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(uncommented(file))


def uncommented(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if not line.startswith("#"))


def statistic_of(row: dict[str, str], known: dict[str | None, Statistic]) -> Statistic:
    quoted_on, day_known = when(row["quoted_on"])
    measures: dict[str, Any] = {name: Decimal(row[name]) if row[name] else None for name in ("value", "low", "high")}
    return Statistic(
        **{name: row[name] for name in AS_THEY_ARE},
        **measures,
        reference_year=int(row["reference_year"]) if row["reference_year"] else None,
        quoted_on=quoted_on,
        quoted_day_known=day_known,
        verified={"true": True, "false": False}[row["verified"]],
        supersedes=known[row["supersedes"]] if row["supersedes"] else None,
    )


def when(text: str) -> tuple[date | None, bool]:
    """ "2022-09-18", or "2022-12" where the day is not known (then the first of the month), or nothing."""
    if not text:
        return None, True
    return (date.fromisoformat(text), True) if len(text) == 10 else (date.fromisoformat(f"{text}-01"), False)


def compared() -> list[str]:
    return [*AS_THEY_ARE, "value", "low", "high", "reference_year", "quoted_on", "quoted_day_known", "verified"]

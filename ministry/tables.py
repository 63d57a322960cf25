"""The figures behind the drawings, as tables: for the page, CSV and XLSX."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.charts import ChartTable
from ministry.models import Statistic
from ministry.share import Picture
from ministry.words import quoted, said_when

INDONESIA_TABLE, COUNTRY_TABLE = "indonesia", "negara"


def tables(shown: Picture) -> dict[str, ChartTable]:
    """By the name in the address of the file."""
    own = [*shown.statements, *shown.notes, *shown.revised, *shown.targets]
    return {
        INDONESIA_TABLE: of_rows(_("Share of small firms in Indonesia's exports, and its targets"), own),
        COUNTRY_TABLE: of_rows(
            _("Share of small firms in exports, country by country; definitions differ, do not compare directly"),
            [*shown.countries, *shown.earlier],
        ),
    }


def cells(row: Statistic) -> list[Any]:
    return [
        row.country_name,
        row.get_indicator_display(),
        row.value,
        row.low,
        row.high,
        row.get_unit_display(),
        row.period,
        quoted(row),
        row.numerator,
        row.denominator,
        row.publisher,
        row.citation,
        row.get_confidence_display(),
        row.verified,
        row.note,
    ]


def of_rows(title: str, rows: Sequence[Statistic], filters: Sequence[tuple[str, str]] = ()) -> ChartTable:
    return ChartTable(
        title=title,
        columns=[
            _("Country"),
            _("Figure"),
            _("Value"),
            _("Lowest"),
            _("Highest"),
            _("Unit"),
            _("Period"),
            _("Quoted on"),
            _("What is counted"),
            _("Out of what"),
            _("Publisher"),
            _("Citation"),
            _("Confidence"),
            _("Read in the source"),
            _("Note"),
        ],
        rows=[cells(row) for row in rows],
        made_at=timezone.now(),
        filters=filters,
    )


def head() -> list[dict[str, object]]:
    """The columns of the short table under a drawing."""
    return [
        {"label": _("Statement"), "num": False},
        {"label": _("Figure"), "num": True},
        {"label": _("What is counted"), "num": False},
        {"label": _("Out of what"), "num": False},
        {"label": _("Publisher"), "num": False},
        {"label": _("Confidence"), "num": False},
    ]


def short(rows: Sequence[Statistic], *, with_country: bool) -> list[list[dict[str, object]]]:
    """The cells of the short table, for components/table.html."""
    return [
        [
            {"text": f"{row.country_name}, {said_when(row)}" if with_country else said_when(row)},
            {"text": row.shown, "num": True},
            {"text": row.numerator},
            {"text": row.denominator},
            {"text": row.publisher},
            {"text": confidence(row)},
        ]
        for row in rows
    ]


def confidence(row: Statistic) -> str:
    word = row.get_confidence_display()
    return word if row.verified else _("%(word)s, unconfirmed") % {"word": word}

"""The two drawings of the share: one definition each, for the page (wide and phone) and for the report."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from common.charts import render
from common.charts.palette import GOLD, GRID, INK, LEAF, MUTED
from ministry.models import Confidence, Statistic
from ministry.share import Picture
from ministry.words import said_when

WIDE, PHONE = 720, 344
LETTER = 6.7  # pixels that a letter of 12 px takes on average, with something to spare
LABEL, LINE, TRACK, SPACE = 18.0, 15.0, 16.0, 16.0


@dataclass(frozen=True)
class Row:
    """One statement: a label with its figure, a line or two below, and the mark from `low` to `high`."""

    label: str
    figure: str
    below: str
    low: float
    high: float
    is_range: bool
    is_sure: bool


@dataclass(frozen=True)
class Aim:
    """A target: a tick on every row, and its year above."""

    label: str
    value: float


def share_chart(shown: Picture, width: int) -> SafeString:
    """Each statement on a row of its own, so that no line can be drawn between them; the targets as dated ticks."""
    rows = [
        Row(said_when(row), row.shown, f"{row.publisher} · {sureness(row)}", *mark(row)) for row in shown.statements
    ]
    aims = [Aim(f"{row.period}: {row.shown}", row.highest) for row in shown.targets]
    description = _("Each statement on its own row: %(rows)s. Targets: %(targets)s.") % {
        "rows": "; ".join(f"{row.label} {row.figure}" for row in rows),
        "targets": "; ".join(aim.label for aim in aims),
    }
    title = _("Share of small firms in Indonesia's exports, as stated")
    return drawn(rows, aims, title=title, description=description, width=width, points=True)


def country_chart(shown: Picture, width: int) -> SafeString:
    """The newest figure of each country with its own definition below it; a range is drawn as a range."""
    rows = [
        Row(f"{row.country_name}, {said_when(row)}", row.shown, f"{row.numerator} · {sureness(row)}", *mark(row))
        for row in shown.countries
    ]
    description = "; ".join(f"{row.label} {row.figure} ({row.below})" for row in rows)
    title = _("Share of small firms in exports, country by country")
    return drawn(rows, [], title=title, description=description or title, width=width, points=False)


def mark(row: Statistic) -> tuple[float, float, bool, bool]:
    return row.lowest, row.highest, row.is_range, row.confidence != Confidence.LOW


def sureness(row: Statistic) -> str:
    return pgettext("confidence in a figure", "confidence: %(word)s") % {"word": row.get_confidence_display()}


def drawn(
    rows: Sequence[Row], aims: Sequence[Aim], *, title: str, description: str, width: int, points: bool
) -> SafeString:
    language = "en" if get_language() == "en" else "id"
    spec = definition(rows, aims, width=width, points=points)
    return render({**spec, "title": title, "description": description}, width=width, language=language)


def definition(rows: Sequence[Row], aims: Sequence[Aim], *, width: int, points: bool) -> dict[str, Any]:
    """The Vega-Lite definition: places in pixels down the page, shares in per cent across it."""
    placed = list(places(rows, top=30.0 if aims else 6.0, width=width))
    height = placed[-1]["track"] + 18 if placed else 40
    most = max([row.high for row in rows] + [aim.value for aim in aims] + [1.0])
    across = {
        "type": "quantitative",
        "scale": {"domain": [0, -(-most * 1.2 // 10) * 10 if most > 30 else -(-most * 1.2 // 5) * 5], "nice": False},
        "axis": {"labelExpr": "datum.label + '%'", "tickCount": 5, "title": None, "domain": False, "ticks": False},
    }
    down = {"type": "quantitative", "scale": {"domain": [0, height], "reverse": True, "nice": False}, "axis": None}
    at_track = {"y": {**down, "field": "track"}}
    layers: list[dict[str, Any]] = [
        layer({"type": "rule", "color": GRID, "strokeWidth": 1.5}, at_track),
        *aim_layers(aims, across, down, [row["track"] for row in placed]),
        *mark_layers(across, at_track, points=points),
        text("label", "label", down, {"x": {"value": 0}}, align="left", fontWeight=700, fontSize=13),
        text(
            "figure", "label", down, {"x": {"value": "width"}}, align="right", fontWeight=800, fontSize=14, color=LEAF
        ),
        text("below", "below_at", down, {"x": {"value": 0}}, align="left", color=MUTED, lineBreak="\n", lineHeight=15),
    ]
    return {"height": height, "data": {"values": placed}, "layer": layers}


def places(rows: Sequence[Row], *, top: float, width: int) -> Iterator[dict[str, Any]]:
    y = top
    for row in rows:
        lines = textwrap.wrap(row.below, int(width / LETTER)) or [""]
        below = y + LABEL
        track = below + LINE * len(lines) + 14
        yield {
            "label": row.label,
            "figure": row.figure,
            "below": "\n".join(lines),
            "low": row.low,
            "high": row.high,
            "kind": ("range" if row.is_range else "value") + ("" if row.is_sure else "-unsure"),
            "label_y": y + 6,
            "below_at": below + 6,
            "track": track,
        }
        y = track + TRACK / 2 + SPACE


def layer(mark: dict[str, Any], encoding: dict[str, Any], only: str = "") -> dict[str, Any]:
    chosen: dict[str, Any] = {"transform": [{"filter": only}]} if only else {}
    return {"mark": mark, "encoding": encoding, **chosen}


def mark_layers(across: dict[str, Any], at: dict[str, Any], *, points: bool) -> list[dict[str, Any]]:
    """Values as points or as bars from zero, ranges as bars from their low to their high end; unsure ones hollow."""
    value, span = "indexof(datum.kind, 'value') == 0", "indexof(datum.kind, 'range') == 0"
    fill = {"condition": {"test": "indexof(datum.kind, 'unsure') > 0", "value": "#fffdf9"}, "value": LEAF}
    stroke = {"stroke": LEAF, "strokeWidth": 2}
    high = {"x": {**across, "field": "high"}, **at, "fill": fill}
    single: dict[str, Any] = (
        {"type": "point", "size": 150, "opacity": 1, **stroke}
        if points
        else {"type": "bar", "height": 10, "cornerRadiusEnd": 2, **stroke}
    )
    both_ends = {"x": {**across, "field": "low"}, "x2": {"field": "high"}, **at, "fill": fill}
    if not points:
        high = {**high, "x2": {"datum": 0}}
    wide = {"type": "bar", "height": 10, "cornerRadius": 5, **stroke}
    return [layer(single, high, value), layer(wide, both_ends, span)]


def aim_layers(
    aims: Sequence[Aim], across: dict[str, Any], down: dict[str, Any], tracks: Sequence[float]
) -> list[dict[str, Any]]:
    """A tick on every row, and a label on top; the last target is heavy, earlier ones are thin. Labels lean apart."""
    layers: list[dict[str, Any]] = []
    for number, aim in enumerate(aims):
        is_last = number == len(aims) - 1
        ticks = [
            {"at": aim.value, "from": 20, "to": 28},
            *({"at": aim.value, "from": y - 11, "to": y + 11} for y in tracks),
        ]
        x = {"x": {**across, "field": "at"}}
        rule = {"type": "rule", "color": GOLD, "strokeWidth": 3.5 if is_last else 1.5}
        ends = {"y": {**down, "field": "from"}, "y2": {"field": "to"}}
        layers.append({"data": {"values": ticks}, "mark": rule, "encoding": {**x, **ends}})
        word = {"type": "text", "align": "left" if is_last else "right", "dx": -4 if is_last else 4, "fontSize": 12}
        style = {"fontWeight": 700 if is_last else 400, "color": INK if is_last else MUTED}
        place = {**x, "y": {**down, "field": "label_y"}, "text": {"field": "text"}}
        label = {"values": [{"at": aim.value, "label_y": 10, "text": aim.label}]}
        layers.append({"data": label, "mark": {**word, **style}, "encoding": place})
    return layers


def text(field: str, at: str, down: dict[str, Any], where: dict[str, Any], **style: Any) -> dict[str, Any]:
    mark = {"type": "text", "baseline": "top", "fontSize": 12, "color": INK, **style}
    y = {"y": {**down, "field": "label_y" if at == "label" else at}}
    return {"mark": mark, "encoding": {**where, **y, "text": {"field": field}}}

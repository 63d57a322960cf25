"""Small drawings as SVG text, with attributes only (no style), so that they stand in the page and in the PDF alike."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from common.charts.palette import FONT, GOLD, GRID, INK, LEAF, MUTED, SERIES

DASHES = ("", "6 3", "2 3", "8 3 2 3")
LABEL_CHARACTERS = 18
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Lens:
    """One reviewer's scores, in the order of the axes; None where the rubric of the lens has no such criterion."""

    name: str
    scores: Sequence[float | None]


@dataclass(frozen=True)
class Bar:
    """One row: `value` sets the length, `shown` is the figure as the reader writes it."""

    label: str
    value: float
    shown: str


def shown(text: str) -> str:
    """Text escaped, without the control characters that no XML may hold."""
    return escape(NO_XML.sub("", text))


def element(name: str, *children: str, **attributes: str | float) -> str:
    """One SVG element; values are escaped, an underscore in a name is a hyphen, floats are rounded to 2 places."""
    parts = []
    for key, value in attributes.items():
        text = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        if text:
            parts.append(f' {key.strip("_").replace("_", "-")}="{shown(text)}"')
    return f"<{name}{''.join(parts)}>{''.join(children)}</{name}>"


def image(width: int, height: int, title: str, description: str, children: Iterable[str]) -> SafeString:
    drawing = element(
        "svg",
        element("title", shown(title)),
        element("desc", shown(description)),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        font_family=FONT,
        font_size=11,
        fill=INK,
    )
    return mark_safe(drawing)


def radar(
    *, axes: Sequence[str], lenses: Sequence[Lens], title: str, description: str, width: int = 460, top: int = 5
) -> SafeString:
    """Scores of 0 … `top` by lens on at least three axes; the lenses differ in colour, dash and mark.

    They are never averaged: where two stand 2 points or more apart, a gold bar joins them and its label is bold.
    """
    if len(axes) < 3 or any(len(lens.scores) != len(axes) for lens in lenses):
        raise ValueError("A radar needs three axes or more, and of each lens one score (or None) per axis.")
    radius = width / 2 - 112
    above = 26 + 12 * len(_wrapped(axes[0]))
    height = round(above + 2 * radius + 58 + 20 * len(lenses))
    middle = (width / 2, above + radius)
    figure = _Radar(middle, radius, top, len(axes))
    parts = [*figure.grid(), *figure.disagreements(lenses)]
    for position, lens in enumerate(lenses):
        parts += figure.outline(lens, position)
    for position, axis in enumerate(axes):
        parts.append(figure.label(position, axis, _known(lens.scores[position] for lens in lenses)))
    for position, lens in enumerate(lenses):
        parts.append(_legend(lens.name, position, 20, height - 20 * (len(lenses) - position) + 8))
    return image(width, height, title, description, parts)


def bars(
    rows: Sequence[Bar], *, title: str, description: str, width: int = 360, most: float | None = None
) -> SafeString:
    """Horizontal bars from zero, label and figure above each; `most` is the full length (else the largest value)."""
    full = most or max((row.value for row in rows), default=0) or 1
    parts = []
    for position, row in enumerate(rows):
        y = position * 34.0
        length = max(0.0, min(1.0, row.value / full)) * width
        parts += [
            element("text", shown(row.label), x=0, y=y + 12),
            element("text", shown(row.shown), x=width, y=y + 12, text_anchor="end", font_weight=600),
            element("rect", x=0, y=y + 17, width=width, height=8, rx=4, fill=GRID),
            element("rect", x=0, y=y + 17, width=length, height=8, rx=4, fill=LEAF),
        ]
    return image(width, max(34 * len(rows), 1), title, description, parts)


def sparkline(
    values: Sequence[float | None], *, title: str, description: str, width: int = 120, height: int = 28
) -> SafeString:
    """A line through the known values; a gap (None) stays a gap, and the last known value carries a dot."""
    known = [value for value in values if value is not None]
    if not known:
        return image(width, height, title, description, [])
    low, span = min(known), (max(known) - min(known)) or 1
    step = (width - 8) / max(len(values) - 1, 1)
    points = [
        None if value is None else (4 + step * position, height - 4 - (value - low) / span * (height - 8))
        for position, value in enumerate(values)
    ]
    parts = [
        element("polyline", points=_pairs(run), fill="none", stroke=LEAF, stroke_width=2, stroke_linejoin="round")
        for run in _runs(points, closed=False)
    ]
    x, y = [point for point in points if point is not None][-1]
    return image(width, height, title, description, [*parts, element("circle", cx=x, cy=y, r=3, fill=GOLD)])


@dataclass(frozen=True)
class _Radar:
    middle: tuple[float, float]
    radius: float
    top: int
    count: int

    def at(self, position: int, score: float) -> tuple[float, float]:
        angle = 2 * math.pi * position / self.count - math.pi / 2
        distance = self.radius * score / self.top
        return self.middle[0] + distance * math.cos(angle), self.middle[1] + distance * math.sin(angle)

    def grid(self) -> list[str]:
        rings = [
            element("polygon", points=_pairs(self.at(p, ring) for p in range(self.count)), fill="none", stroke=GRID)
            for ring in range(1, self.top + 1)
        ]
        x, y = self.middle
        spokes = [self._line((x, y), self.at(p, self.top), stroke=GRID) for p in range(self.count)]
        figures = [
            element("text", str(ring), x=x + 3, y=self.at(0, ring)[1] + 3, font_size=8, fill=MUTED)
            for ring in range(1, self.top + 1)
        ]
        return [*rings, *spokes, *figures]

    def disagreements(self, lenses: Sequence[Lens]) -> list[str]:
        parts = []
        for position in range(self.count):
            known = _known(lens.scores[position] for lens in lenses)
            if _apart(known):
                ends = self.at(position, min(known)), self.at(position, max(known))
                parts.append(
                    self._line(*ends, stroke=GOLD, stroke_width=9, stroke_opacity=".35", stroke_linecap="round")
                )
        return parts

    def outline(self, lens: Lens, order: int) -> list[str]:
        colour = SERIES[order % len(SERIES)]
        points = [None if score is None else self.at(p, score) for p, score in enumerate(lens.scores)]
        common: dict[str, str | float] = {
            "stroke": colour,
            "stroke_width": 2,
            "stroke_dasharray": DASHES[order % len(DASHES)],
        }
        if None not in points:
            shape = element("polygon", points=_pairs(_present(points)), fill=colour, fill_opacity=".08", **common)
            return [shape, *(_mark(order, *point) for point in _present(points))]
        lines = [element("polyline", points=_pairs(run), fill="none", **common) for run in _runs(points, closed=True)]
        return [*lines, *(_mark(order, *point) for point in _present(points))]

    def label(self, position: int, text: str, known: Sequence[float]) -> str:
        x, y = self.at(position, self.top * (1 + 14 / self.radius))
        side = x - self.middle[0]
        anchor = "middle" if abs(side) < 8 else "start" if side > 0 else "end"
        lines = [*_wrapped(text), _range(known)]
        first = y + 4 - (len(lines) - 1) * {-1: 12.0, 0: 6.0, 1: 0.0}[_sign(y - self.middle[1], self.radius / 2)]
        weight = 700 if _apart(known) else 400
        spans = [
            element("tspan", shown(line), x=x, y=first + 12 * row, font_weight=600 if row == len(lines) - 1 else weight)
            for row, line in enumerate(lines)
        ]
        return element("text", *spans, text_anchor=anchor, font_size=10)

    def _line(self, start: tuple[float, float], end: tuple[float, float], **attributes: str | float) -> str:
        return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **attributes)


def _mark(order: int, x: float, y: float) -> str:
    colour = SERIES[order % len(SERIES)]
    match order % 3:
        case 0:
            return element("circle", cx=x, cy=y, r=3.5, fill=colour)
        case 1:
            return element("rect", x=x - 3.2, y=y - 3.2, width=6.4, height=6.4, fill=colour)
        case _:
            return element(
                "polygon", points=_pairs([(x, y - 4.5), (x + 4.2, y + 3.2), (x - 4.2, y + 3.2)]), fill=colour
            )


def _legend(name: str, order: int, x: float, y: float) -> str:
    colour, dash = SERIES[order % len(SERIES)], DASHES[order % len(DASHES)]
    line = element("line", x1=x, y1=y, x2=x + 28, y2=y, stroke=colour, stroke_width=2, stroke_dasharray=dash)
    return line + _mark(order, x + 14, y) + element("text", shown(name), x=x + 36, y=y + 4)


def _runs(points: Sequence[tuple[float, float] | None], *, closed: bool) -> list[list[tuple[float, float]]]:
    """Neighbouring known points, two at least; on a closed figure the last and the first are neighbours."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is not None:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    if closed and len(runs) > 1 and points[0] is not None and points[-1] is not None:
        runs[0] = runs.pop() + runs[0]
    return [run for run in runs if len(run) > 1]


def _present(points: Iterable[tuple[float, float] | None]) -> list[tuple[float, float]]:
    return [point for point in points if point is not None]


def _known(scores: Iterable[float | None]) -> list[float]:
    return [score for score in scores if score is not None]


def _apart(known: Sequence[float]) -> bool:
    return len(known) > 1 and max(known) - min(known) >= 2


def _range(known: Sequence[float]) -> str:
    if not known:
        return "–"
    low, high = f"{min(known):g}", f"{max(known):g}"
    return low if low == high else f"{low} – {high}"


def _sign(value: float, dead: float) -> int:
    return 0 if abs(value) < dead else 1 if value > 0 else -1


def _pairs(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _wrapped(text: str) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LABEL_CHARACTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines

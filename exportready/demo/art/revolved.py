"""Things turned on a wheel or woven round: bowls, baskets, vases, jars. Seen a little from above."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random

from exportready.demo.art.canvas import Canvas, Point, curve
from exportready.demo.art.colours import RGB, clear, lit, mix

ROUND = [0.66, 0.86, 1.0, 1.0, 0.97, 0.9, 0.8, 0.67, 0.55]  # light over a round body, from left to right


def brightness(angle: float) -> float:
    """Light on the front of a round body; 0 is the middle, the lamp stands at the left."""
    return 0.62 + 0.44 * max(0.0, math.cos(angle + 0.55))


class Revolved:
    """A body around the axis x. `profile`: (height, radius) from the rim down to the foot, in picture units."""

    def __init__(self, x: float, profile: Sequence[Point], tilt: float = 0.24, *, smooth: bool = True) -> None:
        self.x, self.tilt = x, tilt
        self.line = _even(curve(profile, 8) if smooth and len(profile) > 2 else list(profile))

    def at(self, part: float) -> Point:
        """(height, radius) at a part of the way down, 0 to 1."""
        place = max(0.0, min(1.0, part)) * (len(self.line) - 1)
        i = min(int(place), len(self.line) - 2)
        (y0, r0), (y1, r1) = self.line[i], self.line[i + 1]
        return y0 + (y1 - y0) * (place - i), r0 + (r1 - r0) * (place - i)

    def point(self, angle: float, part: float) -> Point:
        """Where the surface is; angle 0 is the front, ±π/2 the sides, π the back."""
        y, r = self.at(part)
        return self.x + r * math.sin(angle), y + r * self.tilt * math.cos(angle)

    def band(self, top: float, bottom: float, left: float = -math.pi / 2, right: float = math.pi / 2) -> list[Point]:
        """The outline of a piece of the front, between two heights and two angles."""
        steps = 14
        rows = [top + (bottom - top) * i / steps for i in range(steps + 1)]
        columns = [left + (right - left) * i / (2 * steps) for i in range(2 * steps + 1)]
        edge = [self.point(right, row) for row in rows]
        foot = [self.point(angle, bottom) for angle in reversed(columns)]
        other = [self.point(left, row) for row in reversed(rows)]
        return [*edge, *foot, *other, *[self.point(angle, top) for angle in columns]]

    def ring(self, part: float, grow: float = 0, sink: float = 0) -> list[Point]:
        """The whole ellipse at a height."""
        y, r = self.at(part)
        angles = [2 * math.pi * i / 60 for i in range(61)]
        return [(self.x + (r + grow) * math.sin(a), y + sink + (r + grow) * self.tilt * math.cos(a)) for a in angles]

    def arc(self, part: float, left: float = -math.pi / 2, right: float = math.pi / 2) -> list[Point]:
        return [self.point(left + (right - left) * i / 40, part) for i in range(41)]

    def body(self, canvas: Canvas, colour: RGB, *, strength: float = 1) -> None:
        """A plain front with light round it."""
        outline = self.band(0, 1)
        canvas.shape(outline, colour)
        canvas.shade(outline, ROUND, strength=strength)

    def gloss(self, canvas: Canvas, opacity: float = 0.5, angle: float = -0.75, wide: float = 0.13) -> None:
        """A window's reflection down the left side."""
        canvas.shape(
            self.band(0.1, 0.72, angle - wide, angle + wide), clear((255, 252, 244), opacity * 0.6), mark=False
        )
        canvas.shape(
            self.band(0.14, 0.5, angle - wide * 0.4, angle + wide * 0.2), clear((255, 255, 250), opacity), mark=False
        )


def _even(line: Sequence[Point], count: int = 40) -> list[Point]:
    """The line again, in pieces of equal length, so that half of the way is half of the height or so."""
    lengths = [0.0]
    for (y0, r0), (y1, r1) in pairwise(line):
        lengths.append(lengths[-1] + math.hypot(y1 - y0, r1 - r0))
    pieces, at = [], 0
    for step in range(count + 1):
        wanted = lengths[-1] * step / count
        while at < len(line) - 2 and lengths[at + 1] < wanted:
            at += 1
        share = (wanted - lengths[at]) / ((lengths[at + 1] - lengths[at]) or 1)
        (y0, r0), (y1, r1) = line[at], line[at + 1]
        pieces.append((y0 + (y1 - y0) * share, r0 + (r1 - r0) * share))
    return pieces


Weave = Callable[[int, int], int]
PLAIN: Weave = lambda row, column: (row + column) % 2  # noqa: E731
TWILL: Weave = lambda row, column: (row + column) % 4 // 2  # noqa: E731
DIAMOND: Weave = lambda row, column: (abs(row % 12 - 6) + abs(column % 12 - 6)) % 6 // 3  # noqa: E731
WEAVES = [PLAIN, TWILL, DIAMOND]


def woven_front(
    canvas: Canvas, body: Revolved, rows: int, columns: int, colours: Sequence[RGB], weave: Weave, rng: Random,
    *, stripe: RGB | None = None,
) -> None:  # fmt: skip
    """Strips over and under each other around the front; a coloured stripe across the upper third if asked."""
    outline = body.band(0, 1)
    canvas.shape(outline, lit(mix(colours[0], colours[1], 0.5), 0.42))
    strand = [rng.uniform(0.93, 1.07) for _ in range(rows)]
    for row in range(rows):
        top, bottom = row / rows, (row + 1) / rows
        banded = stripe is not None and 0.18 < top < 0.36
        for column in range(columns):
            left = math.pi * (column / columns - 0.5)
            right = left + math.pi / columns
            over = weave(row, column)
            colour = stripe if banded and over and stripe else colours[over]
            light = brightness((left + right) / 2) * strand[row] * (1.0 if over else 0.94)
            _strip(canvas, body, (top, bottom, left, right), lit(colour, light), over=bool(over))


def _strip(canvas: Canvas, body: Revolved, cell: tuple[float, float, float, float], colour: RGB, *, over: bool) -> None:
    """One visible piece of a strip: lying (over) or standing, with a light ridge along it."""
    top, bottom, left, right = cell
    high, wide = bottom - top, right - left
    pad_y, pad_x = (0.06 * high, -0.1 * wide) if over else (-0.1 * high, 0.08 * wide)
    a, b = body.point(left + pad_x, top + pad_y), body.point(right - pad_x, top + pad_y)
    c, d = body.point(right - pad_x, bottom - pad_y), body.point(left + pad_x, bottom - pad_y)
    canvas.shape([a, b, c, d], colour, mark=False)
    ridge = lit(colour, 1.22)
    if over:
        e, f = body.point(right - pad_x, top + 0.42 * high), body.point(left + pad_x, top + 0.42 * high)
        canvas.shape([_toward(a, d, 0.12), _toward(b, c, 0.12), e, f], ridge, mark=False)
    else:
        e, f = body.point(left + 0.42 * wide, bottom - pad_y), body.point(left + 0.42 * wide, top + pad_y)
        canvas.shape([_toward(a, b, 0.14), f, e, _toward(d, c, 0.14)], ridge, mark=False)


def _toward(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def braid(canvas: Canvas, points: Sequence[Point], colour: RGB, wide: float, *, every: int = 1) -> None:
    """A twisted rim or handle along a line: slanted strokes over a dark core."""
    canvas.stroke(points, lit(colour, 0.5), wide)
    for (x0, y0), (x1, y1) in zip(points[::every], points[every::every], strict=False):
        length = math.hypot(x1 - x0, y1 - y0) or 1
        nx, ny = -(y1 - y0) / length * wide * 0.46, (x1 - x0) / length * wide * 0.46
        light = 0.82 + 0.3 * max(0.0, -(ny or 0) / wide)
        quad = [
            (x0 + nx, y0 + ny),
            (x0 + nx * 0.3 + (x1 - x0), y0 + ny * 0.3 + (y1 - y0)),
            (x1 - nx, y1 - ny),
            (x0 - nx * 0.3, y0 - ny * 0.3),
        ]
        canvas.shape(quad, lit(colour, light), mark=False)
        canvas.stroke([quad[0], quad[1]], clear(lit(colour, 1.3), 0.7), max(1.0, wide * 0.12), mark=False, ends=False)

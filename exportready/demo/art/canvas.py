"""A drawing surface twice as fine as the picture, with a stencil of what was drawn: the scene needs it for shadows."""

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from exportready.demo.art.colours import RGB, RGBA

WIDTH, HEIGHT, FINE = 1600, 1200, 2
FONTS = Path(__file__).resolve().parents[3] / "common" / "fonts"
Point = tuple[float, float]
Points = Sequence[Point]


@lru_cache(maxsize=64)
def font(size: int, weight: str = "Bold") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"PlusJakartaSans-{weight}.ttf"), size)


def ellipse(
    x: float, y: float, rx: float, ry: float, start: float = 0, end: float = 360, steps: int = 48
) -> list[Point]:
    """Points of an ellipse or an arc of it, degrees clockwise from the right."""
    span = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in span]


def curve(points: Points, steps: int = 10, *, closed: bool = False) -> list[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    known = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    smooth: list[Point] = []
    for a, b, c, d in zip(known, known[1:], known[2:], known[3:], strict=False):
        for step in range(steps):
            t = step / steps
            smooth.append(
                (
                    0.5 * (2 * b[0] + (c[0] - a[0]) * t + (2 * a[0] - 5 * b[0] + 4 * c[0] - d[0]) * t * t
                           + (3 * b[0] - a[0] - 3 * c[0] + d[0]) * t**3),
                    0.5 * (2 * b[1] + (c[1] - a[1]) * t + (2 * a[1] - 5 * b[1] + 4 * c[1] - d[1]) * t * t
                           + (3 * b[1] - a[1] - 3 * c[1] + d[1]) * t**3),
                )
            )  # fmt: skip
    return smooth if closed else [*smooth, points[-1]]


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> list[Point]:
    """A rectangle with round corners."""
    corners = [(right, top, -90), (right, bottom, 0), (left, bottom, 90), (left, top, 180)]
    points: list[Point] = []
    for x, y, start in corners:
        cx = x - radius if x == right else x + radius
        cy = y + radius if y == top else y - radius
        points += ellipse(cx, cy, radius, radius, start, start + 90, 8)
    return points


class Canvas:
    """Draws in units of the finished picture; `placed` moves, scales and turns what is drawn inside it."""

    def __init__(self, ground: RGB) -> None:
        size = (WIDTH * FINE, HEIGHT * FINE)
        self.image = Image.new("RGB", size, ground)
        self.stencil = Image.new("L", size, 0)
        self._pen = ImageDraw.Draw(self.image, "RGBA")
        self._cut = ImageDraw.Draw(self.stencil)
        self._matrix = (float(FINE), 0.0, 0.0, 0.0, float(FINE), 0.0)

    @contextmanager
    def placed(
        self, x: float = 0, y: float = 0, scale: float = 1, turn: float = 0, about: Point = (0, 0)
    ) -> Iterator[None]:
        """Inside: the point `about` lies at (x, y), everything scaled and turned (degrees clockwise) around it."""
        a, b, c, d, e, f = before = self._matrix
        cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
        p = x - about[0] * cos + about[1] * sin
        q = y - about[0] * sin - about[1] * cos
        self._matrix = (
            a * cos + b * sin, b * cos - a * sin, a * p + b * q + c, d * cos + e * sin, e * cos - d * sin, d * p + e * q + f,
        )  # fmt: skip
        yield
        self._matrix = before

    @property
    def zoom(self) -> float:
        return math.hypot(self._matrix[0], self._matrix[3])

    def at(self, points: Iterable[Point]) -> list[Point]:
        a, b, c, d, e, f = self._matrix
        return [(a * x + b * y + c, d * x + e * y + f) for x, y in points]

    def shape(self, points: Points, fill: RGB | RGBA, *, mark: bool = True) -> None:
        """A filled polygon; `mark=False` for what lies within something already drawn, which spares the stencil."""
        placed = self.at(points)
        self._pen.polygon(placed, fill=fill)
        if mark:
            self._cut.polygon(placed, fill=255)

    def stroke(self, points: Points, fill: RGB | RGBA, width: float, *, mark: bool = True, ends: bool = True) -> None:
        """A line of even width with round joints and ends."""
        placed, wide = self.at(points), max(1, round(width * self.zoom))
        pens = [(self._pen, fill), (self._cut, 255)] if mark else [(self._pen, fill)]
        for pen, colour in pens:
            pen.line(placed, fill=colour, width=wide, joint="curve")
            if ends and wide > 4 and len(fill) == 3:
                for x, y in (placed[0], placed[-1]):
                    half = wide / 2 - 0.5
                    pen.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def shade(self, points: Points, tones: Sequence[float], *, across: bool = True, strength: float = 1) -> None:
        """Darken within the shape by a run of tones (1 = unchanged), from left to right or from top to bottom."""
        placed = self.at(points)
        box = self._box(placed)
        if box is None:
            return
        left, top, right, bottom = box
        x0, y0, x1, y1 = (round(edge) for edge in self._extent(placed))
        run = Image.new("L", (len(tones), 1) if across else (1, len(tones)))
        run.putdata([max(0, min(255, round(255 * (1 - tone) * strength))) for tone in tones])
        if across:
            line = run.resize((max(1, x1 - x0), 1), Image.Resampling.BICUBIC).crop((left - x0, 0, right - x0, 1))
        else:
            line = run.resize((1, max(1, y1 - y0)), Image.Resampling.BICUBIC).crop((0, top - y0, 1, bottom - y0))
        inside = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(inside).polygon([(x - left, y - top) for x, y in placed], fill=255)
        dark = line.resize(inside.size, Image.Resampling.NEAREST)
        self.image.paste((0, 0, 0), box, ImageChops.multiply(dark, inside))

    def fill(self, points: Points, picture: Image.Image) -> None:
        """The shape filled with a picture stretched over its bounding box."""
        placed = self.at(points)
        left, top, right, bottom = (round(edge) for edge in self._extent(placed))
        inside = Image.new("L", (max(1, right - left), max(1, bottom - top)), 0)
        ImageDraw.Draw(inside).polygon([(x - left, y - top) for x, y in placed], fill=255)
        self.image.paste(picture.resize(inside.size, Image.Resampling.BILINEAR), (left, top), inside)
        self._cut.polygon(placed, fill=255)

    def write(
        self, text: str, x: float, y: float, size: float, fill: RGB | RGBA, weight: str = "Bold", room: float = 0
    ) -> None:
        """Text centred on (x, y), made smaller to fit in `room`; it grows with the scale but does not turn."""
        (px, py), letters = self.at([(x, y)])[0], font(max(4, round(size * self.zoom)), weight)
        if room and (long := letters.getlength(text)) > room * self.zoom:
            letters = font(max(4, int(size * self.zoom * room * self.zoom / long)), weight)
        self._pen.text((px, py), text, font=letters, fill=fill, anchor="mm")

    def _box(self, placed: Points) -> tuple[int, int, int, int] | None:
        left, top, right, bottom = self._extent(placed)
        box = (
            max(0, math.floor(left)),
            max(0, math.floor(top)),
            min(self.image.width, math.ceil(right)),
            min(self.image.height, math.ceil(bottom)),
        )
        return box if box[2] > box[0] and box[3] > box[1] else None

    @staticmethod
    def _extent(placed: Points) -> tuple[float, float, float, float]:
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        return min(xs), min(ys), max(xs), max(ys)

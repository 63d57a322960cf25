"""What is said on the thing: hang tags and printed labels. The second revision's are designed, the first's are plain."""

from dataclasses import dataclass
from random import Random

from exportready.demo.art.canvas import Canvas, Point, curve, rounded
from exportready.demo.art.colours import INK, RGB, WHITE, clear, lit, mix


@dataclass(frozen=True)
class Look:
    """How far the maker has come: revision 1 or 2, and the accent of the brand."""

    revision: int
    accent: RGB

    @property
    def designed(self) -> bool:
        return self.revision >= 2


def hang_tag(canvas: Canvas, at: Point, look: Look, word: str, rng: Random) -> None:
    """A paper tag on a string. Only the second revision has one."""
    if not look.designed:
        return
    x, y = at
    sway = rng.uniform(-10, 10)
    canvas.stroke(curve([(x, y), (x + 10, y + 40), (x + 4, y + 74)], 8), lit(look.accent, 0.7), 4)
    with canvas.placed(x + 4, y + 74, 1, sway):
        canvas.shape(rounded(-46, 6, 54, 152, 10), clear((60, 40, 26), 0.3), mark=False)
        canvas.shape(rounded(-52, 0, 48, 146, 10), WHITE)
        canvas.shape(rounded(-52, 0, 48, 40, 10), look.accent, mark=False)
        canvas.shape([(-6, 16), (2, 10), (10, 16), (2, 24)], WHITE, mark=False)
        canvas.write(word, -2, 72, 24, INK, "Bold", 84)
        canvas.stroke([(-28, 98), (24, 98)], mix(INK, WHITE, 0.55), 4, mark=False)
        canvas.stroke([(-20, 116), (16, 116)], mix(INK, WHITE, 0.7), 4, mark=False)


def flat_label(canvas: Canvas, box: tuple[float, float, float, float], look: Look, word: str, small: str) -> None:
    """A label on a flat front: a white sticker with one word, or a printed one with brand band, emblem and facts."""
    left, top, right, bottom = box
    middle, wide, high = (left + right) / 2, right - left, bottom - top
    size = min(high * 0.26, wide * 1.45 / max(4, len(word)))
    if not look.designed:
        with canvas.placed(middle, (top + bottom) / 2, 1, -2.5, (middle, (top + bottom) / 2)):
            inset = wide * 0.08
            canvas.shape(
                rounded(left + inset, top + high * 0.2, right - inset, bottom - high * 0.16, 6),
                (250, 250, 246),
                mark=False,
            )
            canvas.write(word, middle, top + high * 0.46, size * 0.84, (70, 66, 64), "SemiBold", wide * 0.7)
            canvas.write(small, middle, top + high * 0.68, size * 0.36, (120, 114, 110), "Regular", wide * 0.68)
        return
    canvas.shape(rounded(left, top, right, bottom, 12), WHITE, mark=False)
    canvas.shape(rounded(left, top, right, top + high * 0.24, 12), look.accent, mark=False)
    canvas.shape(
        [(left, top + high * 0.18), (right, top + high * 0.18), (right, top + high * 0.27), (left, top + high * 0.27)],
        look.accent,
        mark=False,
    )
    emblem(canvas, middle, top + high * 0.13, high * 0.08, WHITE)
    canvas.write(word, middle, top + high * 0.46, size, INK, "ExtraBold", wide * 0.84)
    canvas.stroke(
        [(middle - wide * 0.12, top + high * 0.63), (middle + wide * 0.12, top + high * 0.63)],
        look.accent,
        max(3, high * 0.016),
        mark=False,
    )
    canvas.write(small, middle, top + high * 0.75, size * 0.4, mix(INK, WHITE, 0.3), "SemiBold", wide * 0.8)
    canvas.write("INDONESIA", middle, top + high * 0.89, size * 0.27, mix(INK, WHITE, 0.45), "SemiBold")


def emblem(canvas: Canvas, x: float, y: float, size: float, colour: RGB) -> None:
    """Four petals, after the kawung."""
    for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        petal = [
            (x, y),
            (x + dx * size * 0.95, y + dy * size * 0.2),
            (x + dx * size, y + dy * size),
            (x + dx * size * 0.2, y + dy * size * 0.95),
        ]
        canvas.shape(curve(petal, 5, closed=True), colour, mark=False)

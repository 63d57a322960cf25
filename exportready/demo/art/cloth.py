"""Batik, handwoven scarves and a shirt, hanging."""

import math
from random import Random

from PIL import Image

from exportready.demo.art.canvas import Canvas, Points, curve, ellipse
from exportready.demo.art.colours import RGB, clear, lit, mix, rgb
from exportready.demo.art.labels import Look, hang_tag
from exportready.demo.art.patterns import batik_cloth, fold_tones, folded, ikat_cloth

ROD = rgb("8a5a36")


def _rod(canvas: Canvas, left: float, right: float, y: float) -> None:
    canvas.stroke([(left, y), (right, y)], lit(ROD, 0.72), 26)
    canvas.stroke([(left, y - 4), (right, y - 4)], ROD, 16, mark=False)
    canvas.stroke([(left, y - 9), (right, y - 9)], clear(lit(ROD, 1.5), 0.6), 4, mark=False, ends=False)
    for x in (left, right):
        canvas.shape(ellipse(x, y, 22, 22), lit(ROD, 0.85))
        canvas.shape(ellipse(x - 5, y - 6, 9, 8), clear(lit(ROD, 1.5), 0.7), mark=False)


def _hanging(
    canvas: Canvas, picture: Image.Image, box: tuple[float, float, float, float], folds: int, dark: float
) -> None:
    """A cloth from the rod down, its foot waving with the folds."""
    left, top, right, bottom = box
    wide = right - left
    foot = [(left + wide * i / 60, bottom + 13 * math.sin(2 * math.pi * folds * i / 60 + 0.6)) for i in range(61)]
    outline: Points = [(left + 4, top), (right - 4, top), *reversed(foot)]
    canvas.fill(outline, folded(picture, folds, 0.8))
    canvas.shade(outline, fold_tones(folds, dark))
    canvas.shade(outline, [0.8, 1, 1, 1, 0.96, 0.9], across=False)


def batik(canvas: Canvas, rng: Random, look: Look) -> None:
    _rod(canvas, 400, 1200, 250)
    cloth = batik_cloth(rng, (1080, 1170))
    _hanging(canvas, cloth, (480, 238, 1120, 930), rng.choice([5, 6, 7]), 0.34)
    canvas.stroke([(484, 246), (1116, 246)], (255, 255, 255, 60), 8, mark=False, ends=False)
    hang_tag(canvas, (1040, 300), look, "BATIK", rng)


def scarf(canvas: Canvas, rng: Random, look: Look) -> None:
    """Two handwoven scarves over a rod, with their fringes."""
    _rod(canvas, 430, 1170, 250)
    for left, right, bottom in ((500, 790, 840), (770, 1090, 880)):
        cloth = ikat_cloth(rng, (620, 1180))
        tone = lit(_dominant(cloth), 1.15)
        for x in range(left + 8, right - 4, 13):
            drop = bottom + 74 + 10 * math.sin(x * 0.7)
            canvas.stroke(
                [(x, bottom - 8), (x + 3 * math.sin(x), bottom + 34), (x, drop)], lit(tone, 0.9 + 0.15 * math.sin(x)), 6
            )
            canvas.shape(ellipse(x, bottom + 22, 6, 7, steps=10), lit(tone, 0.75), mark=False)
        _hanging(canvas, cloth, (left, 238, right, bottom), 3, 0.3)
    hang_tag(canvas, (1050, 330), look, "TENUN", rng)


def shirt(canvas: Canvas, rng: Random, look: Look) -> None:
    """A short-sleeved batik shirt on a hanger."""
    cloth = batik_cloth(rng, (1200, 1300))
    plain = cloth.crop((0, 0, 1200, 1170))
    hook = [*ellipse(800, 196, 26, 26, 150, 420, 20), (800, 268)]
    canvas.stroke(hook, rgb("9a9288"), 9)
    canvas.stroke(curve([(590, 352), (800, 272), (1010, 352)], 10), lit(ROD, 0.95), 24)
    sleeves = (
        [(640, 320), (560, 348), (430, 540), (544, 614), (640, 500)],
        [(960, 320), (1040, 348), (1170, 540), (1056, 614), (960, 500)],
    )
    for side, sleeve in enumerate(sleeves):
        canvas.fill(sleeve, plain.crop((0, 0, 480, 560)))
        canvas.shade(sleeve, [0.7, 0.9, 1] if side == 0 else [0.9, 0.8, 0.62])
    body = [
        (690, 292),
        (632, 322),
        (636, 520),
        (628, 930),
        (800, 946),
        (972, 930),
        (964, 520),
        (968, 322),
        (910, 292),
        (800, 352),
    ]
    canvas.fill(body, plain)
    canvas.shade(body, [0.72, 0.9, 1, 0.96, 0.9, 1, 0.98, 0.9, 0.78])
    _collar_and_buttons(canvas, plain)
    hang_tag(canvas, (712, 420), look, "KEMEJA", rng)


def _collar_and_buttons(canvas: Canvas, plain: Image.Image) -> None:
    dark = mix(_dominant(plain), (20, 16, 14), 0.35)
    canvas.shape([(700, 290), (900, 290), (850, 330), (800, 344), (750, 330)], lit(dark, 0.55), mark=False)
    for side in (-1, 1):
        collar = [(800 + side * 6, 356), (800 + side * 104, 282), (800 + side * 128, 322), (800 + side * 70, 410)]
        canvas.fill(collar, plain.crop((200, 200, 420, 420)))
        canvas.shade(collar, [0.86, 1, 0.9])
        canvas.stroke([collar[0], collar[3], collar[2]], clear((20, 16, 14), 0.4), 4, mark=False, ends=False)
    canvas.stroke([(800, 360), (800, 944)], clear((20, 16, 14), 0.35), 5, mark=False, ends=False)
    for y in range(440, 920, 92):
        canvas.shape(ellipse(812, y, 9, 9, steps=16), rgb("f0e6d2"), mark=False)
        canvas.shape(ellipse(812, y, 3, 3, steps=8), rgb("8a7a66"), mark=False)
    pocket = [(850, 500), (932, 500), (932, 590), (891, 608), (850, 590)]
    canvas.stroke([*pocket, pocket[0]], clear((20, 16, 14), 0.4), 4, mark=False, ends=False)


def _dominant(cloth: Image.Image) -> RGB:
    pixel = cloth.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return pixel if isinstance(pixel, tuple) else (90, 70, 50)  # type: ignore[return-value]

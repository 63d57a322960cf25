"""Leather bag, shoes and jewellery."""

import math
from itertools import pairwise
from random import Random

from exportready.demo.art.canvas import Canvas, Points, curve, ellipse, rounded
from exportready.demo.art.colours import RGB, WHITE, clear, lit, rgb
from exportready.demo.art.labels import Look, emblem, hang_tag

LEATHERS = [rgb("8f5a33"), rgb("6b3a24"), rgb("b3763f"), rgb("3a2c26"), rgb("7d2f28"), rgb("46503f"), rgb("2f3d4c")]
BRASS = rgb("c79b45")


def _stitched(canvas: Canvas, line: Points, leather: RGB) -> None:
    """A seam: a pressed groove with thread over it."""
    canvas.stroke(line, clear(lit(leather, 0.5), 0.5), 5, mark=False, ends=False)
    for one, other in list(pairwise(line))[::2]:
        canvas.stroke([one, other], clear(rgb("ecd9b0"), 0.9), 3.4, mark=False, ends=False)


def _dense(points: Points, gap: float = 11) -> list[tuple[float, float]]:
    """The line in pieces of about one stitch."""
    dense: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        pieces = max(1, round(math.hypot(x1 - x0, y1 - y0) / gap))
        dense += [(x0 + (x1 - x0) * i / pieces, y0 + (y1 - y0) * i / pieces) for i in range(pieces)]
    return [*dense, points[-1]]


def _flap(canvas: Canvas, leather: RGB, deep: int) -> None:
    flap = [
        (476, 500),
        (1124, 500),
        *curve(
            [
                (1124, 500),
                (1120, deep - 80),
                (1060, deep - 14),
                (800, deep + 34),
                (540, deep - 14),
                (480, deep - 80),
                (476, 500),
            ],
            10,
        ),
    ]
    canvas.shape([(x, y + 12) for x, y in flap], clear((30, 18, 10), 0.4), mark=False)
    canvas.shape(flap, lit(leather, 1.06))
    canvas.shade(flap, [0.8, 0.97, 1, 1, 0.97, 0.9, 0.76])
    canvas.shade(flap, [0.9, 1.0, 1, 0.98], across=False)
    seam = curve(
        [
            (498, 510),
            (502, deep - 88),
            (552, deep - 34),
            (800, deep + 12),
            (1048, deep - 34),
            (1098, deep - 88),
            (1102, 510),
        ],
        10,
    )
    _stitched(canvas, _dense(seam), leather)


def _buckles(canvas: Canvas, leather: RGB, deep: int, look: Look) -> None:
    for x in (660, 940):
        canvas.shape(ellipse(x, 520, 25, 25), lit(BRASS, 0.75), mark=False)
        canvas.shape(ellipse(x - 2, 517, 21, 21), BRASS, mark=False)
        canvas.shape(ellipse(x - 7, 511, 8, 8), lit(BRASS, 1.5), mark=False)
    canvas.shape(rounded(752, deep - 50, 848, deep + 58, 12), lit(leather, 0.8), mark=False)
    canvas.shape(rounded(768, deep - 20, 832, deep + 28, 10), BRASS, mark=False)
    canvas.shape(rounded(776, deep - 14, 824, deep + 14, 8), lit(BRASS, 1.25), mark=False)
    if look.designed:
        emblem(canvas, 1030, deep - 66, 20, lit(leather, 0.62))


def leather_bag(canvas: Canvas, rng: Random, look: Look) -> None:
    leather = rng.choice(LEATHERS)
    handle = curve([(660, 520), (668, 380), (730, 300), (800, 286), (870, 300), (932, 380), (940, 520)], 10)
    canvas.stroke(handle, lit(leather, 0.55), 40)
    canvas.stroke(handle, lit(leather, 0.95), 30, mark=False)
    canvas.stroke([(x - 5, y - 5) for x, y in handle], clear(lit(leather, 1.5), 0.4), 6, mark=False, ends=False)
    body = [*rounded(480, 500, 1120, 930, 46)]
    canvas.shape(body, leather)
    canvas.shade(body, [0.78, 0.95, 1, 1, 0.97, 0.88, 0.74])
    canvas.shade(body, [1, 1, 0.96, 0.84], across=False)
    _stitched(canvas, _dense(rounded(500, 520, 1100, 910, 36)), leather)
    deep = rng.choice([690, 730, 770])
    _flap(canvas, leather, deep)
    _buckles(canvas, leather, deep, look)
    hang_tag(canvas, (560, 512), look, "KULIT", rng)


def shoes(canvas: Canvas, rng: Random, look: Look) -> None:
    """A pair from the side, the far one a little behind."""
    leather = rng.choice(LEATHERS)
    sole = rng.choice([rgb("4a3526"), rgb("d9c3a0"), rgb("2b2624")])
    for dx, dy, scale, light in ((150, -96, 0.9, 0.86), (0, 0, 1.0, 1.0)):
        with canvas.placed(760 + dx, 930 + dy, scale * 1.12, 0, (800, 930)):
            _shoe(canvas, lit(leather, light), lit(sole, light), rgb("efe3c8"))
    hang_tag(canvas, (566, 650), look, "SEPATU", rng)


def _shoe(canvas: Canvas, leather: RGB, sole: RGB, thread: RGB) -> None:
    upper = curve(
        [
            (520, 900),
            (508, 800),
            (516, 700),
            (560, 672),
            (640, 690),
            (720, 742),
            (840, 790),
            (970, 812),
            (1060, 850),
            (1082, 904),
        ],
        10,
    )
    canvas.shape([*upper, (520, 912)], leather)
    canvas.shade([*upper, (520, 912)], [0.8, 0.95, 1, 1, 1.0, 0.9, 0.78])
    canvas.shade([*upper, (520, 912)], [1, 1, 0.94, 0.8], across=False)
    opening = curve([(530, 694), (600, 664), (690, 716), (640, 742), (560, 728)], 8, closed=True)
    canvas.shape(opening, lit(leather, 0.36))
    cap = curve([(900, 798), (884, 850), (900, 906)], 8)
    _stitched(canvas, _dense(cap), leather)
    heel = curve([(512, 780), (600, 800), (640, 906)], 8)
    _stitched(canvas, _dense(heel), leather)
    tongue = curve([(640, 690), (690, 650), (730, 690), (800, 776), (720, 760)], 8, closed=True)
    canvas.shape(tongue, lit(leather, 0.82))
    for index in range(4):
        x, y = 690 + index * 38, 712 + index * 20
        canvas.stroke(curve([(x - 30, y + 34), (x, y - 4), (x + 30, y + 6)], 6), lit(thread, 0.72), 11, mark=False)
        canvas.stroke(curve([(x - 30, y + 31), (x, y - 7), (x + 30, y + 3)], 6), thread, 7, mark=False)
    bottom = [*curve([(506, 896), (800, 906), (1096, 896)], 8), *curve([(1100, 922), (1060, 940), (506, 940)], 6)]
    canvas.shape(bottom, sole)
    canvas.shape([(506, 930), (640, 930), (634, 962), (506, 962)], lit(sole, 0.85))
    canvas.stroke(
        curve([(510, 904), (800, 914), (1092, 904)], 8), clear(lit(sole, 1.5), 0.6), 4, mark=False, ends=False
    )


def necklace(canvas: Canvas, rng: Random, look: Look) -> None:
    """Beads on a string and a pair of earrings, on a linen cloth or, in the second revision, on a card."""
    tones = rng.choice(
        [
            [rgb("b5472f"), rgb("e0b04f"), rgb("2f5a56")],
            [rgb("6b4126"), rgb("d9b27a"), rgb("efe3cc")],
            [rgb("cfd2d4"), rgb("9aa0a6"), rgb("e9e4da")],
            [rgb("27476b"), rgb("d8a13a"), rgb("e9e0cc")],
        ]
    )
    if look.designed:
        canvas.shape(rounded(330, 120, 1270, 1080, 26), WHITE)
        canvas.shape(rounded(330, 980, 1270, 1080, 26), look.accent, mark=False)
        canvas.shape([(330, 976), (1270, 976), (1270, 1010), (330, 1010)], look.accent, mark=False)
        emblem(canvas, 800, 1034, 26, WHITE)
    ring = [
        (800 + 300 * math.sin(a), 470 - 270 * math.cos(a) + 36 * math.sin(a) ** 2)
        for a in (2 * math.pi * i / 46 for i in range(46))
    ]
    for index, (x, y) in enumerate(ring):
        front = 1 + 0.5 * max(0, (y - 470) / 270)
        tone = tones[0 if index % 6 in (0, 1, 2) else 1 if index % 6 in (3, 5) else 2]
        _bead(canvas, x, y, 16 * front, tone)
    pendant = curve([(800, 760), (856, 830), (800, 920), (744, 830)], 10, closed=True)
    canvas.shape([(x + 10, y + 14) for x, y in pendant], clear((50, 36, 26), 0.3), mark=False)
    canvas.shape(pendant, tones[0])
    canvas.shade(pendant, [1, 1, 0.86, 0.7])
    emblem(canvas, 800, 836, 24, tones[1])
    for x in (660, 940):
        canvas.stroke(ellipse(x, 420, 15, 20, 150, 400, 14), BRASS, 5)
        for step, size in enumerate((17, 22, 15)):
            _bead(canvas, x, 462 + step * 40, size, tones[step % 3])


def _bead(canvas: Canvas, x: float, y: float, size: float, tone: RGB) -> None:
    canvas.shape(ellipse(x + size * 0.3, y + size * 0.42, size, size, steps=20), clear((50, 36, 26), 0.22), mark=False)
    canvas.shape(ellipse(x, y, size, size, steps=24), lit(tone, 0.66))
    canvas.shape(ellipse(x - size * 0.1, y - size * 0.1, size * 0.86, size * 0.86, steps=22), tone, mark=False)
    canvas.shape(
        ellipse(x - size * 0.34, y - size * 0.36, size * 0.3, size * 0.26, steps=12), lit(tone, 1.6), mark=False
    )

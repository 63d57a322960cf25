"""Chair, side table and lamp."""

import math
from random import Random

from exportready.demo.art.canvas import Canvas, Points, curve, ellipse, rounded
from exportready.demo.art.colours import RGB, clear, lit, mix, rgb
from exportready.demo.art.labels import Look, hang_tag
from exportready.demo.art.revolved import ROUND, Revolved, braid

CANES = [rgb("c9995c"), rgb("8a5a33"), rgb("dcb982"), rgb("5b3d28")]
CLOTHS = [rgb("e9dcc2"), rgb("7f9a86"), rgb("b9653f"), rgb("39566b"), rgb("d9a94f"), rgb("efe9df")]


def _pole(canvas: Canvas, points: Points, colour: RGB, wide: float) -> None:
    """A round cane: dark edge, body, a light along it, and knots."""
    line = curve(points, 12) if len(points) > 2 else points
    canvas.stroke(line, lit(colour, 0.58), wide)
    canvas.stroke(line, colour, wide * 0.72, mark=False)
    canvas.stroke(
        [(x - wide * 0.14, y - wide * 0.14) for x, y in line],
        clear(lit(colour, 1.5), 0.6),
        wide * 0.18,
        mark=False,
        ends=False,
    )


def _cushions(canvas: Canvas, cloth: RGB, look: Look) -> None:
    cushion = curve(
        [
            (520, 700),
            (560, 664),
            (800, 652),
            (1040, 664),
            (1080, 700),
            (1074, 764),
            (1020, 786),
            (800, 796),
            (580, 786),
            (526, 764),
        ],
        8,
        closed=True,
    )
    canvas.shape(cushion, cloth)
    canvas.shade(cushion, [1.0, 1, 0.93, 0.76], across=False)
    canvas.shade(cushion, [0.85, 1, 1, 0.97, 0.86])
    canvas.stroke(
        curve([(530, 722), (800, 742), (1070, 722)], 8), clear(lit(cloth, 0.6), 0.4), 5, mark=False, ends=False
    )
    if look.designed:
        pillow = curve(
            [(664, 480), (800, 462), (936, 480), (950, 580), (930, 682), (800, 694), (670, 682), (650, 580)],
            8,
            closed=True,
        )
        canvas.shape(pillow, look.accent)
        canvas.shade(pillow, [0.86, 1, 1, 0.94, 0.78])
        for row in range(5):
            canvas.stroke(
                [(690, 516 + row * 32), (910, 516 + row * 32)], clear(lit(look.accent, 1.5), 0.45), 5, mark=False
            )


def chair(canvas: Canvas, rng: Random, look: Look) -> None:
    """A rattan armchair from the front: round woven back, arms, cushion, legs bound with cane."""
    cane, cloth = rng.choice(CANES), rng.choice(CLOTHS)
    back = ellipse(800, 470, 250, 270)
    for x in (610, 990):
        _pole(canvas, [(x, 700), (x + (800 - x) * 0.06, 880)], lit(cane, 0.7), 26)
    _web(canvas, cane, rng)
    _pole(canvas, back, cane, 34)
    braid(canvas, ellipse(800, 470, 222, 242, steps=90), lit(cane, 0.9), 15)
    for side in (-1, 1):
        arm = [(800 + side * 236, 500), (800 + side * 330, 540), (800 + side * 338, 640), (800 + side * 300, 760)]
        _pole(canvas, arm, cane, 34)
        _pole(canvas, [(800 + side * 300, 760), (800 + side * 272, 946)], cane, 34)
        _bound(canvas, 800 + side * 296, 766, cane)
    seat = [(510, 740), (1090, 740), (1060, 812), (540, 812)]
    canvas.shape(seat, lit(cane, 0.74))
    _pole(canvas, [(500, 812), (1100, 812)], cane, 34)
    _cushions(canvas, cloth, look)
    _pole(canvas, [(560, 890), (1040, 890)], lit(cane, 0.92), 22)
    hang_tag(canvas, (1128, 610), look, "ROTAN", rng)


def _web(canvas: Canvas, cane: RGB, rng: Random) -> None:
    """The back's open caning: two slants and the level canes over them."""
    canvas.shape(ellipse(800, 470, 236, 256), lit(cane, 0.5))
    canvas.shape(ellipse(800, 470, 236, 256), clear(rgb("f3e7d3"), 0.55), mark=False)
    gap = rng.choice([24, 30])
    for offset in range(-480, 481, gap):
        for slant in (-1, 1):
            line = []
            for t in range(-300, 301, 12):
                x, y = offset + slant * t * 0.6, t
                if (x / 232) ** 2 + (y / 252) ** 2 < 1:
                    line.append((800 + x, 470 + y))
            if len(line) > 1:
                canvas.stroke(line, lit(cane, 0.92 if slant < 0 else 1.06), 8, mark=False, ends=False)
    for y in range(-240, 241, gap):
        half = 232 * math.sqrt(max(0, 1 - (y / 252) ** 2))
        canvas.stroke([(800 - half, 470 + y), (800 + half, 470 + y)], lit(cane, 1.14), 6, mark=False, ends=False)


def _bound(canvas: Canvas, x: float, y: float, cane: RGB) -> None:
    for turn in range(6):
        canvas.stroke(
            [(x - 20, y + turn * 8), (x + 20, y + turn * 8 + 5)], lit(cane, 0.66 if turn % 2 else 1.12), 8, mark=False
        )


def _cup_and_books(canvas: Canvas) -> None:
    cup = Revolved(930, [(430, 56), (470, 58), (520, 48)], 0.26)
    cup.body(canvas, rgb("e8dcc6"))
    canvas.shape(cup.ring(0), rgb("f5ecd9"))
    canvas.shape(cup.ring(0.06, -8, 3), rgb("5a3422"), mark=False)
    for index, tone in enumerate((rgb("a9432c"), rgb("37536b"), rgb("d9c39a"))):
        left = 600 + index * 8
        canvas.shape(
            [
                (left, 506 - index * 26),
                (left + 180, 506 - index * 26),
                (left + 180, 532 - index * 26),
                (left, 532 - index * 26),
            ],
            tone,
        )
        canvas.shape(
            [
                (left, 506 - index * 26),
                (left + 14, 506 - index * 26),
                (left + 14, 532 - index * 26),
                (left, 532 - index * 26),
            ],
            lit(tone, 0.7),
            mark=False,
        )


def table(canvas: Canvas, rng: Random, look: Look) -> None:
    """A round wooden side table with a vase's worth of life on it."""
    wood = rng.choice([rgb("b07a47"), rgb("8a5730"), rgb("c99d68"), rgb("6b4128")])
    for x, foot in ((560, 500), (1040, 1100), (800, 800)):
        front = x == 800
        leg = [(x - 24, 560), (x + 24, 560), (foot + 17, 946 if front else 924), (foot - 17, 946 if front else 924)]
        canvas.shape(leg, lit(wood, 0.9 if front else 0.72))
        canvas.shade(leg, [1, 1, 0.84])
    edge = Revolved(800, [(520, 400), (562, 398)], 0.24, smooth=False)
    edge.body(canvas, lit(wood, 0.86))
    top = edge.ring(0)
    canvas.shape(top, wood)
    for index in range(15):
        grow = 1 - index / 15.5
        tone = lit(wood, rng.choice([0.84, 0.92, 1.12]))
        canvas.stroke(
            ellipse(790 + index * 3, 518, 392 * grow, 92 * grow),
            clear(tone, 0.45),
            rng.uniform(3, 7),
            mark=False,
            ends=False,
        )
    canvas.shade(top, [1, 1, 0.98, 0.9])
    _cup_and_books(canvas)
    hang_tag(canvas, (1120, 560), look, "JATI", rng)


def lamp(canvas: Canvas, rng: Random, look: Look) -> None:
    """A pendant of split bamboo or rattan, lit from within."""
    cane = rng.choice(CANES)
    shapes = [
        [(400, 60), (460, 190), (600, 300), (760, 330)],
        [(380, 70), (440, 220), (580, 290), (720, 230), (790, 150)],
        [(420, 90), (520, 130), (680, 230), (800, 360)],
    ]
    body = Revolved(800, rng.choice(shapes), 0.2)
    canvas.stroke([(800, -60), (800, 390)], rgb("3a312a"), 7)
    canvas.shape(rounded(772, 352, 828, 412, 12), rgb("4a3a2e"))
    outline = body.band(0, 1)
    glow = rgb("ffdf9e")
    canvas.shape(body.ring(1), mix(glow, (255, 250, 230), 0.3))
    canvas.shape(outline, mix(cane, glow, 0.86))
    columns, rows = 34, 13
    for column in range(columns + 1):
        angle = math.pi * (column / columns - 0.5)
        rib = [body.point(angle, i / 24) for i in range(25)]
        near = 1 - abs(angle) / 1.9
        canvas.stroke(rib, mix(lit(cane, 0.72), glow, 0.3 * near), 6.5, mark=False, ends=False)
    for row in range(1, rows):
        for start in range(0, columns, 2):
            shift = (row % 2) + start
            left, right = (math.pi * (max(0, min(columns, at)) / columns - 0.5) for at in (shift, shift + 1.3))
            piece = [body.point(left + (right - left) * i / 4, row / rows) for i in range(5)]
            canvas.stroke(piece, lit(cane, 0.98), 13, mark=False, ends=False)
    canvas.shade(outline, ROUND, strength=0.34)
    braid(canvas, body.ring(1), lit(cane, 0.95), 18)
    braid(canvas, body.ring(0), lit(cane, 0.85), 14)
    hang_tag(canvas, body.point(1.0, 0.99), look, "LAMPU", rng)

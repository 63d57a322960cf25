"""Bowls, vases, mugs, candles, spoons and boards for the house."""

import math
from random import Random

from exportready.demo.art.canvas import Canvas, Points, curve, ellipse, rounded
from exportready.demo.art.colours import INK, RGB, WHITE, clear, lit, mix, rgb
from exportready.demo.art.labels import Look, emblem, hang_tag
from exportready.demo.art.revolved import ROUND, Revolved

GLAZES = [
    (rgb("e8dcc6"), rgb("8a5a3c")),
    (rgb("7f9a94"), rgb("3f5551")),
    (rgb("b9653f"), rgb("f0dfc2")),
    (rgb("3d5a73"), rgb("e9e0cc")),
    (rgb("d6c3a0"), rgb("5f6b4e")),
    (rgb("9aa68a"), rgb("f2e8d2")),
    (rgb("4a4440"), rgb("c9b79a")),
    (rgb("d9a58a"), rgb("7a3f30")),
]
WOODS = [rgb("b07a47"), rgb("8a5730"), rgb("c99d68"), rgb("6b4128"), rgb("d3ac78")]


def _glazed(canvas: Canvas, body: Revolved, colours: tuple[RGB, RGB], rng: Random, *, from_: float = 0) -> None:
    """A thrown pot: glaze above, clay or a second glaze dipped below, speckles, throwing rings."""
    glaze, clay = colours
    body.body(canvas, glaze)
    dip = rng.uniform(0.52, 0.74)
    wave = [body.point(math.pi * (i / 40 - 0.5), dip + 0.035 * math.sin(i * 0.7)) for i in range(41)]
    low = [*wave, *reversed(body.arc(1))]
    side = [body.point(math.pi / 2, dip + (1 - dip) * i / 10) for i in range(11)]
    other = [body.point(-math.pi / 2, 1 - (1 - dip) * i / 10) for i in range(11)]
    low = [*wave, *side, *reversed(body.arc(1)), *other]
    canvas.shape(low, clay, mark=False)
    canvas.shade(low, ROUND)
    for _ in range(90):
        x, y = body.point(rng.uniform(-1.4, 1.4), rng.uniform(from_ + 0.04, dip))
        size = rng.uniform(1.2, 3.4)
        canvas.shape(ellipse(x, y, size, size, steps=8), clear(lit(clay, 0.7), 0.55), mark=False)
    for part in (0.16, 0.3, 0.45):
        canvas.stroke(body.arc(part, -1.5, 1.5), clear(lit(glaze, 0.75), 0.25), 4, mark=False, ends=False)


def _hollow(canvas: Canvas, body: Revolved, colour: RGB, edge: RGB) -> None:
    canvas.shape(body.ring(0), edge)
    hollow = body.ring(0, -12, 3)
    canvas.shape(hollow, lit(colour, 0.82), mark=False)
    canvas.shade(hollow, [0.55, 0.75, 0.95, 1.0, 1.0])
    canvas.shade(hollow, [0.72, 0.9, 1], across=False)


def ceramic_bowl(canvas: Canvas, rng: Random, look: Look) -> None:
    colours = rng.choice(GLAZES)
    deep = rng.uniform(0.9, 1.12)
    body = Revolved(800, [(640 - 20 * deep, 300), (740, 278), (840, 210), (905, 130), (930, 122)], 0.27)
    _glazed(canvas, body, colours, rng)
    _hollow(canvas, body, mix(colours[0], WHITE, 0.1), lit(colours[1], 1.05))
    body.gloss(canvas, 0.28, -0.8, 0.12)
    if rng.random() < 0.6:
        small = Revolved(1090, [(800, 140), (850, 128), (910, 80), (938, 66)], 0.27)
        _glazed(canvas, small, colours, rng)
        _hollow(canvas, small, colours[0], lit(colours[1], 1.05))
        small.gloss(canvas, 0.28, -0.8, 0.12)
    hang_tag(canvas, (560, 680), look, "KERAMIK", rng)


def vase(canvas: Canvas, rng: Random, look: Look) -> None:
    shape = rng.choice(
        [
            [(330, 74), (390, 62), (480, 110), (640, 215), (800, 205), (930, 130)],
            [(300, 60), (420, 56), (560, 84), (700, 190), (840, 205), (935, 150)],
            [(420, 120), (470, 108), (560, 190), (700, 240), (840, 200), (930, 120)],
        ]
    )
    body = Revolved(800, shape, 0.2)
    stem = rng.choice([rgb("a38a56"), rgb("7d8a5a"), rgb("b08968")])
    for index in range(9):
        lean = (index - 4) * 30 + rng.uniform(-14, 14)
        height = rng.uniform(200, 330)
        tip = (800 + lean * 1.5, shape[0][0] - height)
        canvas.stroke(
            curve([(800 + lean * 0.16, shape[0][0] + 30), (800 + lean * 0.6, shape[0][0] - height * 0.5), tip], 10),
            lit(stem, 0.85),
            5,
        )
        for step in range(7):
            x, y = tip[0] - lean * 0.09 * step, tip[1] + step * 16
            for side in (-1, 1):
                grain = curve([(x, y), (x + side * 20, y - 16), (x + side * 5, y - 30)], 5, closed=True)
                canvas.shape(grain, lit(stem, rng.uniform(1.0, 1.3)))
    _glazed(canvas, body, rng.choice(GLAZES), rng)
    _hollow(canvas, body, rgb("3a302a"), lit(rgb("b9a98c"), 0.9))
    body.gloss(canvas, 0.3, -0.85, 0.1)
    hang_tag(canvas, (800 + shape[0][1], shape[0][0] + 10), look, "VAS", rng)


def mug(canvas: Canvas, rng: Random, look: Look) -> None:
    for x, scale, colours in ((640, 1.0, rng.choice(GLAZES)), (1000, 0.92, rng.choice(GLAZES))):
        body = Revolved(x, [(640 + (1 - scale) * 260, 140 * scale), (800, 142 * scale), (935, 128 * scale)], 0.24)
        y0 = body.at(0)[0]
        handle = curve(
            [
                (x + 130 * scale, y0 + 56),
                (x + 226 * scale, y0 + 70),
                (x + 222 * scale, y0 + 190 * scale),
                (x + 128 * scale, y0 + 206 * scale),
            ],
            10,
        )
        canvas.stroke(handle, lit(colours[0], 0.7), 34)
        canvas.stroke([(a - 3, b - 4) for a, b in handle], lit(colours[0], 0.98), 22, mark=False)
        _glazed(canvas, body, colours, rng)
        _hollow(canvas, body, mix(colours[0], WHITE, 0.2), lit(colours[1], 1.05))
        canvas.shape(body.ring(0.05, -14, 6), rgb("4a2c1c"), mark=False)
        canvas.stroke(body.ring(0.05, -18, 6), clear(rgb("a97448"), 0.8), 4, mark=False, ends=False)
        body.gloss(canvas, 0.3, -0.8, 0.1)
    hang_tag(canvas, (830, 720), look, "CANGKIR", rng)


def coconut_bowl(canvas: Canvas, rng: Random, look: Look) -> None:
    shell = rng.choice([rgb("4f3120"), rgb("6a4529"), rgb("3d2a20")])
    for x, y, size in ((1010, 905, 0.8), (740, 930, 1.0)):
        body = Revolved(
            x,
            [(y - 260 * size, 236 * size), (y - 150 * size, 232 * size), (y - 50 * size, 160 * size), (y, 76 * size)],
            0.3,
        )
        body.body(canvas, shell)
        for _ in range(150):
            angle, part = rng.uniform(-1.45, 1.45), rng.uniform(0.06, 0.95)
            one, other = (
                body.point(angle, part),
                body.point(angle + rng.uniform(0.02, 0.1), part + rng.uniform(-0.02, 0.02)),
            )
            canvas.stroke([one, other], clear(lit(shell, rng.choice([0.6, 1.35, 1.6])), 0.5), 3, mark=False, ends=False)
        canvas.shape(body.ring(0), lit(shell, 1.45))
        hollow = body.ring(0, -13, 2)
        canvas.shape(hollow, lit(shell, 1.1), mark=False)
        canvas.shade(hollow, [0.6, 0.85, 1, 1])
        if size == 1.0:
            _fruit(canvas, body, rng)
        body.gloss(canvas, 0.22, -0.8, 0.14)
    hang_tag(canvas, (1130, 700), look, "BATOK", rng)


def _fruit(canvas: Canvas, body: Revolved, rng: Random) -> None:
    """Something pink and good in the bowl, with slices on it."""
    x, y = body.x, body.at(0)[0]
    canvas.shape(body.ring(0.06, -20), rgb("c2698a"), mark=False)
    canvas.shade(body.ring(0.06, -20), [0.82, 1, 1.0])
    for index in range(5):
        px, py = x - 120 + index * 36, y + 6 - abs(index - 2) * 5
        canvas.shape(ellipse(px, py, 30, 20), rgb("e9cf8e"), mark=False)
        canvas.shape(ellipse(px, py - 3, 24, 14), rgb("f6e6b8"), mark=False)
    for _ in range(12):
        px, py = x + rng.uniform(50, 150), y + rng.uniform(-20, 24)
        canvas.shape(ellipse(px, py, 11, 8), lit(rgb("46508a"), rng.uniform(0.8, 1.3)), mark=False)


def candle(canvas: Canvas, rng: Random, look: Look) -> None:
    wax = rng.choice([rgb("f1e4c8"), rgb("e2b8a4"), rgb("c4cdb4"), rgb("d9cfc4")])
    pot = rng.choice([rgb("8a5a3c"), rgb("3d3733"), rgb("c9a06c"), rgb("5f7470"), rgb("e8dcc6")])
    body = Revolved(800, [(610, 190), (760, 192), (935, 176)], 0.22)
    body.body(canvas, pot)
    canvas.shape(body.ring(0), lit(pot, 1.25))
    canvas.shape(body.ring(0.03, -12), wax, mark=False)
    canvas.shape(body.ring(0.03, -70), lit(wax, 1.5), mark=False)
    canvas.stroke([(800, 618), (803, 566)], rgb("3a2c22"), 7)
    for grow, opacity in ((150, 0.08), (110, 0.1), (70, 0.14)):
        canvas.shape(ellipse(803, 520, grow, grow * 1.2), clear(rgb("ffd98a"), opacity), mark=False)
    canvas.shape(curve([(803, 450), (826, 530), (803, 572), (780, 530)], 8, closed=True), rgb("ffc24d"))
    canvas.shape(curve([(803, 496), (815, 536), (803, 566), (791, 536)], 8, closed=True), rgb("fff1b8"), mark=False)
    patch = body.band(0.3, 0.78, -0.72, 0.72)
    canvas.shape(patch, WHITE if look.designed else (240, 238, 232), mark=False)
    canvas.shade(patch, [0.86, 1, 1, 0.9])
    y = body.at(0.54)[0] + 40
    if look.designed:
        canvas.shape(body.band(0.3, 0.4, -0.72, 0.72), look.accent, mark=False)
        emblem(canvas, 800, y + 40, 18, look.accent)
    canvas.write("LILIN", 800, y - 4, 42, INK, "ExtraBold" if look.designed else "Regular")
    body.gloss(canvas, 0.26, -1.1, 0.08)


def _grain(canvas: Canvas, outline: Points, wood: RGB, rng: Random, box: tuple[float, float, float, float]) -> None:
    """Long wood grain within the box."""
    left, top, right, bottom = box
    for _ in range(int((bottom - top) / 7)):
        y = rng.uniform(top, bottom)
        wave = curve([(left, y), ((left + right) / 2, y + rng.uniform(-7, 7)), (right, y + rng.uniform(-4, 4))], 8)
        canvas.stroke(
            wave, clear(lit(wood, rng.choice([0.72, 0.82, 1.18])), 0.4), rng.uniform(2, 5), mark=False, ends=False
        )


def wooden_spoon(canvas: Canvas, rng: Random, look: Look) -> None:
    """A board with spoons on it, seen from above."""
    wood, spoon = rng.choice([(WOODS[3], WOODS[4]), (WOODS[4], WOODS[1]), (WOODS[1], WOODS[2]), (WOODS[2], WOODS[3])])
    with canvas.placed(800, 600, 1.05, rng.uniform(-12, 8), (800, 600)):
        board = [*rounded(400, 330, 1080, 870, 60)]
        canvas.shape(rounded(1060, 540, 1260, 660, 46), lit(wood, 0.96))
        canvas.shape(board, wood)
        _grain(canvas, board, wood, rng, (410, 345, 1070, 855))
        canvas.shape(ellipse(1210, 600, 24, 24), lit(wood, 0.4), mark=False)
        canvas.shade(rounded(400, 330, 1080, 870, 60), [1, 1, 0.97, 0.9])
        for index, (x, turn) in enumerate(((520, -8), (700, 2), (880, 10))):
            tone = lit(spoon, 1.08 - 0.08 * index)
            with canvas.placed(x, 600, 1, turn):
                handle = [(-15, -70), (15, -70), (20, 250), (0, 268), (-20, 250)]
                canvas.shape([(a + 12, b + 14) for a, b in handle], (50, 32, 20, 70), mark=False)
                canvas.shape(ellipse(12, -114, 62, 92), (50, 32, 20, 70), mark=False)
                canvas.shape(handle, tone, mark=False)
                canvas.shape(ellipse(0, -128, 62, 92), tone, mark=False)
                if index != 1:
                    canvas.shape(ellipse(0, -128, 48, 76), lit(tone, 0.72), mark=False)
                    canvas.shape(ellipse(6, -116, 40, 62), lit(tone, 0.92), mark=False)
                else:
                    for slot in (-22, 0, 22):
                        canvas.shape(rounded(slot - 6, -170, slot + 6, -90, 6), lit(wood, 0.7), mark=False)
                canvas.stroke([(-8, -60), (-10, 240)], clear(lit(tone, 1.4), 0.6), 4, mark=False)
        if look.designed:
            emblem(canvas, 1010, 800, 26, lit(wood, 0.55))

"""Wooden toy, drum, angklung, charcoal."""

import math
from random import Random

from exportready.demo.art.canvas import Canvas, curve, ellipse, rounded
from exportready.demo.art.colours import RGB, clear, lit, rgb
from exportready.demo.art.labels import Look, emblem, hang_tag
from exportready.demo.art.revolved import Revolved, braid

PAINTS = [rgb("b5472f"), rgb("d9a13f"), rgb("3f6b6a"), rgb("7f9a5e"), rgb("37536b")]
WOOD = rgb("d3a871")


ELEPHANT = [
    (520, 520),
    (640, 430),
    (840, 420),
    (960, 440),
    (1080, 440),
    (1150, 520),
    (1150, 640),
    (1190, 760),
    (1150, 800),
    (1090, 690),
    (1050, 640),
    (1000, 700),
    (990, 840),
    (860, 840),
    (850, 730),
    (690, 730),
    (680, 840),
    (540, 840),
    (530, 700),
    (490, 620),
]


def _on_wheels(canvas: Canvas, paint: RGB, wheel: RGB, wood: RGB) -> None:
    canvas.shape(rounded(470, 836, 1160, 880, 18), lit(paint, 0.9))
    for x in (590, 1030):
        canvas.shape(ellipse(x + 8, 904, 62, 62), lit(wheel, 0.55))
        canvas.shape(ellipse(x, 902, 60, 60), wheel)
        canvas.shape(ellipse(x, 902, 38, 38), lit(wheel, 1.25), mark=False)
        canvas.shape(ellipse(x, 902, 13, 13), lit(wood, 0.7), mark=False)


def toy(canvas: Canvas, rng: Random, look: Look) -> None:
    """A wooden elephant on wheels, with a cord to pull it."""
    paint, saddle, wheel = rng.sample(PAINTS, 3)
    wood = rng.choice([WOOD, rgb("c08a52"), rgb("e0c092")])
    canvas.stroke(curve([(1150, 850), (1240, 900), (1310, 880), (1380, 930)], 10), lit(saddle, 0.8), 7)
    canvas.shape(ellipse(1386, 932, 22, 22), saddle)
    body = curve(ELEPHANT, 6, closed=True)
    canvas.shape([(x + 12, y + 8) for x, y in body], lit(wood, 0.6))
    canvas.shape(body, wood)
    for _ in range(16):
        y = rng.uniform(460, 700)
        canvas.stroke(
            curve([(560, y), (760, y + rng.uniform(-10, 10)), (950, y)], 8),
            clear(lit(wood, 0.8), 0.3),
            4,
            mark=False,
            ends=False,
        )
    canvas.shade(body, [1, 1, 0.97, 0.86])
    ear = curve([(930, 470), (1010, 450), (1040, 560), (980, 650), (910, 590)], 8, closed=True)
    canvas.shape([(x + 6, y + 8) for x, y in ear], clear(lit(wood, 0.4), 0.5), mark=False)
    canvas.shape(ear, paint)
    canvas.shape(ellipse(1092, 520, 12, 14), rgb("2e241e"), mark=False)
    canvas.shape(ellipse(1088, 515, 4, 4), (255, 255, 255), mark=False)
    cloth = curve([(650, 428), (840, 418), (870, 600), (640, 610)], 6, closed=True)
    canvas.shape(cloth, saddle, mark=False)
    for x in (690, 760, 830):
        emblem(canvas, x, 520, 22, lit(wood, 1.1))
    _on_wheels(canvas, paint, wheel, wood)
    hang_tag(canvas, (560, 470), look, "MAINAN", rng)


def drum(canvas: Canvas, rng: Random, look: Look) -> None:
    """A djembe with its lacing."""
    wood = rng.choice([rgb("7a4a2c"), rgb("a5672f"), rgb("4f3323")])
    body = Revolved(800, [(430, 214), (560, 210), (680, 128), (740, 108), (860, 140), (940, 160)], 0.22)
    body.body(canvas, wood)
    for part in (0.64, 0.67, 0.95):
        canvas.stroke(body.arc(part), clear(lit(wood, 0.5), 0.7), 6, mark=False, ends=False)
    for index in range(9):
        x, y = body.point(-1.2 + index * 0.3, 0.82)
        emblem(canvas, x, y, 17 * math.cos((-1.2 + index * 0.3) * 0.8), rng.choice(PAINTS))
    rope = rng.choice([rgb("efe3c8"), rgb("b5472f"), rgb("2f3d4c")])
    for index in range(13):
        angle = math.pi * (index / 13 - 0.5) + 0.12
        for lean in (-0.11, 0.11):
            rib = [body.point(angle + lean * (2 * i / 10 - 1), 0.04 + 0.48 * i / 10) for i in range(11)]
            canvas.stroke(rib, lit(rope, 0.66), 9, mark=False, ends=False)
            canvas.stroke([(x - 1.5, y - 1.5) for x, y in rib], rope, 5, mark=False, ends=False)
    for part in (0.04, 0.13, 0.52):
        braid(canvas, body.arc(part), lit(rope, 0.92), 15)
    canvas.shape(body.ring(0), lit(rgb("e9d6b0"), 0.86))
    canvas.shape(body.ring(0, -10, -2), rgb("f3e6c8"), mark=False)
    canvas.shade(body.ring(0, -10, -2), [0.86, 1, 1, 0.95])
    canvas.shape(body.ring(0, -92, 0), clear(rgb("d3b98a"), 0.45), mark=False)
    hang_tag(canvas, (980, 500), look, "JIMBE", rng)


def angklung(canvas: Canvas, rng: Random, look: Look) -> None:
    """Three tuned bamboo rattles in their frame."""
    bamboo, dark = rng.choice(
        [(rgb("d9b469"), rgb("a5793a")), (rgb("b98a52"), rgb("7a5430")), (rgb("e3cf95"), rgb("b1944f"))]
    )
    for y in (330, 880):
        canvas.stroke([(470, y), (1130, y)], lit(dark, 0.62), 32)
        canvas.stroke([(470, y - 4), (1130, y - 4)], dark, 20, mark=False)
    for x in (500, 1100):
        canvas.stroke([(x, 250), (x, 940)], lit(dark, 0.62), 28)
        canvas.stroke([(x - 3, 250), (x - 3, 940)], dark, 17, mark=False)
    for x, top, wide in ((630, 400, 50), (820, 470, 42), (990, 540, 34)):
        tube = [(x - wide, top + 60), (x - wide * 0.4, top), (x + wide, top), (x + wide, 840), (x - wide, 840)]
        canvas.shape(tube, bamboo)
        canvas.shade(tube, [0.7, 0.95, 1, 1, 0.9, 0.68])
        canvas.shape(
            [(x - wide * 0.55, top + 34), (x + wide * 0.5, top + 34), (x + wide * 0.5, 640), (x - wide * 0.55, 640)],
            lit(dark, 0.45),
            mark=False,
        )
        for y in (670, 790):
            canvas.stroke([(x - wide, y), (x + wide, y)], clear(lit(dark, 0.7), 0.8), 9, mark=False, ends=False)
            canvas.stroke(
                [(x - wide, y - 6), (x + wide, y - 6)], clear(lit(bamboo, 1.4), 0.7), 4, mark=False, ends=False
            )
        canvas.stroke([(x, 330), (x, top + 8)], lit(dark, 0.8), 9)
        for y in (330, 880):
            for turn in range(4):
                canvas.stroke(
                    [(x - 22, y - 12 + turn * 7), (x + 22, y - 9 + turn * 7)],
                    lit(rgb("b5472f"), 0.8 + 0.12 * turn),
                    6,
                    mark=False,
                )
        canvas.stroke([(x, 836), (x, 872)], lit(dark, 0.8), 12)
    hang_tag(canvas, (1100, 420), look, "ANGKLUNG", rng)


def charcoal(canvas: Canvas, rng: Random, look: Look) -> None:
    """Coconut briquettes in a heap before their sack."""
    sack = rng.choice([rgb("c9a06c"), rgb("e6dcc6"), rgb("3a3430")])
    outline = curve(
        [(560, 930), (540, 640), (590, 430), (700, 380), (900, 380), (1010, 430), (1060, 640), (1040, 930)], 10
    )
    canvas.shape(outline, sack)
    canvas.shade(outline, [0.7, 0.92, 1, 0.95, 1, 0.92, 0.8, 0.64])
    canvas.shape(ellipse(800, 392, 168, 44), lit(sack, 0.4))
    for index in range(26):
        _cube(canvas, 660 + index % 7 * 46, 404 - index // 7 * 22 + rng.uniform(-8, 8), 40, rng)
    neck = curve([(600, 436), (800, 470), (1000, 436)], 8)
    canvas.stroke(neck, lit(sack, 1.12), 26)
    from_y = 560
    if look.designed:
        canvas.shape(
            [(600, from_y), (1000, from_y), (1000, from_y + 280), (600, from_y + 280)], (255, 252, 245), mark=False
        )
        canvas.shape([(600, from_y), (1000, from_y), (1000, from_y + 74), (600, from_y + 74)], look.accent, mark=False)
        emblem(canvas, 800, from_y + 37, 24, (255, 252, 245))
        canvas.write("BRIKET", 800, from_y + 140, 76, rgb("2e241e"), "ExtraBold", 340)
        canvas.write("TEMPURUNG KELAPA 10 kg", 800, from_y + 206, 30, rgb("6a5a4c"), "SemiBold", 350)
        canvas.write("INDONESIA", 800, from_y + 248, 22, rgb("8a7a6c"), "SemiBold")
    else:
        tone: RGB = rgb("5a4c40") if sum(sack) > 330 else rgb("d9cdb8")
        canvas.write("BRIKET", 800, from_y + 120, 82, tone, "SemiBold", 360)
        canvas.write("10 kg", 800, from_y + 196, 40, tone, "Regular")
    for row, count in ((0, 8), (1, 6)):
        for index in range(count):
            _cube(canvas, 470 + index * 58 + row * 30, 950 + row * 34, 52, rng)


def _cube(canvas: Canvas, x: float, y: float, size: float, rng: Random) -> None:
    tone = lit(rgb("3b3633"), rng.uniform(0.85, 1.15))
    half, deep = size / 2, size * 0.3
    canvas.shape(
        [(x - half, y - size * 0.5), (x, y - size * 0.5 + deep), (x, y + deep + 6), (x - half, y)], lit(tone, 0.95)
    )
    canvas.shape(
        [(x, y - size * 0.5 + deep), (x + half, y - size * 0.5), (x + half, y), (x, y + deep + 6)], lit(tone, 0.66)
    )
    canvas.shape(
        [
            (x - half, y - size * 0.5),
            (x, y - size * 0.5 - deep),
            (x + half, y - size * 0.5),
            (x, y - size * 0.5 + deep),
        ],
        lit(tone, 1.3),
    )

"""Basket, tray, mat, bag, hat: things plaited from natural strips."""

import math
from random import Random
from typing import Any

from exportready.demo.art.canvas import Canvas, Point, curve, ellipse
from exportready.demo.art.colours import RGB, clear, lit, mix, rgb
from exportready.demo.art.labels import Look, hang_tag
from exportready.demo.art.revolved import PLAIN, WEAVES, Revolved, braid, brightness, woven_front

STRIPS = [
    (rgb("d8ad6c"), rgb("c2914f")),
    (rgb("e3c795"), rgb("cda869")),
    (rgb("b98550"), rgb("9a6738")),
    (rgb("d6b98a"), rgb("8c9a64")),
    (rgb("e6d6b4"), rgb("b9a27a")),
    (rgb("cf9d5c"), rgb("7a4f2c")),
    (rgb("e0c08a"), rgb("b8603c")),
    (rgb("dcc79c"), rgb("4f6b77")),
]
ACCENTS = [rgb("a9432c"), rgb("2f5d50"), rgb("37536b"), rgb("7a4a2a"), rgb("c1912f")]


def inside(canvas: Canvas, body: Revolved, colours: tuple[RGB, RGB], deep: float = 0.45) -> None:
    """The dark hollow and the back wall that one sees over the rim."""
    rim = body.ring(0)
    canvas.shape(rim, lit(colours[1], 0.3))
    rows, columns = 7, 26
    for row in range(rows):
        top, bottom = deep * row / rows, deep * (row + 1) / rows
        for column in range(columns):
            left = math.pi * (0.5 + column / columns)
            right = left + math.pi / columns
            over = (row + column) % 2
            light = (0.42 + 0.26 * math.sin(math.pi * column / columns)) * (1 - 0.45 * row / rows)
            corners = [
                body.point(left, top),
                body.point(right, top),
                body.point(right, bottom),
                body.point(left, bottom),
            ]
            canvas.shape(corners, lit(colours[over], light + 0.12 * over), mark=False)


def basket(canvas: Canvas, rng: Random, look: Look) -> None:
    colours = rng.choice(STRIPS)
    shape = rng.choice(
        [
            [(560, 270), (700, 285), (840, 255), (905, 220)],
            [(520, 235), (650, 290), (800, 285), (905, 215)],
            [(590, 300), (720, 270), (840, 230), (905, 195)],
            [(500, 225), (640, 232), (780, 235), (905, 222)],
        ]
    )
    body = Revolved(800, shape)
    handled = rng.random() < 0.7
    accent = rng.choice(ACCENTS) if rng.random() < 0.6 else None
    inside(canvas, body, colours)
    if handled and rng.random() < 0.5:
        top, radius = shape[0]
        arch = curve([(800 - radius * 0.96, top + 6), (800 - radius * 0.7, top - 190), (800, top - 260),
                      (800 + radius * 0.7, top - 190), (800 + radius * 0.96, top + 6)], 10)  # fmt: skip
        braid(canvas, arch, colours[0], 30)
    rows = 17 + look.revision * 2
    woven_front(canvas, body, rows, 34, colours, rng.choice(WEAVES), rng, stripe=accent)
    braid(canvas, body.arc(0.985), lit(colours[1], 0.9), 24)
    braid(canvas, body.ring(0), colours[0], 26)
    if handled:
        for side in (-1, 1):
            braid(canvas, _ear(body, side), colours[1], 20)
    hang_tag(canvas, body.point(0.5, 0.08), look, "ANYAMAN", rng)


def _ear(body: Revolved, side: int) -> list[Point]:
    x, y = body.point(side * math.pi / 2, 0.1)
    return ellipse(x - side * 4, y + 34, 46, 52, *((-96, 96) if side > 0 else (84, 276)), steps=16)


def tray(canvas: Canvas, rng: Random, look: Look) -> None:
    """A round winnowing tray, leaning, so that its woven face is seen."""
    colours = rng.choice(STRIPS)
    x, y, radius = 800, 610, 330
    canvas.shape(ellipse(x + 14, y + 10, radius, radius), lit(colours[1], 0.5))
    canvas.shape(ellipse(x, y, radius, radius), lit(mix(*colours, 0.5), 0.45))
    step, weave, accent = 24, rng.choice(WEAVES), rng.choice(ACCENTS)
    count = radius // step + 1
    for row in range(-count, count):
        for column in range(-count, count):
            px, py = x + column * step, y + row * step
            far = math.hypot(px + step / 2 - x, py + step / 2 - y)
            if far > radius - 26:
                continue
            over = weave(row + 60, column + 60)
            tint = accent if over and abs(far - 210) < 26 else colours[over]
            light = 0.82 + 0.24 * (1 - (px - x + py - y + 2 * radius) / (4 * radius)) + (0.05 if over else 0)
            wide, high = (step * 1.02, step * 0.84) if over else (step * 0.84, step * 1.02)
            left, top = px + (step - wide) / 2, py + (step - high) / 2
            canvas.shape(
                [(left, top), (left + wide, top), (left + wide, top + high), (left, top + high)],
                lit(tint, light),
                mark=False,
            )
            ridge = [
                (left, top + high * 0.12),
                (left + wide, top + high * 0.12),
                (left + wide, top + high * 0.4),
                (left, top + high * 0.4),
            ]
            canvas.shape(ridge, lit(tint, light * 1.16), mark=False)
    canvas.shade(ellipse(x, y, radius - 8, radius - 8), [0.8, 0.97, 1, 1, 0.96, 0.86], across=False, strength=0.8)
    braid(canvas, ellipse(x, y, radius - 10, radius - 10, steps=90), colours[0], 42)
    braid(canvas, ellipse(x, y, radius - 38, radius - 38, steps=90), lit(colours[1], 0.85), 16)
    hang_tag(canvas, (x + 226, y - 214), look, "TAMPAH", rng)


def _roll(canvas: Canvas, colours: Any, weave: Any, rng: Random) -> None:
    roll = Revolved(0, [(0, 78), (610, 78)], 0.3, smooth=False)
    with canvas.placed(495, 590, 1, -90):
        canvas.shape(roll.band(0, 1), colours[1])
        woven_front(canvas, roll, 34, 12, colours, weave, rng)
        canvas.shape(roll.ring(1), lit(colours[0], 0.75))
        for grow in range(0, 70, 12):
            canvas.stroke(roll.ring(1, -grow), clear(lit(colours[1], 0.5), 0.8), 3, mark=False, ends=False)


def mat(canvas: Canvas, rng: Random, look: Look) -> None:
    """A mat half unrolled towards us, the roll at the back."""
    colours, accent = rng.choice(STRIPS), rng.choice(ACCENTS)
    far, near = ((500, 640), (1100, 640)), ((330, 1010), (1270, 1010))

    def place(u: float, v: float) -> Point:
        v = v**0.86
        left = far[0][0] + (near[0][0] - far[0][0]) * v
        right = far[1][0] + (near[1][0] - far[1][0]) * v
        return left + (right - left) * u, far[0][1] + (near[0][1] - far[0][1]) * v

    outline = [place(0, 0), place(1, 0), place(1, 1), place(0, 1)]
    canvas.shape(outline, lit(colours[1], 0.55))
    rows, columns, weave = 26, 44, rng.choice(WEAVES)
    for row in range(rows):
        for column in range(columns):
            over = weave(row, column)
            border = row > rows - 4 or column < 3 or column > columns - 4 or row % 9 in (7, 8)
            tint = accent if over and border else colours[over]
            u, v, du, dv = column / columns, row / rows, 1 / columns, 1 / rows
            corners = [
                place(u, v + dv * 0.06),
                place(u + du * 0.94, v + dv * 0.06),
                place(u + du * 0.94, v + dv * 0.94),
                place(u, v + dv * 0.94),
            ]
            light = 0.88 + 0.14 * v + (0.06 if over else 0)
            canvas.shape(corners, lit(tint, light), mark=False)
            canvas.shape(
                [corners[0], corners[1], _half(corners[1], corners[2]), _half(corners[0], corners[3])],
                lit(tint, light * 1.12),
                mark=False,
            )
    _roll(canvas, colours, weave, rng)
    hang_tag(canvas, (1010, 640), look, "TIKAR", rng)


def _half(one: Point, other: Point) -> Point:
    return one[0] + (other[0] - one[0]) * 0.45, one[1] + (other[1] - one[1]) * 0.45


def woven_bag(canvas: Canvas, rng: Random, look: Look) -> None:
    colours, accent = rng.choice(STRIPS), rng.choice(ACCENTS)
    body = Revolved(800, [(520, 330), (640, 318), (780, 300), (930, 262)], 0.12)
    for lift, shade in ((-26, 0.72), (0, 1.0)):
        loop = curve(
            [
                (640, 545 + lift),
                (650, 380 + lift),
                (720, 270 + lift),
                (800, 245 + lift),
                (880, 270 + lift),
                (950, 380 + lift),
                (960, 545 + lift),
            ],
            10,
        )
        canvas.stroke(loop, lit(accent, 0.6 * shade), 34)
        canvas.stroke(loop, lit(accent, shade), 26, mark=False)
        canvas.stroke([(x - 4, y - 3) for x, y in loop], clear(lit(accent, 1.3), 0.5), 5, mark=False, ends=False)
        if lift:
            inside(canvas, body, colours, 0.2)
    woven_front(canvas, body, 20, 32, colours, rng.choice(WEAVES), rng, stripe=accent if rng.random() < 0.7 else None)
    braid(canvas, body.ring(0), colours[0], 20)
    braid(canvas, body.arc(0.99), colours[1], 18)
    for x in (640, 960):
        patch = [(x - 26, 520), (x + 26, 520), (x + 22, 620), (x, 636), (x - 22, 620)]
        canvas.shape(patch, lit(accent, 0.85), mark=False)
        canvas.stroke([(x - 14, 540), (x - 14, 606)], clear(lit(accent, 1.5), 0.8), 3, mark=False)
        canvas.stroke([(x + 14, 540), (x + 14, 606)], clear(lit(accent, 1.5), 0.8), 3, mark=False)
    hang_tag(canvas, (700, 590), look, "TAS", rng)


def hat(canvas: Canvas, rng: Random, look: Look) -> None:
    colours, accent = rng.choice(STRIPS[:5]), rng.choice(ACCENTS)
    brim = ellipse(800, 800, 430, 150)
    canvas.shape(ellipse(800, 812, 430, 150), lit(colours[1], 0.55))
    canvas.shape(brim, lit(colours[1], 0.62))
    for ring in range(14):
        grow = 1 - ring * 0.045
        for piece in range(72):
            start = piece * 5 + (ring % 2) * 2.5
            light = 0.86 + 0.22 * math.cos(math.radians(start + 215))
            arc = ellipse(800, 800, 430 * grow - 6, 150 * grow - 2, start, start + 4.4, 2)
            canvas.stroke(arc, lit(colours[ring % 2], light), 13, mark=False, ends=False)
    canvas.shape(ellipse(830, 792, 262, 84), clear((70, 48, 30), 0.28), mark=False)
    crown = Revolved(800, [(545, 150), (560, 196), (640, 226), (800, 244)], 0.3)
    woven_front(canvas, crown, 19, 30, colours, PLAIN, rng)
    canvas.shape(crown.ring(0, 26, 12), lit(mix(*colours, 0.5), 0.95), mark=True)
    for ring in range(8):
        canvas.stroke(
            crown.ring(0, 20 - ring * 22, 12), lit(colours[ring % 2], 0.9 + 0.03 * ring), 9, mark=False, ends=False
        )
    ribbon = crown.band(0.74, 0.96)
    canvas.shape(ribbon, accent, mark=False)
    canvas.shade(ribbon, [brightness(math.pi * (i / 8 - 0.5)) for i in range(9)])
    hang_tag(canvas, (900, 690), look, "TOPI", rng)

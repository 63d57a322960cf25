"""Cloth: batik motifs and ikat bands as flat pictures, and the folds that a hanging cloth takes."""

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw

from exportready.demo.art.canvas import curve, ellipse
from exportready.demo.art.colours import RGB, lit, mix, rgb

# ground, figure, second figure
DYES = [
    (rgb("efe0c2"), rgb("6b4126"), rgb("2c2a3a")),
    (rgb("22324a"), rgb("e9dcc0"), rgb("b5773a")),
    (rgb("7a2f27"), rgb("f0ddb6"), rgb("2d2320")),
    (rgb("2f5348"), rgb("ecdcb8"), rgb("d19a3f")),
    (rgb("e7d3ae"), rgb("8c3f2c"), rgb("3f5a5c")),
    (rgb("3a2c28"), rgb("d9b27a"), rgb("8f4a32")),
]
TILE = 180
Tile = Callable[[ImageDraw.ImageDraw, tuple[RGB, RGB, RGB]], None]


def kawung(pen: ImageDraw.ImageDraw, dyes: tuple[RGB, RGB, RGB]) -> None:
    """Four palm fruits around a centre, in a lattice."""
    _, figure, second = dyes
    for cx, cy in ((0, 0), (TILE, 0), (0, TILE), (TILE, TILE), (TILE / 2, TILE / 2)):
        for turn in (45, 135, 225, 315):
            x, y = cx + 42 * math.cos(math.radians(turn)), cy + 42 * math.sin(math.radians(turn))
            for rx, ry, colour in ((37, 22, figure), (24, 12, dyes[0]), (12, 4, second)):
                pen.polygon(_turned(ellipse(0, 0, rx, ry, steps=20), turn, x, y), fill=colour)
        pen.ellipse((cx - 6, cy - 6, cx + 6, cy + 6), fill=second)


def parang(pen: ImageDraw.ImageDraw, dyes: tuple[RGB, RGB, RGB]) -> None:
    """Slanting rows of blades between fine lines."""
    _, figure, second = dyes
    for row in range(-3, 4):
        for step in range(-1, 8):
            x, y = row * 60 + step * 30, step * 30
            pen.polygon(_turned(ellipse(0, 0, 25, 10, steps=18), 152, x, y), fill=figure)
            pen.polygon(_turned(ellipse(0, 0, 13, 4, steps=14), 152, x, y), fill=dyes[0])
            pen.ellipse((x + 11, y + 11, x + 19, y + 19), fill=second)
        pen.line([(row * 60 + 18, -12), (row * 60 + 222, 192)], fill=second, width=4)
        pen.line([(row * 60 + 42, -12), (row * 60 + 246, 192)], fill=second, width=4)


def ceplok(pen: ImageDraw.ImageDraw, dyes: tuple[RGB, RGB, RGB]) -> None:
    """Eight-petalled flowers in squares."""
    _, figure, second = dyes
    for cx, cy, size in ((TILE / 2, TILE / 2, 66), (0, 0, 30), (TILE, 0, 30), (0, TILE, 30), (TILE, TILE, 30)):
        for turn in range(0, 360, 45):
            x, y = cx + size * 0.58 * math.cos(math.radians(turn)), cy + size * 0.58 * math.sin(math.radians(turn))
            pen.polygon(
                _turned(ellipse(0, 0, size * 0.42, size * 0.19, steps=16), turn, x, y),
                fill=figure if turn % 90 else second,
            )
        pen.ellipse((cx - size * 0.2, cy - size * 0.2, cx + size * 0.2, cy + size * 0.2), fill=second)
        pen.ellipse((cx - size * 0.1, cy - size * 0.1, cx + size * 0.1, cy + size * 0.1), fill=dyes[0])
    pen.line([(0, TILE / 2), (22, TILE / 2)], fill=figure, width=4)
    pen.line([(TILE / 2, 0), (TILE / 2, 22)], fill=figure, width=4)


def clouds(pen: ImageDraw.ImageDraw, dyes: tuple[RGB, RGB, RGB]) -> None:
    """Rain clouds in steps of one colour (mega mendung)."""
    ground, figure, second = dyes
    for cx, cy in ((45, 50), (135, 140)):
        for step in range(4):
            size, colour = 1 - step * 0.22, mix(mix(second, figure, 0.25), figure, step / 3)
            puffs = [
                (-66, 8),
                (-50, -18),
                (-22, -16),
                (-6, -36),
                (30, -28),
                (36, -6),
                (66, 2),
                (40, 20),
                (0, 14),
                (-34, 24),
            ]
            pen.polygon(curve([(cx + x * size, cy + y * size) for x, y in puffs], 6, closed=True), fill=colour)
        pen.ellipse((cx - 8, cy - 6, cx + 8, cy + 6), fill=ground)


MOTIFS: list[Tile] = [kawung, parang, ceplok, clouds]


def batik_cloth(rng: Random, size: tuple[int, int]) -> Image.Image:
    dyes, motif = rng.choice(DYES), rng.choice(MOTIFS)
    tile = Image.new("RGB", (TILE, TILE), dyes[0])
    motif(ImageDraw.Draw(tile), dyes)
    cloth = Image.new("RGB", size, dyes[0])
    for x in range(0, size[0], TILE):
        for y in range(0, size[1], TILE):
            cloth.paste(tile, (x, y))
    pen = ImageDraw.Draw(cloth)
    pen.rectangle((0, size[1] - 120, size[0], size[1]), fill=dyes[2])
    for x in range(0, size[0], 60):
        pen.polygon([(x, size[1] - 120), (x + 60, size[1] - 120), (x + 30, size[1] - 46)], fill=dyes[1])
        pen.ellipse((x + 20, size[1] - 36, x + 40, size[1] - 16), fill=lit(dyes[1], 0.9))
    return cloth


def ikat_cloth(rng: Random, size: tuple[int, int]) -> Image.Image:
    """Bands with stepped diamonds, their edges a little blurred as the dyed threads leave them."""
    dyes = rng.choice(DYES)
    accent = rng.choice([rgb("b5472f"), rgb("d19a3f"), rgb("3f6b6a"), rgb("7d3550")])
    cloth = Image.new("RGB", size, dyes[0])
    pen, y = ImageDraw.Draw(cloth), 0
    while y < size[1]:
        high, kind = rng.choice([(26, 0), (120, 1), (40, 0), (150, 2), (16, 0)])
        band = rng.choice([dyes[0], lit(dyes[0], 0.82), accent, dyes[2]])
        pen.rectangle((0, y, size[0], y + high), fill=band)
        figure = dyes[1] if band != dyes[1] else dyes[2]
        if kind:
            _diamonds(pen, y, high, size[0], figure, accent if band != accent else dyes[0], kind)
        pen.line([(0, y), (size[0], y)], fill=lit(figure, 0.9), width=5)
        y += high
    return cloth


def _diamonds(pen: ImageDraw.ImageDraw, y: int, high: int, wide: int, figure: RGB, heart: RGB, kind: int) -> None:
    step = high / 10
    for cx in range(0, wide + high, round(high * (0.9 if kind == 1 else 1.15))):
        for row in range(10):
            half = step * (row + 1 if row < 5 else 10 - row) * 0.8
            top = y + row * step
            pen.rectangle((cx - half, top, cx + half, top + step), fill=figure)
            if half > step * 2.4:
                pen.rectangle((cx - half + step * 2, top, cx + half - step * 2, top + step), fill=heart)


def _turned(points: list[tuple[float, float]], turn: float, x: float, y: float) -> list[tuple[float, float]]:
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in points]


def folded(cloth: Image.Image, folds: int, depth: float) -> Image.Image:
    """The cloth hanging in folds: narrower where it turns away, the pattern with it."""
    wide, high = cloth.size
    columns = folds * 6
    edges = [wide * i / columns for i in range(columns + 1)]
    bent = [edge + depth * wide / folds / 6.3 * math.sin(2 * math.pi * folds * edge / wide) for edge in edges]
    mesh = [
        (
            (round(edges[i]), 0, round(edges[i + 1]), high),
            (bent[i], 0, bent[i], high, bent[i + 1], high, bent[i + 1], 0),
        )
        for i in range(columns)
    ]
    return cloth.transform(cloth.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def fold_tones(folds: int, dark: float) -> list[float]:
    """Light and shade of that many folds, from left to right."""
    return [
        1 - dark * (0.5 - 0.5 * math.cos(2 * math.pi * folds * (i / (folds * 8)) + 0.8)) for i in range(folds * 8 + 1)
    ]

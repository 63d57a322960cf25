"""Food and care in their packs: pouch, jar, bottle, bar, soap; and the box that a thing is sent in."""

import math
from random import Random

from exportready.demo.art.canvas import Canvas, Points, curve, ellipse, rounded
from exportready.demo.art.colours import INK, RGB, WHITE, clear, lit, mix, rgb
from exportready.demo.art.labels import Look, emblem, flat_label
from exportready.demo.art.revolved import ROUND, Revolved

FOIL = [0.7, 0.9, 1.0, 0.94, 1.0, 1.0, 0.93, 0.97, 0.82, 0.66]
KRAFT = rgb("c9a06c")


def _pouch(canvas: Canvas, colour: RGB, look: Look, word: str, small: str) -> None:
    """A stand-up pouch: welded top, belly, gusset at the foot."""
    side = curve([(1010, 330), (1016, 520), (1030, 760), (1022, 925)], 8)
    foot = curve([(1022, 925), (920, 948), (800, 955), (680, 948), (578, 925)], 8)
    other = curve([(578, 925), (570, 760), (584, 520), (590, 330)], 8)
    outline = [*side, *foot, *other]
    canvas.shape(outline, colour)
    canvas.shade(outline, FOIL)
    canvas.shade(outline, [1, 1, 0.97, 1, 0.95, 0.82], across=False)
    for y in (352, 366, 380):
        canvas.stroke([(592, y), (1008, y)], clear(lit(colour, 0.6), 0.5), 4, mark=False, ends=False)
    canvas.stroke([(592, 420), (1008, 420)], clear(lit(colour, 1.4), 0.7), 7, mark=False, ends=False)
    canvas.shape([(590, 330), (602, 330), (596, 346)], lit(colour, 0.5), mark=False)
    for crease in ([(612, 452), (640, 520), (632, 640)], [(988, 452), (964, 500), (972, 600)]):
        canvas.stroke(curve(crease, 8), clear(lit(colour, 1.5), 0.35), 6, mark=False, ends=False)
    canvas.stroke(
        curve([(590, 900), (700, 872), (800, 866), (900, 872), (1010, 900)], 8),
        clear(lit(colour, 0.5), 0.35),
        5,
        mark=False,
        ends=False,
    )
    flat_label(canvas, (655, 470, 945, 820), look, word, small)


def _beans(canvas: Canvas, rng: Random, colour: RGB, count: int, size: float, *, split: bool = True) -> None:
    """A loose heap at the foot of a pack."""
    places = [(rng.uniform(505, 760), rng.uniform(915, 985)) for _ in range(count)]
    for x, y in sorted(places, key=lambda place: place[1]):
        angle, tone = rng.uniform(0, 180), lit(colour, rng.uniform(0.8, 1.2))
        with canvas.placed(x, y, 1, angle):
            canvas.shape(ellipse(0, 0, size, size * 0.68, steps=18), lit(tone, 0.62))
            canvas.shape(ellipse(-size * 0.06, -size * 0.06, size * 0.9, size * 0.58, steps=18), tone, mark=False)
            if split:
                canvas.stroke(
                    curve([(-size * 0.7, 0), (0, size * 0.12), (size * 0.7, -size * 0.04)], 5),
                    lit(tone, 0.45),
                    size * 0.14,
                    mark=False,
                    ends=False,
                )


def coffee(canvas: Canvas, rng: Random, look: Look) -> None:
    colour = rng.choice([KRAFT, rgb("3b2a22"), rgb("31443a"), rgb("7c3b2a"), rgb("d9cdb8")])
    _pouch(canvas, colour, look, "KOPI", rng.choice(["ARABIKA 250 g", "ROBUSTA 250 g", "GIANYAR 200 g", "GAYO 250 g"]))
    canvas.shape(ellipse(800, 436, 15, 15), lit(colour, 0.6), mark=False)
    canvas.shape(ellipse(797, 433, 10, 10), lit(colour, 1.2), mark=False)
    _beans(canvas, rng, rgb("5b3623"), 46, 19)


def snack(canvas: Canvas, rng: Random, look: Look) -> None:
    colour = rng.choice([rgb("d8a13a"), rgb("b9472f"), rgb("6b8a4e"), rgb("e2cfa6"), rgb("4b6a86")])
    _pouch(canvas, colour, look, "KERIPIK", rng.choice(["SINGKONG 150 g", "PISANG 120 g", "TEMPE 100 g"]))
    for x, y in sorted(((rng.uniform(500, 740), rng.uniform(925, 985)) for _ in range(13)), key=lambda place: place[1]):
        with canvas.placed(x, y, 1, rng.uniform(-40, 40)):
            tone = lit(rgb("e9bd62"), rng.uniform(0.88, 1.12))
            canvas.shape(ellipse(0, 5, 44, 19), lit(tone, 0.66))
            canvas.shape(ellipse(0, 0, 44, 18), tone)
            canvas.shape(ellipse(-5, -2, 29, 10), lit(tone, 1.2), mark=False)


def sugar(canvas: Canvas, rng: Random, look: Look) -> None:
    colour = rng.choice([KRAFT, rgb("e6d9bd"), rgb("8a5a34"), rgb("55694d")])
    _pouch(canvas, colour, look, "GULA", rng.choice(["AREN 500 g", "KELAPA 500 g", "SEMUT 250 g"]))
    for x, y, size in ((560, 952, 60), (668, 968, 52), (606, 906, 50)):
        block = Revolved(x, [(y - size * 0.8, size * 0.86), (y - size * 0.4, size), (y, size * 0.92)], 0.3)
        tone = lit(rgb("9c5f2c"), rng.uniform(0.9, 1.1))
        block.body(canvas, tone)
        canvas.shape(block.ring(0), lit(tone, 1.22))


def _glass(canvas: Canvas, body: Revolved, contents: RGB, level: float, rng: Random, grains: int) -> None:
    """A glass body with something in it, up to `level` (part from the top)."""
    canvas.shape(body.band(0, 1), (214, 222, 216))
    inner = body.band(level, 0.985, -1.5, 1.5)
    canvas.shape(inner, contents, mark=False)
    for _ in range(grains):
        angle, part = rng.uniform(-1.4, 1.4), rng.uniform(level + 0.02, 0.96)
        x, y = body.point(angle, part)
        canvas.shape(ellipse(x, y, 8, 6, steps=8), lit(contents, rng.choice([0.72, 0.85, 1.15, 1.3])), mark=False)
    canvas.shape(body.ring(level, -8), lit(contents, 1.15), mark=False)
    canvas.shade(body.band(0, 1), ROUND, strength=0.75)


def spice_jar(canvas: Canvas, rng: Random, look: Look) -> None:
    word, contents = rng.choice(
        [("LADA", rgb("3f342c")), ("KUNYIT", rgb("d98b1f")), ("PALA", rgb("8a5a38")), ("CENGKIH", rgb("54301f")),
         ("JAHE", rgb("d9b779")), ("CABAI", rgb("b3301f")), ("KAYU MANIS", rgb("9a5527"))]
    )  # fmt: skip
    body = Revolved(800, [(470, 150), (500, 190), (540, 205), (900, 205), (935, 190)], 0.16)
    _glass(canvas, body, contents, 0.2, rng, 320)
    _curved_label(canvas, body, (0.36, 0.84), look, word, "REMPAH 80 g")
    body.gloss(canvas, 0.55, -1.12, 0.09)
    _lid(canvas, rng.choice([rgb("c79a62"), rgb("35302c"), rgb("c9a24a"), rgb("ece4d6")]), (392, 480), 158)
    _beans(canvas, rng, contents, 26, 15, split=False)


def _lid(canvas: Canvas, colour: RGB, heights: tuple[float, float], radius: float) -> None:
    lid = Revolved(800, [(heights[0], radius), (heights[1], radius)], 0.16, smooth=False)
    lid.body(canvas, colour)
    canvas.shape(lid.ring(0), lit(colour, 1.15))
    canvas.stroke(lid.arc(0.15), clear(lit(colour, 1.5), 0.6), 4, mark=False, ends=False)
    canvas.stroke(lid.arc(0.86), clear(lit(colour, 0.5), 0.5), 6, mark=False, ends=False)


def _curved_label(
    canvas: Canvas, body: Revolved, parts: tuple[float, float], look: Look, word: str, small: str
) -> None:
    """A label that follows the round of the body."""
    top, bottom = parts
    (y0, r), (y1, _) = body.at(top), body.at(bottom)
    sag = r * body.tilt
    wide = r * math.sin(1.0)
    room = wide * 1.5
    size = min((y1 - y0) * 0.24, wide * 0.7)
    middle = y0 + (y1 - y0) * 0.5 + sag
    if not look.designed:
        patch = body.band(top + 0.06, bottom - 0.08, -0.86, 0.82)
        canvas.shape(patch, (250, 250, 246), mark=False)
        canvas.shade(patch, [0.8, 0.96, 1, 1, 0.96, 0.84])
        canvas.write(word, body.x - 4, middle, size * 0.8, (76, 70, 66), "SemiBold", room * 0.84)
        canvas.write(small, body.x, middle + size * 0.9, size * 0.4, (120, 114, 110), "Regular", room * 0.8)
        return
    patch = body.band(top, bottom, -1.1, 1.1)
    canvas.shape(patch, WHITE, mark=False)
    for from_, to in ((top, top + 0.26 * (bottom - top)), (bottom - 0.06 * (bottom - top), bottom)):
        canvas.shape(body.band(from_, to, -1.1, 1.1), look.accent, mark=False)
    canvas.shade(patch, [0.78, 0.94, 1, 1, 0.97, 0.9, 0.78])
    emblem(canvas, body.x, y0 + sag + (y1 - y0) * 0.13, (y1 - y0) * 0.085, WHITE)
    canvas.write(word, body.x, middle, size, INK, "ExtraBold", room)
    canvas.write(small, body.x, middle + size * 0.88, size * 0.4, mix(INK, WHITE, 0.3), "SemiBold", room)
    canvas.write("INDONESIA", body.x, middle + size * 1.42, size * 0.28, mix(INK, WHITE, 0.45), "SemiBold")


def bottle(canvas: Canvas, rng: Random, look: Look) -> None:
    """Honey, coconut oil or an essential oil in its bottle."""
    word, small, contents = rng.choice(
        [("MADU", "HUTAN 350 ml", rgb("c9791c")), ("VCO", "MINYAK KELAPA", rgb("efe7cf")),
         ("NILAM", "MINYAK ATSIRI", rgb("8a5a24")), ("SEREH", "MINYAK ATSIRI", rgb("b9a04a"))]
    )  # fmt: skip
    body = Revolved(800, [(330, 62), (400, 66), (450, 110), (520, 158), (600, 168), (900, 168), (936, 152)], 0.16)
    _glass(canvas, body, contents, 0.26, rng, 0)
    canvas.shade(body.band(0.28, 0.98), [1.0, 0.94, 0.9, 0.84], across=False)
    _curved_label(canvas, body, (0.5, 0.88), look, word, small)
    body.gloss(canvas, 0.6, -1.1, 0.09)
    _lid(canvas, rng.choice([rgb("3a2f28"), rgb("c79a62"), rgb("c9a24a")]), (250, 344), 72)
    for x, tone in ((560, 0.9), (625, 1.1)):
        leaf = curve([(x, 985), (x - 70, 950), (x - 60, 905), (x + 6, 940)], 8, closed=True)
        canvas.shape(leaf, lit(rgb("66804f"), tone))
        canvas.stroke([(x, 983), (x - 52, 924)], clear(lit(rgb("66804f"), 1.5), 0.7), 3, mark=False)


def _piece_of_chocolate(canvas: Canvas, left: int, top: int, brown: RGB) -> None:
    canvas.shape([(left, top), (left + 120, top), (left + 120, top + 120), (left, top + 120)], brown)
    canvas.shape(
        [(left, top), (left + 120, top), (left + 102, top + 18), (left + 18, top + 18)],
        lit(brown, 1.3),
        mark=False,
    )
    canvas.shape(
        [(left, top), (left + 18, top + 18), (left + 18, top + 102), (left, top + 120)],
        lit(brown, 1.14),
        mark=False,
    )
    canvas.shape(
        [(left, top + 120), (left + 18, top + 102), (left + 102, top + 102), (left + 120, top + 120)],
        lit(brown, 0.62),
        mark=False,
    )
    canvas.shape(
        [(left + 120, top), (left + 102, top + 18), (left + 102, top + 102), (left + 120, top + 120)],
        lit(brown, 0.76),
        mark=False,
    )


def chocolate(canvas: Canvas, rng: Random, look: Look) -> None:
    """A bar out of its wrapper, lying on the table seen from above."""
    wrap = rng.choice([rgb("2f4a3e"), rgb("7a2f27"), rgb("1f3a52"), rgb("c9973a"), rgb("4a2f3f")])
    brown = rng.choice([rgb("5a3422"), rgb("432518"), rgb("7a4a2c")])
    with canvas.placed(800, 600, 1.12, rng.uniform(-14, -6), (800, 600)):
        for row in range(3):
            for column in range(4):
                left, top = 560 + column * 122, 330 + row * 122
                if row == 0 and column == 3:
                    continue
                _piece_of_chocolate(canvas, left, top, brown)
        teeth: Points = [(536 + i * 22, 590 + (i % 2) * 22) for i in range(25)]
        foil = [*teeth, (1072, 640), (528, 640)]
        canvas.shape(foil, (206, 204, 198))
        canvas.shade(foil, [0.8, 1, 0.86, 1, 0.9, 1, 0.8])
        sleeve = [(528, 630), (1072, 630), (1072, 1000), (528, 1000)]
        canvas.shape(sleeve, wrap)
        canvas.shade(sleeve, [0.86, 1, 1, 0.97, 0.86])
        for i in range(7):
            emblem(canvas, 568 + i * 77, 668, 17, lit(wrap, 1.35))
            emblem(canvas, 568 + i * 77, 962, 17, lit(wrap, 1.35))
        flat_label(canvas, (650, 712, 950, 922), look, "COKELAT", f"KAKAO {rng.choice([55, 65, 70, 75])} %")


def soap(canvas: Canvas, rng: Random, look: Look) -> None:
    tones = rng.sample(
        [rgb("e7d3b0"), rgb("a9b98c"), rgb("d9a59a"), rgb("8f6a4c"), rgb("e9c77e"), rgb("b8c4c6"), rgb("6c6a68")], 3
    )
    for index, (x, y, tone) in enumerate(zip((690, 930, 800), (910, 930, 788), tones, strict=True)):
        with canvas.placed(x, y, 1.16, 0):
            top = rounded(-150, -96, 150, -20, 30)
            canvas.shape(rounded(-150, -92, 150, 52, 30), lit(tone, 0.8))
            canvas.shade(rounded(-150, -92, 150, 52, 30), [0.84, 1, 1, 0.96, 0.8])
            canvas.shape(top, lit(tone, 1.08))
            for _ in range(4):
                start = rng.uniform(-120, 30)
                vein = curve([(start, -70 + rng.uniform(-12, 12)), (start + 50, -52), (start + 100, -66)], 6)
                canvas.stroke(vein, clear(lit(tone, 1.5), 0.55), 5, mark=False, ends=False)
            if index < 2 or look.designed:
                _band(canvas, look)
    for x in (520, 556, 600, 1090, 1130):
        petal = curve([(x, 980), (x - 26, 962), (x - 8, 944), (x + 14, 962)], 6, closed=True)
        canvas.shape(petal, lit(rgb("d8b6c0"), rng.uniform(0.9, 1.1)))


def _band(canvas: Canvas, look: Look) -> None:
    """The paper round a piece of soap."""
    colour = WHITE if look.designed else (238, 234, 226)
    canvas.shape([(-70, -96), (70, -96), (70, -20), (-70, -20)], lit(colour, 1.0), mark=False)
    canvas.shape([(-70, -20), (70, -20), (70, 52), (-70, 52)], lit(colour, 0.9), mark=False)
    if look.designed:
        canvas.shape([(-70, 36), (70, 36), (70, 52), (-70, 52)], look.accent, mark=False)
        emblem(canvas, 0, -58, 22, look.accent)
    canvas.write("SABUN", 0, 10, 30, INK, "ExtraBold" if look.designed else "Regular")


def box(canvas: Canvas, look: Look, rng: Random, word: str) -> None:
    """The thing's packaging: a clear bag with a stapled card, or a printed box with a paper band."""
    if not look.designed:
        bag = [
            *curve([(560, 470), (548, 700), (566, 940)], 8),
            *curve([(566, 940), (800, 956), (1034, 940)], 8),
            *curve([(1034, 940), (1052, 700), (1040, 470)], 8),
        ]
        canvas.shape(bag, (222, 224, 220))
        canvas.shade(bag, [0.86, 0.98, 0.92, 1, 0.95, 1, 0.88])
        for _ in range(7):
            x, y = rng.uniform(590, 980), rng.uniform(540, 860)
            canvas.stroke(
                curve([(x, y), (x + 30, y + 40), (x + 20, y + 110)], 6), (255, 255, 255, 120), 7, mark=False, ends=False
            )
        card = [(552, 400), (1048, 400), (1048, 500), (552, 500)]
        canvas.shape(card, (236, 231, 220))
        canvas.write(word, 800, 450, 44, (90, 82, 76), "SemiBold")
        for x in (640, 960):
            canvas.stroke([(x - 16, 488), (x + 16, 488)], (130, 130, 130), 5, mark=False)
        return
    lid, front = lit(KRAFT, 1.16), KRAFT
    canvas.shape([(500, 560), (1100, 560), (1010, 470), (590, 470)], lid)
    canvas.shape([(500, 560), (1100, 560), (1100, 950), (500, 950)], front)
    canvas.shade([(500, 560), (1100, 560), (1100, 950), (500, 950)], [1, 1, 0.97, 0.88])
    canvas.shape([(500, 560), (1100, 560), (1100, 574), (500, 574)], clear(lit(KRAFT, 0.6), 0.4), mark=False)
    canvas.shape([(690, 470), (910, 470), (920, 560), (680, 560)], lit(look.accent, 1.12), mark=False)
    canvas.shape([(680, 560), (920, 560), (920, 950), (680, 950)], look.accent, mark=False)
    canvas.shade([(680, 560), (920, 560), (920, 950), (680, 950)], [1, 1, 0.95], across=False)
    flat_label(canvas, (640, 640, 960, 872), look, word, "BUATAN TANGAN")
    for dx in (-1, 1):
        loop = curve([(800, 512), (800 + dx * 70, 470), (800 + dx * 96, 510), (800, 518)], 8, closed=True)
        canvas.stroke(loop, rgb("b98a4c"), 8)
    canvas.shape(ellipse(800, 514, 15, 12), rgb("a5773c"))

"""Product pictures of the demonstration, drawn by this program; no photograph of anybody's goods.

`draw_product("basket", 7)` gives a JPEG of 1600 × 1200; the same arguments give the same bytes.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from exportready.demo.art import cloth, craft, furniture, home, packs, wear, woven
from exportready.demo.art.canvas import Canvas, Point
from exportready.demo.art.labels import Look
from exportready.demo.art.scene import background, finish, mood_of

FLOOR = 985.0
MIDDLE: Point = (800, 600)
Draw = Callable[[Canvas, Random, Look], None]


@dataclass(frozen=True)
class Kind:
    """How a thing is drawn and shown: `foot` is where it stands in its own drawing, `focus` what a close look shows."""

    draw: Draw
    word: str
    ground: str = "stand"
    scale: float = 1.22
    focus: Point = (760, 700)
    foot: float = 935


KINDS: dict[str, Kind] = {
    "basket": Kind(woven.basket, "KERANJANG"),
    "tray": Kind(woven.tray, "TAMPAH", focus=(880, 520)),
    "mat": Kind(woven.mat, "TIKAR", scale=1.0, focus=(700, 780), foot=1000),
    "woven_bag": Kind(woven.woven_bag, "TAS ANYAMAN", scale=1.12, focus=(690, 640)),
    "hat": Kind(woven.hat, "TOPI", focus=(860, 730)),
    "coffee": Kind(packs.coffee, "KOPI", scale=1.15, focus=(740, 800)),
    "snack": Kind(packs.snack, "KERIPIK", scale=1.15, focus=(720, 800)),
    "sugar": Kind(packs.sugar, "GULA", scale=1.15, focus=(720, 800)),
    "spice_jar": Kind(packs.spice_jar, "REMPAH", focus=(800, 740)),
    "bottle": Kind(packs.bottle, "BOTOL", scale=1.12, focus=(800, 740)),
    "chocolate": Kind(packs.chocolate, "COKELAT", ground="flat", focus=(820, 500)),
    "soap": Kind(packs.soap, "SABUN", scale=1.3, focus=(800, 820)),
    "ceramic_bowl": Kind(home.ceramic_bowl, "KERAMIK", focus=(700, 760)),
    "vase": Kind(home.vase, "VAS", scale=1.0, focus=(790, 640)),
    "mug": Kind(home.mug, "CANGKIR", focus=(700, 740)),
    "coconut_bowl": Kind(home.coconut_bowl, "BATOK", focus=(740, 740)),
    "candle": Kind(home.candle, "LILIN", focus=(800, 700)),
    "wooden_spoon": Kind(home.wooden_spoon, "PERALATAN KAYU", ground="flat", scale=1.1, focus=(640, 480)),
    "batik": Kind(cloth.batik, "BATIK", ground="hang", scale=1.08, focus=(820, 720)),
    "scarf": Kind(cloth.scarf, "TENUN", ground="hang", scale=1.08, focus=(760, 740)),
    "shirt": Kind(cloth.shirt, "KEMEJA", ground="hang", scale=1.12, focus=(790, 480)),
    "leather_bag": Kind(wear.leather_bag, "TAS KULIT", focus=(760, 690)),
    "shoes": Kind(wear.shoes, "SEPATU", scale=1.15, focus=(740, 810)),
    "necklace": Kind(wear.necklace, "KALUNG", ground="flat", scale=1.0, focus=(800, 760)),
    "chair": Kind(furniture.chair, "KURSI", scale=1.06, focus=(700, 620)),
    "table": Kind(furniture.table, "MEJA", scale=1.1, focus=(860, 520)),
    "lamp": Kind(furniture.lamp, "LAMPU", ground="hang", focus=(720, 640)),
    "toy": Kind(craft.toy, "MAINAN", scale=1.05, focus=(900, 560)),
    "drum": Kind(craft.drum, "JIMBE", focus=(780, 560)),
    "angklung": Kind(craft.angklung, "ANGKLUNG", scale=1.15, focus=(720, 560)),
    "charcoal": Kind(craft.charcoal, "BRIKET", scale=1.18, focus=(800, 720)),
}
VIEWS = ("main", "detail", "packaging", "set")


def draw_product(kind: str, seed: int, *, view: str = "main", revision: int = 1) -> bytes:
    """A JPEG, 1600 × 1200, of one of KINDS in one of VIEWS; KeyError or ValueError for others.

    The seed decides shape, colours and room, the same for every view. Revision 2 is the maker's better one: a designed
    label or tag, proper packaging, warmer light.
    """
    thing = KINDS[kind]
    if view not in VIEWS:
        raise ValueError(f"view must be one of {', '.join(VIEWS)}, not {view!r}")
    ground = "stand" if view == "packaging" else thing.ground
    scene = _chance(kind, seed, view, revision)
    mood = mood_of(_chance("room", kind, seed), scene, ground=ground, dressed=revision >= 2)
    look = Look(revision, mood.accent)
    canvas = Canvas(mood.table)
    {"main": _main, "detail": _detail, "packaging": _packaging, "set": _set}[view](
        canvas, thing, look, f"{kind}/{seed}"
    )
    picture = finish(canvas, background(mood, scene), mood, FLOOR, scene)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=86)
    return file.getvalue()


def _chance(*parts: object) -> Random:
    """Chance that falls the same way for the same parts."""
    return Random("/".join(str(part) for part in parts))  # noqa: S311  # pictures, not secrets


def _place(canvas: Canvas, thing: Kind, look: Look, seed: str, x: float, scale: float) -> None:
    """The thing on the floor, or around the middle where it hangs or lies."""
    about = (800, thing.foot) if thing.ground == "stand" else MIDDLE
    with canvas.placed(x, FLOOR if thing.ground == "stand" else 600, scale, 0, about):
        thing.draw(canvas, _chance(seed), look)


def _main(canvas: Canvas, thing: Kind, look: Look, seed: str) -> None:
    _place(canvas, thing, look, seed, 800, thing.scale)


def _detail(canvas: Canvas, thing: Kind, look: Look, seed: str) -> None:
    with canvas.placed(800, 600, thing.scale * 1.9, 0, thing.focus):
        thing.draw(canvas, _chance(seed), look)


def _packaging(canvas: Canvas, thing: Kind, look: Look, seed: str) -> None:
    """Its packaging, and beside it the thing itself where it can stand."""
    beside = thing.ground == "stand"
    with canvas.placed(520 if beside else 800, FLOOR, 1.16 if beside else 1.3, 0, (800, 950)):
        packs.box(canvas, look, _chance(seed), thing.word)
    if beside:
        _place(canvas, thing, look, seed, 1150, thing.scale * 0.72)


def _set(canvas: Canvas, thing: Kind, look: Look, seed: str) -> None:
    """Several of a range, the nearest largest."""
    if thing.ground == "stand":
        places = [("a", 400, 0.66), ("b", 1190, 0.7), ("", 790, 0.84)]
    else:
        places = [("a", 430, 0.74), ("", 1170, 0.74)]
    for other, x, scale in places:
        _place(canvas, thing, look, f"{seed}{other and '/' + other}", x, thing.scale * scale)

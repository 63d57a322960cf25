"""Where the product stands: wall, table and light, its shadow, and the finish of the picture."""

from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from exportready.demo.art.canvas import FINE, HEIGHT, WIDTH, Canvas, Points, curve, ellipse, font, rounded
from exportready.demo.art.colours import RGB, clear, lit, mix, rgb

HORIZON = 770
SHADOW: RGB = (66, 48, 36)
# wall, table, accent
ROOMS = [
    ("f3e7d3", "e3cfae", "d9a05b"),
    ("efdcc9", "d8b99b", "b5603c"),
    ("e2e4d2", "cdbf9f", "6f8460"),
    ("dfe5e4", "d5c3a5", "5f8291"),
    ("f5ecd9", "dcc69f", "c1912f"),
    ("ead9d0", "cdb198", "9a5a48"),
    ("f1e3c4", "d9b98a", "a8742c"),
    ("e7e0d6", "c9b59a", "7b6a58"),
]


@dataclass(frozen=True)
class Mood:
    """The room of one picture. `dressed` is the second revision's: warmer light, a backdrop, cast leaves."""

    wall: RGB
    table: RGB
    accent: RGB
    backdrop: str
    ground: str  # stand, flat (seen from above) or hang
    dressed: bool

    @property
    def flat(self) -> bool:
        return self.ground == "flat"


def mood_of(rng: Random, room: Random, *, ground: str, dressed: bool) -> Mood:
    """The room that goes with a product (`rng`), and what of this view is in it (`room`)."""
    wall, table, accent = (rgb(code) for code in rng.choice(ROOMS))
    backdrop = room.choice(["arch", "sun", "leaves", "plinth"] if dressed else ["plain", "band", "window"])
    if not dressed:
        wall, table = mix(wall, (214, 208, 200), 0.35), mix(table, (190, 178, 164), 0.3)
    return Mood(wall, table, accent, backdrop, ground, dressed)


def background(mood: Mood, rng: Random) -> Image.Image:
    """The empty room, at the size of the picture."""
    image = Image.new("RGB", (WIDTH, HEIGHT), mood.table if mood.flat else mood.wall)
    pen = ImageDraw.Draw(image, "RGBA")
    if not mood.flat:
        _backdrop(pen, mood)
        pen.rectangle((0, HORIZON, WIDTH, HEIGHT), fill=mood.table)
        pen.rectangle((0, HORIZON, WIDTH, HORIZON + 5), fill=clear(lit(mood.table, 1.25), 0.8))
        pen.rectangle((0, HORIZON - 3, WIDTH, HORIZON), fill=clear(SHADOW, 0.08))
    elif mood.dressed:
        pen.polygon([(0, 0), (WIDTH, 0), (WIDTH, 190), (0, 330)], fill=clear(mood.accent, 0.28))
    _light(image, mood)
    if mood.backdrop in ("leaves", "window"):
        _cast(image, _leaf_shadow(rng) if mood.backdrop == "leaves" else _window_light(rng), mood.backdrop == "window")
    return image


def _backdrop(pen: ImageDraw.ImageDraw, mood: Mood) -> None:
    warm = clear(mood.accent, 0.42)
    if mood.backdrop == "arch":
        pen.polygon(_arch(800, 90, 380), fill=warm)
        pen.polygon(_arch(800, 150, 320), fill=clear(lit(mood.accent, 1.25), 0.35))
    elif mood.backdrop == "sun":
        pen.ellipse((450, 90, 1150, 790), fill=warm)
    elif mood.backdrop == "plinth":
        pen.rectangle((980, 0, WIDTH, HORIZON), fill=clear(mood.accent, 0.3))
        pen.ellipse((140, 120, 520, 500), fill=clear(lit(mood.accent, 1.3), 0.5))
    elif mood.backdrop == "band":
        pen.rectangle((0, 0, WIDTH, 120), fill=clear(lit(mood.wall, 0.9), 0.5))


def _arch(x: float, top: float, half: float) -> Points:
    return [*ellipse(x, top + half, half, half, 180, 360), (x + half, HORIZON), (x - half, HORIZON)]


def _light(image: Image.Image, mood: Mood) -> None:
    """Brighter around the upper left of the middle, falling off to the corners."""
    glow = Image.radial_gradient("L").resize((2300, 1900), Image.Resampling.BILINEAR)
    glow = glow.crop((420, 500, 420 + WIDTH, 500 + HEIGHT))
    low = 0.8 if mood.dressed else 0.86
    tone = glow.point([round(255 * (1 - (1 - low) * (level / 255) ** 1.6)) for level in range(256)])
    image.paste(ImageChops.multiply(image, Image.merge("RGB", (tone, tone, tone.point(lambda level: level * 0.985)))))


def _leaf_shadow(rng: Random) -> Image.Image:
    """A palm frond out of the picture that the sun throws on the wall; quarter size, white where dark."""
    small = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
    pen = ImageDraw.Draw(small)
    root_x, lean = rng.choice([(-10, 1.0), (410, -1.0)])
    for stem in range(2):
        for leaf in range(9):
            x, y = root_x + lean * (30 + leaf * 22), 20 + stem * 90 + leaf * (6 + stem * 5)
            for side in (-1, 1):
                tip = (x + lean * 46, y + side * (52 - leaf * 3))
                middle = (x + lean * 34, y + side * 18)
                pen.polygon(curve([(x, y), middle, tip, (x + lean * 12, y + side * 26)], 6, closed=True), fill=150)
    return small.filter(ImageFilter.GaussianBlur(3.5))


def _window_light(rng: Random) -> Image.Image:
    """The slanted panes that a window lays on the wall; quarter size."""
    small = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
    pen, shift = ImageDraw.Draw(small), rng.randint(-30, 60)
    for column in range(2):
        for row in range(2):
            x, y = 40 + shift + column * 74, 10 + row * 92
            pen.polygon([(x, y), (x + 64, y + 16), (x + 64, y + 98), (x, y + 82)], fill=120)
    return small.filter(ImageFilter.GaussianBlur(3))


def _cast(image: Image.Image, small: Image.Image, light: bool) -> None:
    mask = small.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR).point(lambda level: level * 0.32)
    image.paste((255, 248, 228) if light else SHADOW, (0, 0), mask)


def finish(canvas: Canvas, ground: Image.Image, mood: Mood, base: float, rng: Random) -> Image.Image:
    """The drawn thing set on its ground with the shadow that its outline throws, a little grain, and the mark."""
    _shadow(ground, canvas.stencil.reduce(8), mood.ground, base)
    ground.paste(canvas.image.reduce(FINE), (0, 0), canvas.stencil.reduce(FINE))
    grain = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), rng.randbytes(WIDTH * HEIGHT // 4))
    grain = grain.point([122 + level // 22 for level in range(256)]).resize((WIDTH, HEIGHT))
    picture = ImageChops.add(ground, Image.merge("RGB", (grain, grain, grain)), 1, -128)
    if not mood.dressed:
        picture = Image.blend(picture, picture.convert("L").convert("RGB"), 0.12)
    _mark(picture)
    return picture


def _shadow(ground: Image.Image, outline: Image.Image, stance: str, base: float) -> None:
    small = outline.resize((WIDTH // 4, HEIGHT // 4), Image.Resampling.BILINEAR)
    foot = base / 4
    passes: list[tuple[tuple[float, ...], float, float]]  # where it falls (affine), how soft, how dark
    if stance == "flat":
        passes = [((1, 0, -4, 0, 1, -5), 3.0, 0.34), ((1, 0, -9, 0, 1, -12), 9.0, 0.26)]
    elif stance == "hang":
        passes = [((1, 0, -7, 0, 1, -6), 5.0, 0.2), ((1, 0, -22, 0, 1, -18), 14.0, 0.2)]
    else:  # laid on the table: sheared to the right and pressed flat around the line it stands on
        passes = [
            ((1, 3.4, -3.4 * foot, 0, 7.0, -6.0 * foot), 5.0, 0.30),
            ((1, 0.0, 0, 0, 16.0, -15.0 * foot), 2.2, 0.42),
        ]
    for matrix, soft, dark in passes:
        thrown = small.transform(small.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
        mask = thrown.filter(ImageFilter.GaussianBlur(soft)).resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
        ground.paste(SHADOW, (0, 0), mask.point([round(level * dark) for level in range(256)]))


def _mark(picture: Image.Image) -> None:
    pen, letters = ImageDraw.Draw(picture, "RGBA"), font(25, "SemiBold")
    text = "contoh / demo"
    wide = pen.textlength(text, font=letters)
    pen.polygon(rounded(WIDTH - wide - 74, HEIGHT - 76, WIDTH - 30, HEIGHT - 30, 23), fill=(255, 252, 245, 168))
    pen.text((WIDTH - 52 - wide / 2, HEIGHT - 53), text, font=letters, fill=(60, 48, 40, 235), anchor="mm")

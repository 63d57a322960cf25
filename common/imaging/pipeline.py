"""From a photo file to its derivatives, with Pillow alone. Runs in a child process that may be killed at any time."""

import io
import math
import os
import warnings
from typing import IO

from PIL import AvifImagePlugin, Image, ImageFile, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin

from common.imaging import quality
from common.imaging.answers import Made, Prepared
from common.imaging.colour import to_srgb
from common.imaging.limits import COEFFICIENT_BYTES, PIXELS, SIZES, PhotoRefusedError, Refusal

PLUGINS = (AvifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)
Size = tuple[int, int]
PAPER = (255, 255, 255)
AVIF_QUALITY = {320: 50, 800: 55, 1600: 60}
"""Thumbnails are seen by the dozen on slow networks (10 KB each at most); the largest is zoomed into by experts."""
JPEG_QUALITY = 80
THREADS = min(2, os.cpu_count() or 1)

_ORIENTATION_TAG = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = {5, 6, 7, 8}
_REDUCING_GAP = 2
_ROUGH_EDGE = SIZES[-1] * 3 // 2
_LARGE_PIXELS = 10_000_000
_BAND_ROWS = 64


def prepare(file: IO[bytes], kind: str) -> Prepared:
    """All derivatives of the photo in `file`, which must be of `kind` ("JPEG", "PNG" or "WEBP").

    Raises PhotoRefusedError for anything wrong with the file; any other exception is a fault of ours.
    """
    try:
        image, shape = _open(file, kind)
        picture, shape = _upright(image, _largest(image), shape)
        image.close()
    except (PhotoRefusedError, MemoryError):
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PhotoRefusedError(Refusal.PIXELS) from None
    except Exception:  # noqa: BLE001 - Pillow's readers raise a dozen types, SyntaxError and struct.error among them
        raise PhotoRefusedError(Refusal.DAMAGED) from None
    return _encode_all(picture, shape)


def _open(file: IO[bytes], kind: str) -> tuple[ImageFile.ImageFile, Size]:
    """The photo, decoded, and its size; a JPEG comes at a half, quarter or eighth of it if that is large enough."""
    Image.MAX_IMAGE_PIXELS = PIXELS[kind]
    PngImagePlugin.MAX_TEXT_MEMORY = PngImagePlugin.MAX_TEXT_CHUNK
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    image = Image.open(file, formats=[kind])
    shape = image.size
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        # A second picture inside (MPO) is a depth or gain map of the first: the first is the photo.
        if image.info.get("progressive") and _coefficient_bytes(image) > COEFFICIENT_BYTES:
            raise PhotoRefusedError(Refusal.HEAVY)
        image.draft("RGB", _fitted(image.size, SIZES[-1]))
    elif getattr(image, "n_frames", 1) > 1:
        raise PhotoRefusedError(Refusal.ANIMATED)
    image.load()
    return image, shape


def _coefficient_bytes(image: JpegImagePlugin.JpegImageFile) -> int:
    sampling = [(across, down) for _, across, down, *_ in image.layer]
    widest, tallest = max(a for a, _ in sampling), max(d for _, d in sampling)
    samples = sum(a * d for a, d in sampling) / (widest * tallest)
    return int(2 * image.width * image.height * samples)


def _fitted(size: Size, edge: int) -> Size:
    scale = min(1.0, edge / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _largest(image: Image.Image) -> Image.Image:
    """The picture at the largest derivative's size, flattened on paper white, in sRGB, free of metadata.

    Works in bands: a whole second copy of 24 million pixels would take another 96 MB.
    """
    width, height = image.size
    factor = max(2 if width * height > _LARGE_PIXELS else 1, max(image.size) // _ROUGH_EDGE)
    canvas = Image.new("RGB", (math.ceil(width / factor), math.ceil(height / factor)))
    rows = _BAND_ROWS * factor
    for top in range(0, height, rows):
        band = _flatten(image.crop((0, top, width, min(top + rows, height))))
        canvas.paste(band.reduce(factor) if factor > 1 else band, (0, top // factor))
    if max(canvas.size) > SIZES[-1]:
        canvas = canvas.resize(_fitted(canvas.size, SIZES[-1]), Image.Resampling.LANCZOS, reducing_gap=_REDUCING_GAP)
    profile = image.info.get("icc_profile")
    return to_srgb(canvas, profile) if profile and image.mode != "CMYK" else canvas


def _flatten(band: Image.Image) -> Image.Image:
    if band.mode.startswith(("I", "F")):
        return band.point(lambda value: value / 256).convert("L").convert("RGB")
    if not band.has_transparency_data:
        return band.convert("RGB")
    clear = band.convert("RGBA")
    paper = Image.new("RGB", band.size, PAPER)
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _upright(image: Image.Image, picture: Image.Image, shape: Size) -> tuple[Image.Image, Size]:
    """The picture and the original's size, both turned as the photo's EXIF orientation says."""
    try:
        orientation = image.getexif().get(_ORIENTATION_TAG)
    except Exception:  # noqa: BLE001 - broken EXIF around a sound picture is common: leave it as it was stored
        orientation = None
    turn = _UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    if turn is None:
        return picture, shape
    return picture.transpose(turn), shape[::-1] if orientation in _ON_ITS_SIDE else shape


def _encode_all(picture: Image.Image, shape: Size) -> Prepared:
    made: list[Made] = []
    hints: list[str] = []
    colour = ""
    for size in reversed(SIZES):
        if max(picture.size) > size:
            picture = picture.resize(_fitted(shape, size), Image.Resampling.LANCZOS, reducing_gap=_REDUCING_GAP)
        if size == SIZES[1]:
            hints = quality.hints(picture, max(shape))
        if size == SIZES[0]:
            colour = quality.dominant_colour(picture)
        made += [_encode(picture, size, "avif"), _encode(picture, size, "jpeg")]
    return Prepared(made[::-1], colour, hints)


def _encode(picture: Image.Image, size: int, format_: str) -> Made:
    out = io.BytesIO()
    if format_ == "avif":
        picture.save(out, "AVIF", quality=AVIF_QUALITY[size], speed=8, max_threads=THREADS)
    else:
        picture.save(out, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
    return Made(size, format_, *picture.size, out.getvalue())

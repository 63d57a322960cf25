"""From a 12-megapixel phone photo to all derivatives: `common.imaging` beside Pillow as most people use it."""

import io
import multiprocessing
import os
import random
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from common.imaging.client import Helper
from common.imaging.helper import NICENESS
from common.imaging.limits import SIZES
from common.imaging.pipeline import AVIF_QUALITY, JPEG_QUALITY

DESCRIPTION = "12 MP JPEG to AVIF and JPEG at 320, 800 and 1600 px, beside naive Pillow; --size repeats (default 7)"
WIDTH, HEIGHT = 4000, 3000


def photo(width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """A JPEG as a phone held upright writes it: light that falls off, a woven ground, things, sensor noise, EXIF."""
    chance = random.Random(7)
    size = (width, height)
    light = Image.linear_gradient("L").resize(size)
    picture = Image.merge(
        "RGB", (light, Image.radial_gradient("L").resize(size), Image.linear_gradient("L").rotate(90).resize(size))
    )
    draw = ImageDraw.Draw(picture)
    for _ in range(400):
        left, top, reach = chance.randrange(width), chance.randrange(height), chance.randrange(20, width // 10)
        colour = tuple(chance.randrange(256) for _ in range(3))
        draw.ellipse((left, top, left + reach, top + 2 + reach * chance.random()), fill=colour)
    weave = Image.effect_noise((width // 4, height // 4), 60).resize(size, Image.Resampling.BICUBIC)
    grain = Image.blend(weave, Image.effect_noise(size, 14), 0.4)
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.blend(picture, Image.merge("RGB", (grain, grain, grain)), 0.25).save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


def naive(data: bytes, *, reopen: bool) -> int:
    """Each size and format from the full picture, at our qualities and Pillow's own speed. The sum of bytes."""
    total = 0
    full = _opened(data)
    for size in SIZES:
        for name, options in (
            ("AVIF", {"quality": AVIF_QUALITY[size]}),
            ("JPEG", {"quality": JPEG_QUALITY, "progressive": True, "optimize": True}),
        ):
            small = _opened(data) if reopen else full.copy()
            small.thumbnail((size, size), Image.Resampling.LANCZOS)
            out = io.BytesIO()
            small.save(out, name, **options)
            total += len(out.getvalue())
    return total


def _opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def _naive_peak(data: bytes) -> float:
    """The most memory (MB) of a fresh process that does the naive work once."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak_after_naive, (data,))


def _peak_after_naive(data: bytes) -> float:
    naive(data, reopen=False)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def run(size: int | None) -> dict[str, Any]:
    """Medians over `size` interleaved repeats, in one process at the helper's own niceness (which must be warm)."""
    repeats = size or 7
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    data = photo()
    helper = Helper()
    started = time.perf_counter()
    prepared = helper.ask(data, "JPEG")
    first = time.perf_counter() - started
    seconds: dict[str, list[float]] = {"ours": [], "naive": [], "naive_reopened": []}
    peaks = []
    work: dict[str, Callable[[], object]] = {
        "ours": lambda: peaks.append(helper.ask(data, "JPEG").peak_mb),
        "naive": lambda: naive(data, reopen=False),
        "naive_reopened": lambda: naive(data, reopen=True),
    }
    for _ in range(repeats):
        for name, piece in work.items():
            started = time.perf_counter()
            piece()
            seconds[name].append(time.perf_counter() - started)
    helper.stop()
    medians = {name: round(statistics.median(taken), 4) for name, taken in seconds.items()}
    return {
        "size": repeats,
        "seconds": medians["ours"],
        "first_seconds": round(first, 4),
        "peak_mb": max(peaks),
        "kb": {f"{made.size} {made.format}": round(len(made.data) / 1000, 1) for made in prepared.made},
        "peers": {
            "naive_seconds": medians["naive"],
            "naive_reopened_seconds": medians["naive_reopened"],
            "naive_peak_mb": _naive_peak(data),
        },
        "ratio": round(medians["naive"] / medians["ours"], 2),
    }

"""Photos with files, for what reads them."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from common.uploads import media_path
from smes.models import Photo, Product
from smes.models.photo import SIZES

SIGN = {"jpeg": "JPEG", "avif": "AVIF"}


def with_files(photo: Photo, *, seed: int = 0) -> Photo:
    """Write the photo's files: a drawn weave, another for each seed. The rows of tests say 1600 × 1200."""
    for (size, kind), content in drawn(seed).items():
        path = media_path(photo.path(size, kind))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return photo


@lru_cache
def drawn(seed: int) -> dict[tuple[int, str], bytes]:
    width, height = 1600, 1200
    whole = Image.new("RGB", (width, height), ("#d6be96", "#c98f5a", "#9fb28a", "#b7a7c9")[seed % 4])
    pen = ImageDraw.Draw(whole)
    for x in range(0, width, 40 + 8 * (seed % 5)):
        pen.rectangle((x, 0, x + 14, height), fill="#8a6a3a")
    for y in range(0, height, 60):
        pen.line((0, y, width, y + 20 * (seed % 3)), fill="#5b4525", width=6)
    files = {}
    for size in SIZES:
        small = whole.resize((size, round(size * height / width)))
        for kind, name in SIGN.items():
            target = io.BytesIO()
            small.save(target, name, quality=70, **({"speed": 10} if kind == "avif" else {}))
            files[size, kind] = target.getvalue()
    return files


def photographed(product: Product) -> Product:
    """All photos of the product get their files."""
    for seed, photo in enumerate(product.photos.order_by("uploaded_at", "pk")):
        with_files(photo, seed=seed)
    return product

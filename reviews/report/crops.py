"""The pictures of a report: whole photos as they are stored, and pieces of them around the findings' pins."""

import io
from collections.abc import Mapping
from typing import Any

from common.uploads import media_path
from documents.kinds import photos_named_in
from reviews.report.room import fit

SHARE = 0.4  # of the photo's width that a piece shows
ASPECT = 34 / 26  # of its place on the page (templates/documents/print.css, .item)
WIDTH = 480  # pixels: 34 mm at 350 dots per inch


def images_of(facts: Mapping[str, Any]) -> dict[str, bytes]:
    """Name → JPEG, of what the pages show; the same facts give the same bytes."""
    pieces: dict[str, bytes] = {}
    shown = [finding["crop"] for finding in facts["findings"][: fit(facts).findings] if finding["crop"]]
    for path in sorted({facts["crops"][name]["photo"] for name in shown}):
        photo = opened(path)
        wanted = [name for name in shown if facts["crops"][name]["photo"] == path]
        pieces |= {name: cut(photo, facts["crops"][name].get("x"), facts["crops"][name].get("y")) for name in wanted}
    return {**photos_named_in(facts), **pieces}


def opened(path: str) -> Any:
    """A stored photo, decoded."""
    from PIL import Image  # noqa: PLC0415 - only the worker cuts

    with Image.open(media_path(path)) as picture:
        return picture.convert("RGB")


def cut(photo: Any, x: float | None = None, y: float | None = None) -> bytes:
    """A piece of a photo around the place (x, y), each from 0 to 1, marked by a ring; without one, its middle."""
    box = piece_of(photo.width, photo.height, x, y)
    piece = photo.resize((WIDTH, round(WIDTH / ASPECT)), box=box)
    if x is not None and y is not None:
        left, top, right, bottom = box
        scale = (piece.width / (right - left), piece.height / (bottom - top))
        _ring(piece, (x * photo.width - left) * scale[0], (y * photo.height - top) * scale[1])
    target = io.BytesIO()
    piece.save(target, "JPEG", quality=82)
    return target.getvalue()


def piece_of(width: int, height: int, x: float | None, y: float | None) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the piece in pixels: of one shape, around the place, wholly inside the photo."""
    share = SHARE if x is not None else 1.0
    wide = min(width * share, height * ASPECT)
    high = wide / ASPECT
    left = min(max((0.5 if x is None else x) * width - wide / 2, 0), width - wide)
    top = min(max((0.5 if y is None else y) * height - high / 2, 0), height - high)
    return round(left), round(top), round(left + wide), round(top + high)


def _ring(piece: Any, x: float, y: float) -> None:
    from PIL import ImageDraw  # noqa: PLC0415

    pen = ImageDraw.Draw(piece)
    for radius, width, colour in ((30, 14, "#ffffff"), (27, 8, "#a3341c")):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=width)

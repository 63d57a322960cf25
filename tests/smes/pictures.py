"""Photos for tests: made here, small unless a test needs them large."""

import io
import random
import struct
import zlib
from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


@cache
def jpeg(seed: int = 0, width: int = 640, height: int = 480) -> bytes:
    """A sharp, light picture; another one for each seed."""
    dice = random.Random(seed)
    image = Image.new("RGB", (width, height), "#efe6d2")
    pen = ImageDraw.Draw(image)
    for _ in range(60):
        x, y = dice.randrange(width), dice.randrange(height)
        pen.rectangle((x, y, x + width // 12, y + height // 12), fill=tuple(dice.randrange(256) for _ in range(3)))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()


def truncated() -> bytes:
    return jpeg(1)[: len(jpeg(1)) // 2]


def huge_png(side: int = 8000) -> bytes:
    """A PNG of side × side pixels, all of one colour: a few kilobytes that would take hundreds of megabytes to open."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    row = b"\0" + b"\0" * (side // 8)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * side, 9))
        + chunk(b"IEND", b"")
    )


def stored_files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).glob("photos/**/*") if path.is_file()}

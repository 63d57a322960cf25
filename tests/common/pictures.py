"""Small picture files of every sort, made here so that each test can say what is inside."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageCms, ImageDraw

COMMENT = b"<script>alert('komentar')</script>"
GPS = {1: "S", 2: (6.0, 10.0, 33.0), 3: "E", 4: (106.0, 38.0, 24.0)}
CORNERS = {"red": (220, 30, 30), "green": (30, 160, 60), "blue": (40, 60, 200), "gold": (230, 180, 40)}


def picture(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """Red top left, green top right, blue bottom left, gold bottom right."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for index, colour in enumerate(CORNERS.values()):
        left, top = (index % 2) * width // 2, (index // 2) * height // 2
        draw.rectangle((left, top, left + width // 2, top + height // 2), fill=colour)
    return image.convert(mode)


def saved(image: Image.Image, format_: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def jpeg(width: int = 64, height: int = 48, orientation: int | None = None, **options: Any) -> bytes:
    if orientation is not None:
        exif = Image.Exif()
        exif[0x0112] = orientation
        options["exif"] = exif
    return saved(picture(width, height), "JPEG", quality=90, **options)


def jpeg_with_secrets(width: int = 64, height: int = 48) -> bytes:
    """What must not survive: a GPS position, a camera's name, a comment with a script, XMP, a colour profile."""
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(0x8825).update(GPS)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Rahasia</x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(picture(width, height), "JPEG", exif=exif, comment=COMMENT, xmp=xmp, icc_profile=profile)


def mpo() -> bytes:
    """Two JPEGs in one file, as phones write a photo with its depth map."""
    return saved(picture(), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48), (255, 255, 255))])


def animated(format_: str) -> bytes:
    still = picture()
    return saved(still, format_, save_all=True, append_images=[still.rotate(90), still.rotate(180)], duration=100)


def png_bomb(width: int = 8000, height: int = 8000) -> bytes:
    """A few kilobytes that unpack to width × height pixels of one bit."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(height * (1 + (width + 7) // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_of_scans(scans: int, width: int = 64, height: int = 48) -> bytes:
    """A progressive JPEG whose last scan is repeated: each is decoded again over the whole picture."""
    plain = jpeg(width, height, progressive=True)
    start = plain.rindex(b"\xff\xda")
    last = plain[start:-2]
    return plain[:start] + last * scans + plain[-2:]


def display_p3() -> bytes:
    """A minimal ICC profile (version 2, matrix and gamma 2.2) with the primaries of Display P3, adapted to D50."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))

    name = b"Display P3 by hand\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78 + (-len(name)) % 4),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.51512, 0.24120, -0.00105),
        b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz(0.15710, 0.06657, 0.78407),
    }
    tags |= {curve: b"curv\0\0\0\0" + struct.pack(">IHxx", 1, 0x0233) for curve in (b"rTRC", b"gTRC", b"bTRC")}
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    size = start + len(body)
    head = struct.pack(
        ">I4x4s4s4s4s12x4s28x3i48x", size, b"\x02\x10\0\0", b"mntr", b"RGB ", b"XYZ ", b"acsp", 63190, 65536, 54061
    )
    return head + struct.pack(">I", len(tags)) + table + body


SAMPLES: dict[str, Callable[[], bytes]] = {
    "jpeg": jpeg,
    "jpeg with metadata": jpeg_with_secrets,
    "jpeg turned": lambda: jpeg(orientation=6),
    "jpeg progressive": lambda: jpeg(progressive=True),
    "jpeg grey": lambda: saved(picture(mode="L"), "JPEG"),
    "jpeg cmyk": lambda: saved(picture(mode="CMYK"), "JPEG"),
    "mpo": mpo,
    "png": lambda: saved(picture(), "PNG"),
    "png alpha": lambda: saved(picture(mode="RGBA"), "PNG"),
    "png palette": lambda: saved(picture(mode="P"), "PNG", transparency=0),
    "png 16 bit": lambda: saved(picture(mode="L").convert("I;16"), "PNG"),
    "png one bit": lambda: saved(picture(mode="1"), "PNG"),
    "png animated": lambda: animated("PNG"),
    "webp": lambda: saved(picture(), "WEBP"),
    "webp lossless": lambda: saved(picture(mode="RGBA"), "WEBP", lossless=True),
    "webp animated": lambda: animated("WEBP"),
}

"""Photos of products: one call from an upload to what pages and reports show.

The photo is decoded in a helper process under limits (`common.imaging`), for a decoder is where a hostile file bites.
What comes back is re-encoded pixels: no EXIF, GPS position, comment, profile or script of the original survives.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.imaging.answers import Made
from common.imaging.client import Helper
from common.imaging.limits import MEGA, PIXELS, SCANS, SIZES, Limits, PhotoRefusedError, Refusal
from common.uploads import MAX_BYTES, sniff

__all__ = ["FORMATS", "SIZES", "Derivatives", "Made", "advice", "derive"]

FORMATS = ("avif", "jpeg")
CONTENT_TYPES = {"avif": "image/avif", "jpeg": "image/jpeg"}

_KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_NOT_PHOTOS: dict[str, Promise] = {
    "application/pdf": _("This is a PDF, not a photo. Take a picture of the product, or save the page as a JPEG."),
    "image/heic": _(
        "This photo is in the HEIC format, which many phones and computers cannot show. On an iPhone choose Settings, "
        "Camera, Formats, Most Compatible, and take it again; or send it as a JPEG."
    ),
    "video/mp4": _("This is a video. Send a photo instead: a JPEG, PNG or WebP file."),
    "image/gif": _("This is a GIF. Send a photo instead: a JPEG, PNG or WebP file."),
}
_REFUSALS: dict[Refusal, Promise] = {
    Refusal.PIXELS: _(
        "This picture has more than %(limit)s megapixels. Choose a smaller picture size in the camera's settings, or "
        "save a smaller copy as a JPEG."
    ),
    Refusal.ANIMATED: _("This picture moves. Send a single, still photo."),
    Refusal.DAMAGED: _(
        "The photo is damaged or has not arrived complete. Look at it on your phone, then send it once more."
    ),
    Refusal.SLOW: _("This photo takes too long to open. Save it as an ordinary JPEG, then send that."),
    Refusal.HEAVY: _("This photo needs too much memory to open. Save a smaller copy as a JPEG, then send that."),
    Refusal.BUSY: _("Many photos are being prepared right now and yours was not saved. Try again in a minute."),
}
_ADVICE: dict[str, Promise] = {
    "small": _("The photo is small. Buyers like to zoom in: send one of at least 800 pixels on its longer side."),
    "dark": _("The photo is dark. Take it again by daylight, for example beside a window."),
    "blurred": _("The photo looks blurred. Rest the phone on something firm and tap the product before you take it."),
}

_helper = Helper()
os.register_at_fork(after_in_child=_helper.forget)


@dataclass(frozen=True, slots=True)
class Derivatives:
    """What one photo became: `files[320, "avif"].data` and so on for each of SIZES × FORMATS.

    `width` and `height` are of the largest, upright, in pixels; a small original makes several sizes the same.
    `sha256` (hex) is of the original's bytes; `colour` is the dominant one ("#rrggbb"); `hints` go to `advice`;
    `peak_mb` is the memory that it took.
    """

    sha256: str
    width: int
    height: int
    colour: str
    hints: tuple[str, ...]
    files: Mapping[tuple[int, str], Made]
    peak_mb: float


def derive(data: bytes, *, limits: Limits | None = None) -> Derivatives:
    """Prepare a photo for pages and reports. About 0.7 s of two cores for 12 megapixels.

    Accepts JPEG (and the MPO that phones write), PNG and WebP, by content. DomainError with a sentence for whoever
    sent it: empty, too large, another kind of file, too many pixels, animated, damaged, too slow or too much to open.
    """
    kind = _kind(data)
    try:
        prepared = _helper.ask(data, kind, limits)
    except PhotoRefusedError as refused:
        raise DomainError(_sentence(refused.reason, kind)) from refused
    files = {(made.size, made.format): made for made in prepared.made}
    largest = files[SIZES[-1], FORMATS[0]]
    sha256 = hashlib.sha256(data).hexdigest()
    return Derivatives(
        sha256, largest.width, largest.height, prepared.colour, tuple(prepared.hints), files, prepared.peak_mb
    )


def advice(hint: str) -> Promise:
    """The sentence for one of `Derivatives.hints`: what would make the next photo better."""
    return _ADVICE[hint]


def _kind(data: bytes) -> str:
    if not data:
        raise DomainError(_("The photo is empty: nothing has arrived. Send it once more."))
    if len(data) > MAX_BYTES:
        raise DomainError(
            _("This photo is larger than %(limit)s MB. Choose a smaller picture size in the camera's settings.")
            % {"limit": MAX_BYTES // 2**20}
        )
    content_type = sniff(data[:64])
    if content_type not in _KINDS:
        other = _("This file is not a photo that we can show. Send a JPEG, PNG or WebP file.")
        raise DomainError(_NOT_PHOTOS.get(content_type, other))
    if content_type == "image/jpeg" and data.count(b"\xff\xda") > SCANS:
        # Compressed data never holds the marker of a scan (FF is always stuffed), so this counts scans.
        raise DomainError(_sentence(Refusal.SLOW, "JPEG"))
    return _KINDS[content_type]


def _sentence(reason: Refusal, kind: str) -> str:
    return str(_REFUSALS[reason]) % {"limit": PIXELS[kind] // MEGA}

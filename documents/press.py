"""WeasyPrint behind a closed door: bundled fonts, pictures from memory, nothing from outside.

Imported by the worker only: it takes a second and 60 MB.
"""

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import ImageFile

import common
from documents.typesetting import Typeset, TypesettingError

FONTS = Path(common.__file__).resolve().parent / "fonts"
# Read by fontconfig at each new configuration: without it the machine's own fonts would stand in for missing letters.
os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")

from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

# WeasyPrint switches this on for the whole process, and half an uploaded photo would then pass for a whole one.
ImageFile.LOAD_TRUNCATED_IMAGES = False

PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png"}
_local = threading.local()


class ClosedDoor(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Hands out the pictures it was given, as `photo:NAME`, and refuses every other address."""

    def __init__(self, images: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.images = images
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        body = self.images.get(name) if scheme == "photo" else None
        kind = next((kind for start, kind in PICTURES.items() if body and body.startswith(start)), None)
        if body is None or kind is None:
            self.refused.append(url[:120])
            raise ValueError("not among the pictures of this document")
        return URLFetcherResponse(url, body, {"Content-Type": kind})


def press(html: str, stylesheets: Sequence[tuple[str, str]], images: Mapping[str, bytes]) -> Typeset:
    """Lay out and write the file; stylesheets (name, text) are parsed once per thread and reused."""
    door = ClosedDoor(images)
    styles = [_stylesheet(name, text) for name, text in stylesheets]
    page = HTML(string=html, base_url="photo:", url_fetcher=door)
    laid_out = page.render(font_config=_fonts(), stylesheets=styles, pdf_variant="pdf/ua-1")
    pdf = laid_out.write_pdf(pdf_variant="pdf/ua-1")
    if door.refused:
        raise TypesettingError("refused: " + ", ".join(door.refused))
    return Typeset(pdf=pdf, pages=len(laid_out.pages))


def _fonts() -> FontConfiguration:
    if not hasattr(_local, "fonts"):
        _local.fonts = FontConfiguration()
        _local.styles = {}
    return _local.fonts


def _stylesheet(name: str, text: str) -> CSS:
    fonts = _fonts()
    kept = _local.styles.get(name)
    if kept is None or kept[0] != text:
        kept = _local.styles[name] = (text, CSS(string=text, font_config=fonts, url_fetcher=ClosedDoor({})))
    return kept[1]

"""One Vega-Lite definition, drawn once: the same SVG text goes into the page and into the PDF."""

import hashlib
import json
import os
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

from common.charts.clean import clean
from common.charts.palette import FONT, GRID, INK, LEAF, MUTED, SERIES

FONTS = Path(__file__).resolve().parent.parent / "fonts"
EDITION = 1  # raise it when the same definition is to be drawn differently: older cached drawings are then left alone
CACHE_SECONDS = 7 * 24 * 3600
COMPOSED = {"hconcat", "vconcat", "concat", "facet", "repeat"}  # these cannot be fitted to a width by Vega-Lite
CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "padding": 2,
    "view": {"stroke": None},
    "range": {"category": list(SERIES)},
    "mark": {"color": LEAF},
    "axis": {
        "labelColor": MUTED,
        "titleColor": MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 600,
        "gridColor": GRID,
        "domainColor": MUTED,
        "tickColor": MUTED,
    },
    "axisX": {"grid": False, "labelAngle": 0},
    "legend": {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 12, "titleFontSize": 12, "orient": "top"},
    "text": {"color": INK, "fontSize": 12},
}
NUMBERS = {
    "id": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp ", ""]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["IDR ", ""]},
}
_DAYS = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"]
_MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"]
_MONTHS += ["Agustus", "September", "Oktober", "November", "Desember"]
TIMES: dict[str, Any] = {
    "id": {
        "dateTime": "%A, %e %B %Y %H.%M.%S",
        "date": "%d/%m/%Y",
        "time": "%H.%M.%S",
        "periods": ["AM", "PM"],
        "days": _DAYS,
        "shortDays": [day[:3] for day in _DAYS],
        "months": _MONTHS,
        "shortMonths": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    },
    "en": "en-GB",
}
_drawing = threading.Lock()
_drawn_in: set[int] = set()


def render(spec: Mapping[str, Any], *, width: int, language: str) -> SafeString:
    """The definition as an SVG `width` CSS pixels wide, numbers and months in `language` ("id" or "en").

    `title` and `description` are required and spoken, not drawn: a page has its own heading and caption. Data stand
    inside the definition; one that names an address is refused (ValueError). Kept by a hash of all that goes in.
    """
    if not spec.get("title") or not spec.get("description"):
        raise ValueError("A chart needs a title and a description for those who do not see it.")
    if _names_an_address(spec):
        raise ValueError("A chart carries its data: it may not name an address to load.")
    definition = json.dumps(spec, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(_kept(definition, width, language))


@lru_cache(maxsize=64)
def _kept(definition: str, width: int, language: str) -> str:
    inputs = json.dumps([EDITION, definition, width, language]).encode()
    key = "chart-" + hashlib.sha256(inputs).hexdigest()
    svg: str | None = cache.get(key)
    if svg is None:
        svg = _draw(json.loads(definition), width, language, prefix=f"c{key[6:14]}-")
        cache.set(key, svg, CACHE_SECONDS)
    return svg


def _draw(spec: dict[str, Any], width: int, language: str, *, prefix: str) -> str:
    title, description = spec.pop("title"), spec.pop("description")
    if not COMPOSED & spec.keys():
        spec = {"width": width, "autosize": {"type": "fit", "contains": "padding"}, **spec}
    with _drawing:
        svg = _converter().vegalite_to_svg(
            spec,
            config=CONFIG,
            allowed_base_urls=[],
            format_locale=NUMBERS[language],
            time_format_locale=TIMES[language],
        )
    return clean(svg, prefix=prefix, title=title, description=description)


def _converter() -> Any:
    """vl-convert with our fonts, loaded at the first drawing.

    Its engine hangs after a fork of a process that has drawn, so a forked child says so instead of hanging.
    """
    if _drawn_in and os.getpid() not in _drawn_in:
        raise RuntimeError("A chart was drawn before this process was forked: never draw at import or under --preload.")
    import vl_convert  # noqa: PLC0415 - 60 MB that a process without charts need not carry

    if not _drawn_in:
        vl_convert.register_font_directory(str(FONTS))
        _drawn_in.add(os.getpid())
    return vl_convert


def _names_an_address(part: Any) -> bool:
    if isinstance(part, Mapping):
        return any(key in {"url", "href"} or _names_an_address(value) for key, value in part.items())
    return isinstance(part, list | tuple) and any(_names_an_address(value) for value in part)

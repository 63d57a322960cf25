"""From facts to pages: the template, its QR code and its pictures. Only the worker pays for the typesetter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import segno
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

STYLES = ("documents/print.css",)


@dataclass(frozen=True)
class Typeset:
    """The finished file and how many pages it has."""

    pdf: bytes
    pages: int


class TypesettingError(Exception):
    """The page asked for a picture or a file that it was not given: nothing incomplete is ever issued."""


def render(
    template: str,
    context: Mapping[str, Any],
    *,
    language: str,
    styles: Sequence[str] = (),
    images: Mapping[str, bytes] | None = None,
) -> Typeset:
    """Typeset an HTML template as a tagged PDF in `language`. The same input gives the same bytes.

    `images` are JPEG or PNG files in memory, addressed as `photo:NAME`. Nothing else is ever loaded, from the network
    or the disk: raises TypesettingError when the page asks for it.
    """
    from documents import press  # noqa: PLC0415 - the web process never typesets

    with translation.override(language):
        html = render_to_string(template, {**context, "language": language})
    return press.press(html, [(name, stylesheet(name)) for name in (*STYLES, *styles)], images or {})


def stylesheet(name: str) -> str:
    """The text of a stylesheet kept among the templates; it is not run as one."""
    template = get_template(name)
    return str(template.template.source)  # type: ignore[attr-defined]  # Django's own backend has it


def qr_code(url: str) -> SafeString:
    """The address as a QR code in SVG, one path, as wide as its box; error correction M (15 %)."""
    code = segno.make(url, error="m", micro=False, mask=2)
    svg = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(svg)

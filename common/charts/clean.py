"""Make Vega's SVG fit to stand inside a page under a strict Content-Security-Policy, and small."""

import re
from xml.etree import ElementTree

from common.charts.palette import FONT

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "text", "tspan"}
ELEMENTS = SHAPES | {"svg", "g", "defs", "clipPath", "linearGradient", "radialGradient", "stop"}
# Noise for people (the whole chart is one image with a title and a description) or refused by the policy.
DROPPED = re.compile(r"^(style|class|role|aria-.*|href|on.*|pointer-events|version)$")
IMPLIED = {("opacity", "1"), ("font-family", FONT)}
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
REFERENCE = re.compile(r"url\(#([^)]+)\)")


def clean(svg: str, *, prefix: str, title: str, description: str) -> str:
    """The same drawing with known elements and presentation attributes only.

    Ids carry `prefix`, so that several charts can share a page.
    """
    root = ElementTree.fromstring(svg)  # noqa: S314 - as above
    _clean(root, prefix)
    root.set("xmlns", "http://www.w3.org/2000/svg")
    root.set("role", "img")
    root.set("font-family", FONT)
    for name, text in (("desc", description), ("title", title)):
        spoken = ElementTree.Element(name)
        spoken.text = text
        root.insert(0, spoken)
    return ElementTree.tostring(root, encoding="unicode")


def _clean(element: ElementTree.Element, prefix: str) -> None:
    element.tag = element.tag.removeprefix(SVG)
    for name, value in list(element.attrib.items()):
        del element.attrib[name]
        if "}" in name or DROPPED.match(name) or (name, value) in IMPLIED:
            continue
        element.set(name, _shortened(prefix + value if name == "id" else REFERENCE.sub(rf"url(#{prefix}\1)", value)))
    children: list[ElementTree.Element] = []
    for child in list(element):
        element.remove(child)
        if child.tag.removeprefix(SVG) not in ELEMENTS or _draws_nothing(child):
            continue
        _clean(child, prefix)
        children += [child] if child.tag != "g" or (child.attrib and len(child)) else list(child)
    element.extend(children)


def _draws_nothing(element: ElementTree.Element) -> bool:
    if element.get("display") == "none":
        return True
    if not element.tag.endswith("path"):
        return False
    unpainted = element.get("aria-hidden") == "true" and not (element.get("stroke") or element.get("fill"))
    return unpainted or not element.get("d") or element.get("d") == "M0,0h0v0h0Z"


def _shortened(value: str) -> str:
    return LONG_NUMBER.sub(lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), value)

"""The one stylesheet of the site, made from Oat's parts and ours: ``python -m common.stylesheet``.

``static/css/app.css`` is kept in the repository, so that neither a deploy nor a fresh clone needs a build step;
tests/look/test_assets.py fails when it no longer follows from its sources.
"""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
OAT = ("00-base", "01-theme", "button", "dialog", "form", "progress", "table")
HEADER = "/*! Oat 0.6.1, MIT, (c) Kailash Nadh: static/vendor/oat/LICENSE. The rest is ExportReady's. */\n"

# What our strict Content-Security-Policy would refuse (pictures inside the stylesheet), and what no page of ours uses.
UNUSED_SELECTORS = (
    "fieldset.group", "[data-field]", "menu.buttons", "ot-dropdown", "input[type=range]", "&[role=switch]",
    "code", "pre", "blockquote", "mark", "h5", "h6", ".table", "&.icon", "tbody tr",
)  # fmt: skip
BLOCK = re.compile(r"(?P<selector>[^{};]+)\{")


def build() -> str:
    """The whole stylesheet as text, in cascade order."""
    oat = "".join(_without_unused((STATIC / f"vendor/oat/{name}.css").read_text()) for name in OAT)
    ours = "".join(path.read_text() for path in sorted((STATIC / "css/src").glob("*.css")))
    oat = re.sub(r"[\w-]+:\s*url\(\"data:[^;]*?\"\);", "", oat)
    return f"{HEADER}{_small(oat)}{_small(ours)}\n".replace("../../fonts/", "../fonts/")


def _without_unused(css: str) -> str:
    """Drop rules whose selector is exactly one of UNUSED_SELECTORS, with everything nested in them."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    kept, at = [], 0
    for match in BLOCK.finditer(css):
        if match.start() < at or match["selector"].strip() not in UNUSED_SELECTORS:
            continue
        kept.append(css[at : match.start()])
        at = _end_of_block(css, match.end())
    return "".join([*kept, css[at:]])


def _end_of_block(css: str, start: int) -> int:
    """Index just after the brace that closes the block whose content begins at ``start``."""
    depth, at = 1, start
    while depth:
        depth += {"{": 1, "}": -1}.get(css[at], 0)
        at += 1
    return at


def _small(css: str) -> str:
    """Without comments and needless white space. Strings hold no double blanks here, so they stay as they are."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return re.sub(r"(?<=[\w)]): ", ":", css).replace(";}", "}").strip()


if __name__ == "__main__":
    (STATIC / "css/app.css").write_text(build())

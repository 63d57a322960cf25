"""What is sent to a phone stays small, comes from its sources, and is what we vendored."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from common import stylesheet

STATIC = stylesheet.STATIC
KB = 1024


def gzipped(*paths: str) -> int:
    return sum(len(gzip.compress((STATIC / path).read_bytes(), 9)) for path in paths)


def test_the_stylesheet_follows_from_its_sources() -> None:
    assert (STATIC / "css/app.css").read_text() == stylesheet.build(), "run: python -m common.stylesheet"


def test_the_stylesheet_holds_nothing_our_policy_refuses() -> None:
    css = (STATIC / "css/app.css").read_text()
    assert "data:" not in css
    assert re.findall(r"url\(([^)]*)\)", css) == ['"../fonts/jakarta.woff2"']
    assert "@import" not in css


def test_budgets() -> None:
    """The figures of the first load (gzip, which is the larger of the two ways it may be sent)."""
    assert gzipped("css/app.css") <= 9 * KB
    assert gzipped("vendor/htmx/htmx.min.js", "js/app.js") <= 16 * KB
    assert (STATIC / "fonts/jakarta.woff2").stat().st_size <= 11 * KB


@pytest.mark.parametrize(
    "scripts",
    [("js/photos.js",), ("js/autosave.js", "js/pins.js", "js/review.js"), ("js/autosave.js",)],
    ids=lambda scripts: "+".join(Path(name).stem for name in scripts),
)
def test_pages_with_scripts_of_their_own_stay_within_the_budget(scripts: tuple[str, ...]) -> None:
    """They leave htmx out ({% block htmx %}), or stay below it together with htmx."""
    assert gzipped("js/app.js", *scripts) <= 16 * KB


def test_vendored_files_are_the_published_ones() -> None:
    lines = (STATIC / "vendor/VENDOR.md").read_text().split("```sha256\n")[1].split("```")[0].splitlines()
    listed = {name: checksum for checksum, name in (line.split("  ") for line in lines)}
    present = {
        str(path.relative_to(STATIC / "vendor"))
        for path in (STATIC / "vendor").rglob("*")
        if path.is_file() and path.name != "VENDOR.md"
    }
    assert set(listed) == present | {"../fonts/jakarta.woff2"}
    for name, checksum in listed.items():
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == checksum, name


def test_the_font_has_what_both_languages_need() -> None:
    font = TTFont(STATIC / "fonts/jakarta.woff2")
    letters = {chr(code) for code in font.getBestCmap()}
    assert set("ABCXYZabcxyz0123456789 .,:;!?()/%&+-–—“”‘’…·×−\u00a0") <= letters
    weight = font["fvar"].axes[0]
    assert (weight.axisTag, weight.minValue, weight.maxValue) == ("wght", 400, 800)


def test_licences_lie_beside_what_they_cover() -> None:
    assert "Zero-Clause BSD" in (STATIC / "vendor/htmx/LICENSE").read_text()
    assert "MIT License" in (STATIC / "vendor/oat/LICENSE").read_text()
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts/LICENSE").read_text()

"""Our own pages, looked at by axe and by size: a phone and a desk, both languages, no console line, nothing sticking out."""

import gzip
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.templatetags.static import static
from playwright.sync_api import Page, expect

from common.style_page import sample_context
from tests.look.conftest import Stage

FIGURES = {
    "companies": 41,
    "products": 122,
    "reviews": 37,
    "share": {"value": "15,7%", "number": 15.7, "source": "Kementerian", "year": 2022},
    "target": {"value": "17%", "number": 17, "source": "Kementerian", "year": 2024},
}


def landing() -> dict[str, object]:
    photo = SimpleNamespace(src=static("img/sample.svg"), avif="", jpeg="", width=800, height=600)
    tile = {"url": "#", "title": "Keranjang", "company": "Sample", "place": "Tangerang", "photo": photo, "alt": "x"}
    return {"products": [tile] * 4, "figures": FIGURES}


def people() -> dict[str, object]:
    names = ("role_label", "name", "organisation", "email", "blurb")
    return {
        "people": [dict(zip(names, ("UKM", "Sari", "Sample", "sari@exportready.example", "Menjual."), strict=True))]
    }


PAGES = {
    "pages/landing.html": landing,
    "pages/style.html": sample_context,
    "pages/about.html": dict,
    "pages/privacy.html": dict,
    "accounts/demo.html": people,
    "400.html": dict,
    "403.html": dict,
    "403_csrf.html": dict,
    "404.html": dict,
    "429.html": dict,
    "500.html": dict,
    "503.html": dict,
}


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize(("width", "language"), [(360, "id"), (1280, "en")])
@pytest.mark.parametrize("name", PAGES)
def test_page(stage: Stage, name: str, width: int, language: str) -> None:
    stage.page.set_viewport_size({"width": width, "height": 800})
    page = stage.show(name, language, **PAGES[name]())
    page.wait_for_function("document.fonts.ready.then(() => true)")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page) == []
    assert stage.errors == []


def test_an_empty_platform_has_an_honest_front_page(stage: Stage) -> None:
    page = stage.show("pages/landing.html", figures={"companies": 0, "products": 0, "reviews": 0}, products=[])
    expect(page.locator("#newest")).to_have_count(0)
    expect(page.locator(".big")).to_have_count(0)
    assert stage.errors == []


@pytest.mark.parametrize("name", ["pages/about.html", "pages/landing.html"])
def test_first_load_is_small_and_few(stage: Stage, name: str) -> None:
    """UX 5: without photos at most 40 KB in 6 requests, static files as WhiteNoise packs them."""
    asked: list[str] = []
    stage.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    stage.show(name, figures=FIGURES)
    stage.page.wait_for_load_state("networkidle")
    assert len(asked) <= 6, asked
    assert sum(packed(path, stage.html) for path in asked) <= 40 * 1024


def packed(path: str, html: str) -> int:
    """Bytes on the wire of an address of the stage."""
    if path == "/":
        return len(gzip.compress(html.encode(), 6))
    file = Path(settings.STATIC_ROOT) / path.removeprefix("/static/")
    small = file.with_name(f"{file.name}.br")
    return (small if small.exists() else file).stat().st_size


def test_the_keyboard_reaches_the_content_first(stage: Stage) -> None:
    page = stage.show("pages/about.html", "en")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Straight to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_focus_is_always_visible(stage: Stage) -> None:
    page = stage.show("pages/style.html", **sample_context())
    page.locator("body").click(position={"x": 1, "y": 1})
    for _ in range(40):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => { const at = document.activeElement, s = getComputedStyle(at), a = getComputedStyle(at, '::after');"
            " return at === document.body || [s, a].some((x) => x.outlineStyle !== 'none' && parseInt(x.outlineWidth) > 1);"
            " })()"
        )
        assert shown, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_paper_shows_the_content_alone(stage: Stage) -> None:
    page = stage.show("pages/about.html")
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator("footer.foot")).to_be_hidden()
    expect(page.locator("main h1")).to_be_visible()

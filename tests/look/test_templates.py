"""Rules that every page's template keeps."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# Typeset into a PDF or sent as an e-mail, not shown in a browser.
ELSEWHERE = re.compile(r"report|mail|/email/|documents/.*\.css|certificate|documents/base\.html|/documents/")
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if not ELSEWHERE.search(str(path.relative_to(TEMPLATES))))
COMPONENTS = sorted(path for path in (TEMPLATES / "components").glob("[!_]*.html"))


def named(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def markup(path: Path) -> str:
    """The text of a template without its comments."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text())
    return re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.S)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_nothing_inline_that_the_policy_refuses(path: Path) -> None:
    text = markup(path)
    assert not re.search(r"<[^>]*\sstyle\s*=", text), "style attribute"
    assert not re.search(r"<[^>]*\son[a-z]+\s*=\s*[\"']", text), "event handler attribute"
    assert not re.search(r"hx-on|javascript:", text)
    assert "<style" not in text
    for opening in re.findall(r"<script\b[^>]*>", text):
        assert " src=" in opening or "application/json" in opening, opening


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_nothing_from_another_host(path: Path) -> None:
    assert not re.search(r"(?:src|srcset)\s*=\s*[\"'](?:https?:)?//", markup(path))
    assert not re.search(r"<link[^>]*href\s*=\s*[\"'](?:https?:)?//", markup(path))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_templates_compile_and_stay_short(path: Path) -> None:
    get_template(named(path))
    assert len(path.read_text().splitlines()) <= 130


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_each_component_says_what_it_takes(path: Path) -> None:
    assert re.match(r"(\{% load [\w ]+ %\}\s*)?\{# .+ #\}", path.read_text()), "a comment on top says what it takes"
    assert f"`{path.stem}`" in (TEMPLATES / "components/README.md").read_text() or (
        f"% {path.stem} %" in (TEMPLATES / "components/README.md").read_text()
    ), "components/README.md names it"


def test_every_component_is_on_the_style_page_or_used_by_a_page() -> None:
    used = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    for path in COMPONENTS:
        assert f"components/{path.name}" in used or f"{{% {path.stem} " in used, path.name


@pytest.mark.parametrize("code", [500, 503])
def test_the_last_pages_need_no_context(code: int) -> None:
    text = (TEMPLATES / f"{code}.html").read_text()
    assert "{%" not in text
    assert "{{" not in text
    assert 'lang="id"' in text
    assert 'lang="en"' in text

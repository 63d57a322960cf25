"""A stage for pages and scripts: templates rendered as in life, a real browser, answers that the test gives. No database."""

import json
import mimetypes
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Page, Request, Route

from tests.browser.platform import CHROMIUM_ARGUMENTS

SITE = "http://localhost:9"
Answer = tuple[int, dict[str, Any]]
POLICY = "; ".join(
    f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is missing: apt-get install chromium"
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_ARGUMENTS}


def rendered(source: str, language: str = "id", /, **context: object) -> str:
    """A template's text rendered for a visitor; a name ending in .html is loaded."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    engine = engines["django"]
    with translation.override(language):
        template = engine.get_template(source) if source.endswith(".html") else engine.from_string(source)
        return str(template.render(context, request))


@dataclass
class Stage:
    """`show` opens a page; `answers` says what an address answers; `sent` holds what came in."""

    page: Page
    answers: dict[str, Callable[[Request], Answer | None]] = field(default_factory=dict)
    sent: list[Request] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    html: str = ""

    def show(self, source: str, language: str = "id", /, **context: object) -> Page:
        self.html = rendered(source, language, **context)
        self.page.goto(f"{SITE}/")
        return self.page

    def route(self, route: Route, request: Request) -> None:
        path = urlsplit(request.url).path
        if path.startswith("/static/"):
            file = Path(settings.STATIC_ROOT) / path.removeprefix("/static/")
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(status=200, body=file.read_bytes(), content_type=kind)
        elif path in self.answers:
            self.sent.append(request)
            answer = self.answers[path](request)
            if answer is None:
                route.abort("connectionreset")
            else:
                route.fulfill(status=answer[0], body=json.dumps(answer[1]), content_type="application/json")
        elif path == "/":
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(status=200, body=self.html, content_type="text/html; charset=utf-8", headers=headers)
        else:
            route.fulfill(status=404, body="")


@pytest.fixture
def stage(page: Page) -> Iterator[Stage]:
    here = Stage(page)
    page.route(f"{SITE}/**", here.route)
    page.on("console", lambda message: here.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: here.errors.append(str(error)))
    yield here
    page.unroute_all(behavior="ignoreErrors")

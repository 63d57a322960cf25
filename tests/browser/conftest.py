"""Debian's Chromium against the whole platform."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.platform import CHROMIUM_ARGUMENTS, Platform, platform


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is missing: apt-get install chromium"
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The platform with reference data and the demonstration's people, without firms and products."""
    folder: Path = tmp_path_factory.mktemp("platform")
    with platform(folder, seed=(("seed_demo", "--people"),)) as here:
        yield here


@pytest.fixture
def errors(page: Page) -> list[str]:
    """Console errors and broken requests of the page; a test asserts that there are none."""
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    return seen

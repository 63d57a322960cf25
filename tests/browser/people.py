"""What each person of the loop does with mouse and keys, by names that stay the same in both languages."""

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from exportready.demo.art import draw_product
from tests.browser.platform import Platform

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


class Person:
    """One person with a browser of their own; console errors and page errors are collected."""

    def __init__(self, browser: Browser, platform: Platform, viewport: dict[str, int]) -> None:
        self.platform = platform
        self.context: BrowserContext = browser.new_context(base_url=platform.url, viewport=viewport)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def go(self, path: str) -> None:
        response = self.page.goto(path)
        assert response is not None
        assert response.status == 200, (path, response.status)

    def fill(self, **fields: str) -> None:
        """Fill or choose fields of the page by their names."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]:not([type=hidden])").first
            kind = field.evaluate("e => e.tagName + ' ' + (e.type || '')")
            if kind.startswith("SELECT"):
                field.select_option(value)
            elif kind.endswith("radio"):
                self.page.locator(f"main [name={name}][value='{value}']").check()
            else:
                field.fill(value)

    def press(self, selector: str) -> None:
        """Press a button that leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def demo(self, email: str) -> None:
        """Sign in through the demonstration's door: a button, or its form for those who have no button."""
        self.go("/demo/")
        button = self.page.locator(f"button[name=email][value='{email}']")
        if button.count() == 0:
            self.page.evaluate("email => { document.querySelector('button[name=email]').value = email; }", email)
            button = self.page.locator(f"button[name=email][value='{email}']")
        with self.page.expect_navigation():
            button.click()

    def sign_up(self, name: str, email: str) -> None:
        self.go("/daftar/")
        self.fill(name=name, email=email)
        self.press("main form button:not([name])")
        self.fill(code=self.platform.code_for(email))
        self.press("main form button:not([name])")

    def open_newest_notice(self) -> None:
        self.go("/kabar/")
        self.press("main article form button")

    def see(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def clean(self) -> None:
        assert self.errors == []


def picture(folder: Path, name: str, kind: str, seed: int, revision: int = 1) -> str:
    """A photo as a phone would send it, drawn for the test."""
    path = folder / f"{name}.jpg"
    path.write_bytes(draw_product(kind, seed, revision=revision))
    return str(path)

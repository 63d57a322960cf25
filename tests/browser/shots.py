"""`python -m tests.browser.shots [--out FOLDER] [--readme]`: each page type at 360 and 1280 px, in both languages.

The platform runs on its own servers with the whole demonstration. `--readme` puts the README's pictures into docs/img.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.people import Person
from tests.browser.platform import CHROMIUM_ARGUMENTS, ROOT, Platform, platform

WIDTHS = {360: 780, 1280: 900}
LANGUAGES = ("id", "en")
README = {
    "landing": (("id", 1280),),
    "product": (("id", 360),),
    "review": (("id", 1280),),
}


@dataclass(frozen=True)
class Shot:
    """A page: its name, who looks (a role of the demonstration, or nobody), where; `follow`: on by a link's selector."""

    name: str
    who: str
    path: str
    follow: str = ""


SHOTS = (
    Shot("landing", "", "/"),
    Shot("directory", "", "/direktori/"),
    Shot("companies", "", "/direktori/perusahaan/"),
    Shot("product", "", "/direktori/", "main article h3 a, main .tile a"),
    Shot("company_page", "", "/direktori/perusahaan/", "main article h3 a, main h2 a, main h3 a"),
    Shot("share", "", "/pangsa-ekspor/"),
    Shot("workshops", "", "/lokakarya/"),
    Shot("check", "", "/v/"),
    Shot("sign_in", "", "/masuk/"),
    Shot("sign_up", "", "/daftar/"),
    Shot("demo", "", "/demo/"),
    Shot("about", "", "/tentang/"),
    Shot("privacy", "", "/privasi/"),
    Shot("style", "", "/gaya/"),
    Shot("company", "sme", "/perusahaan/"),
    Shot("products", "sme", "/produk/"),
    Shot("product_reviews", "sme", "/produk/", "main a[href*='/ulasan/produk/']"),
    Shot("notices", "sme", "/kabar/"),
    Shot("account", "sme", "/akun/profil/"),
    Shot("queue", "expert", "/ulasan/"),
    Shot("review", "expert", "/ulasan/", "main article a, main li a"),
    Shot("directory_buyer", "aggregator", "/direktori/?q=keranjang"),
    Shot("shortlist", "aggregator", "/daftar-pilihan/"),
    Shot("dashboard", "ministry", "/kementerian/"),
    Shot("funnel", "ministry", "/kementerian/corong/"),
    Shot("statistics", "ministry", "/kementerian/statistik/"),
    Shot("verification_queue", "ministry", "/perusahaan/verifikasi/"),
    Shot("assignments", "ministry", "/ulasan/penugasan/"),
    Shot("people", "administrator", "/orang/"),
    Shot("queues", "administrator", "/pekerjaan/antrean/"),
)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.shots", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "shots")
    parser.add_argument("--only", default="", help="names of page types, separated by commas")
    parser.add_argument("--readme", action="store_true", help="also renew the README's pictures in docs/img")
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if not options.only or shot.name in options.only.split(",")]
    with (
        tempfile.TemporaryDirectory(prefix="exportready-shots-") as folder,
        platform(Path(folder), seed=(("seed_demo",),)) as running,
    ):
        missing = take_all(running, wanted, options.out)
        if options.readme:
            for_readme(options.out, running)
    print(f"{len(list(options.out.glob('*.png')))} pictures in {options.out}")  # noqa: T201
    for line in missing:
        print(line)  # noqa: T201
    return 1 if missing else 0


def take_all(running: Platform, shots: list[Shot], out: Path) -> list[str]:
    """Every shot; returns a line for each page that could not be reached or that logged an error."""
    problems = []
    accounts = people(running)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_ARGUMENTS)
        for width, height in WIDTHS.items():
            for who in dict.fromkeys(shot.who for shot in shots):
                person = Person(browser, running, {"width": width, "height": height})
                if who:
                    person.demo(accounts[who])
                for language in LANGUAGES:
                    choose_language(person.page, running.url, language)
                    for shot in (shot for shot in shots if shot.who == who):
                        try:
                            take(person, shot, out / f"{shot.name}-{language}-{width}.png")
                        except AssertionError as error:
                            problems.append(f"{shot.name} {language} {width}: {error}")
                problems += [f"{who} {width}: {error}" for error in person.errors]
                person.context.close()
        browser.close()
    return problems


def people(running: Platform) -> dict[str, str]:
    """Role → the e-mail address of its demonstration account, in the order of the demonstration's door."""
    found: dict[str, str] = json.loads(running.manage("seed_demo", "--list", "--json"))
    return found


def choose_language(page: Page, url: str, language: str) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": url}])


def take(person: Person, shot: Shot, path: Path) -> None:
    person.go(shot.path)
    if shot.follow:
        link = person.page.locator(shot.follow).first
        assert link.count(), f"nothing to follow on {shot.path}"
        address = link.get_attribute("href")
        assert address
        person.go(address)
    person.page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(i => i.loading = 'eager')")
    person.page.wait_for_load_state("networkidle")
    wide = person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    person.page.screenshot(path=path, full_page=True)
    assert wide <= 0, f"scrolls sideways by {wide} px"


def for_readme(out: Path, running: Platform) -> None:
    """The README's pictures, and the first page of a finished report."""
    target = ROOT / "docs" / "img"
    target.mkdir(parents=True, exist_ok=True)
    for name, wanted in README.items():
        for language, width in wanted:
            source = out / f"{name}-{language}-{width}.png"
            if source.exists():
                shrink(source, target / source.name, width)
    report = next(iter(sorted((running.folder / "media").glob("documents/**/*.pdf"))), None)
    if report:
        stem = target / "report-id"
        subprocess.run(["pdftoppm", "-r", "70", "-png", "-singlefile", str(report), str(stem)], check=True)


def shrink(source: Path, target: Path, width: int) -> None:
    """Only the first screens, in few colours, so that the repository stays small."""
    with Image.open(source) as image:
        shown = image.convert("RGB").crop(
            (0, 0, image.width, min(image.height, int(width * (0.8 if width > 800 else 2.2))))
        )
        shown.quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

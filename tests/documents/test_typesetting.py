"""What stands in the file, and what the typesetter may load: only what it is given."""

import http.server
import io
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from PIL import Image, ImageFile
from pytest_django import Settings

from documents.building import build as build_file
from documents.models import Document
from documents.typesetting import TypesettingError, qr_code, render
from tests.documents.conftest import CANARY, Issue, build, picture, stored_bytes

OURS = ("Plus-Jakarta-Sans", "Noto-Sans")


class Counter(http.server.BaseHTTPRequestHandler):
    hits: list[str]

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A loopback server that counts who asks."""
    Counter.hits = []
    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listener.server_port}", Counter.hits
    listener.shutdown()
    listener.server_close()


@pytest.fixture
def templates(tmp_path: Path, settings: Settings) -> Path:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    return tmp_path


def page(templates: Path, body: str) -> str:
    (templates / "page.html").write_text(f"<!doctype html><html lang=id><title>x</title><body>{body}", "utf-8")
    return "page.html"


def fonts_in(pdf: bytes) -> set[str]:
    names = set()
    for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        resources: Any = sheet["/Resources"]
        names |= {str(font.get_object()["/BaseFont"]).split("+")[-1] for font in resources.get("/Font", {}).values()}
    return names


def text_in(pdf: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages)


EVIL = [
    '<img src="{server}/photo.png">',
    '<link rel="stylesheet" href="{server}/a.css">',
    "<style>@import url({server}/b.css)</style>",
    "<style>@font-face {{ font-family: x; src: url({server}/c.woff2) }} p {{ font-family: x }}</style><p>a</p>",
    '<p style="background: url({server}/d.png)">a</p>',
    '<object data="{server}/e.svg"></object>',
    '<svg><image href="{server}/f.png" width="9" height="9"/></svg>',
    '<base href="{server}/"><img src="h.png">',
    '<img src="file:///etc/hostname">',
    '<link rel="attachment" href="file:///etc/hostname">',
    '<img src="data:image/svg+xml,%3Csvg/%3E">',
    '<img src="photo:not-given">',
    '<img src="photo:a-drawing">',
]


@pytest.mark.parametrize("body", EVIL)
def test_typesetter_loads_nothing_from_outside(server: tuple[str, list[str]], templates: Path, body: str) -> None:
    address, hits = server
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    name = page(templates, body.format(server=address))
    with pytest.raises(TypesettingError):
        render(name, {}, language="id", images={"a-drawing": drawing, "front": picture()})
    assert hits == []


def test_drawing_from_elsewhere_is_left_out_unasked(server: tuple[str, list[str]], templates: Path) -> None:
    """WeasyPrint draws nothing for a foreign `use` and does not even ask."""
    render(page(templates, f'<p>a</p><svg><use href="{server[0]}/g.svg#x"/></svg>'), {}, language="id")
    assert server[1] == []


def test_server_of_the_test_above_counts_what_an_open_door_would_fetch(server: tuple[str, list[str]]) -> None:
    """The control: WeasyPrint as it comes does ask."""
    script = f"import weasyprint; weasyprint.HTML(string='<img src={server[0]}/photo.png>').write_pdf()"
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    assert server[1] == ["/photo.png"]


def test_facts_are_escaped(issue_one: Issue, photo_path: str) -> None:
    facts = {"product": "<img src=x>", "secret": "<script>&amp;</script>", "photos": {"front": photo_path}}
    document = build(issue_one(facts=facts))
    assert "<img src=x>" in text_in(stored_bytes(document))
    assert "<script>&amp;</script>" in text_in(stored_bytes(document))


def test_text_is_text_and_the_file_describes_itself(issued: Document) -> None:
    pdf = stored_bytes(issued)
    text = text_in(pdf)
    assert CANARY in text
    assert issued.number in text
    assert "Laporan uji" in text
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert issued.title_id in (reader.metadata.title or "")
    assert reader.metadata.author == "ExportReady"
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root


def test_language_of_the_document_wins_over_the_readers(issue_one: Issue) -> None:
    english, indonesian = build(issue_one(language="en")), build(issue_one(about="other:1"))
    assert "written in en" in text_in(stored_bytes(english))
    assert "written in id" in text_in(stored_bytes(indonesian))


def test_only_bundled_fonts_are_embedded(issue_one: Issue, photo_path: str) -> None:
    foreign = "Việt Нам Ωμ العربية ꦗꦮ ᬩᬮᬶ ✓ 漢字"
    facts = {"product": "Tikar", "secret": foreign, "photos": {"front": photo_path}}
    pdf = stored_bytes(build(issue_one(facts=facts)))
    names = fonts_in(pdf)
    assert names
    assert {name for name in names if not name.startswith(OURS)} == set()
    assert "Нам" in text_in(pdf)


def test_qr_code_of_the_printed_page_verifies(issued: Document, client: Client, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(stored_bytes(issued))
    subprocess.run(["pdftoppm", "-r", "150", "-png", "report.pdf", "page"], cwd=tmp_path, check=True)
    codes = [code for path in sorted(tmp_path.glob("page*.png")) for code in zxingcpp.read_barcodes(Image.open(path))]
    assert [code.text for code in codes] == [issued.verification_url]
    answer = client.get(codes[0].text.removeprefix(settings.PUBLIC_URL))
    assert answer.status_code == 200
    assert answer.context["document"] == issued


@pytest.mark.parametrize("size", [0, 1, 2, 5, 9])
def test_qr_codes_are_read_at_every_length_of_address(size: int) -> None:
    address = "https://exportready.example/v/" + "Ab-_9z" * (17 + size) + "/"
    svg = qr_code(address)
    assert "style=" not in svg
    sized = svg.replace("<svg", '<svg width="300" height="300" xmlns="http://www.w3.org/2000/svg"')
    script = "import sys, vl_convert; sys.stdout.buffer.write(vl_convert.svg_to_png(sys.stdin.read()))"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, input=sized.encode())
    png = done.stdout
    image = Image.alpha_composite(Image.new("RGBA", (300, 300), "white"), Image.open(io.BytesIO(png)).convert("RGBA"))
    assert [code.text for code in zxingcpp.read_barcodes(image.convert("L"))] == [address]


def test_web_process_never_imports_the_typesetter() -> None:
    script = (
        "import sys, exportready.wsgi; from django.urls import reverse; reverse('home');"
        "print(*(name in sys.modules for name in ('documents.views.own', 'weasyprint', 'vl_convert')))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=settings.BASE_DIR)
    assert done.stdout.split()[-3:] == ["True", "False", "False"]


def test_typesetter_leaves_pillow_strict(issued: Document) -> None:
    """WeasyPrint makes Pillow accept half a photo for the whole process; uploads must still be refused."""
    assert "weasyprint" in sys.modules
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_threads_typeset_side_by_side(issued: Document) -> None:
    digests: list[str] = []
    row = Document.objects.get(pk=issued.pk)
    threads = [threading.Thread(target=lambda: digests.append(build_file(row).sha256)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert digests == [issued.sha256] * 3

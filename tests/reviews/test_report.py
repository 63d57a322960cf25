"""The signed report: frozen facts, four pages at most, both languages, a code that verifies."""

import io
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from common.uploads import media_path
from documents.building import build as build_file
from documents.models import Document
from reviews.domain import reviewing
from reviews.domain.reviewing import Written
from reviews.models import Lens, Review
from reviews.report.crops import ASPECT, cut, images_of, opened, piece_of
from reviews.report.pages import context_of
from reviews.report.room import MOST_PAGES, TIGHT, fit, layout
from smes.models import Product
from tests.factories.people import Cast, granted
from tests.factories.reviews import answered, assigned, draft_review, found, submitted
from tests.reviews.reports import report

LONG = "Anyaman pada tepi luar longgar sehingga serat terlepas saat digulung, kunci tepi dengan jahitan rantai. " * 12


def text_of(document: Document) -> str:
    pages = PdfReader(io.BytesIO(media_path(document.file).read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def panel(product: Product, people: Cast, lenses: list[str]) -> list[Review]:
    return [draft_review(assigned(product, granted("expert"), by=people.ministry, lens=lens)) for lens in lenses]


def test_pages_say_what_the_panel_said(reported: Document, review: Review) -> None:
    assert reported.state == "valid"
    text = text_of(reported)
    for words in (
        "Sudut kiri terbuka",
        "label bahan dua bahasa",
        "Ringkasan design putaran 1",
        "Keranjang rotan",
        "D1",
        "D2",
    ):
        assert words in text
    assert str(review.assignment.expert) in text


def test_english_report_uses_english_names(shot: Product, review: Review) -> None:
    found(review, "Tepi terbuka.")
    submitted(review)
    text = text_of(report(shot, "en"))
    for words in (
        "Product review report",
        "Must fix",
        "Materials and finish",
        "Next steps, in this order",
        "Tepi terbuka.",
    ):
        assert words in text


def test_code_on_the_pages_verifies(reported: Document, client: Client, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(media_path(reported.file).read_bytes())
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(file), str(tmp_path / "page")], check=True)
    codes = [found for page in sorted(tmp_path.glob("page*.png")) for found in zxingcpp.read_barcodes(Image.open(page))]
    assert [code.text for code in codes] == [reported.verification_url]
    page = client.get(codes[0].text.removeprefix("http://localhost:8000"))
    assert page.status_code == 200
    assert "Keranjang rotan" in page.content.decode()
    assert "Sudut kiri terbuka" not in page.content.decode()


def test_same_facts_make_the_same_file(reported: Document) -> None:
    assert build_file(reported).sha256 == reported.sha256


def test_report_keeps_its_words_when_the_product_goes_on(reported: Document, review: Review, people: Cast) -> None:
    (second,) = answered(review.assignment.product, by=people.owner)
    submitted(second, resolved=True, verdict="export_ready")
    newer = report(review.assignment.product)
    reported.refresh_from_db()
    assert (reported.state, newer.state, newer.version) == ("superseded", "valid", 2)
    text = text_of(newer)
    assert "Sudah dijahit ulang." in text
    assert "Sudut kiri terbuka" in text
    assert [row["label"] for row in newer.facts["settled"]] == ["D1", "D2"]
    assert newer.facts["findings"] == []


def test_finding_that_stays_open_stands_in_the_next_report(review: Review, people: Cast) -> None:
    found(review, "Belum beres.")
    submitted(review)
    (second,) = answered(review.assignment.product, by=people.owner, text="Menurut kami sudah.")
    submitted(second, resolved=False)
    facts = Document.objects.filter(language="id").latest("version").facts
    (finding,) = facts["findings"]
    assert (finding["since"], "Menurut kami sudah." in finding["answer"]) == (1, True)


@pytest.mark.parametrize(
    ("lenses", "findings", "words"),
    [
        (["design"], 0, "Pendek."),
        (["design"], 12, LONG),
        (list(Lens.values), 4, "Tepi terbuka; jahit ulang."),
        (list(Lens.values), 12, LONG),
        (list(Lens.values), reviewing.MOST_FINDINGS, LONG),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_at_most_four_pages(
    shot: Product, people: Cast, lenses: list[str], findings: int, words: str, language: str
) -> None:
    reviews = panel(shot, people, lenses)
    photos = reviews[0].revision.ordered_photos
    for review in reviews:
        for n in range(findings):
            where: dict[str, Any] = {"photo": photos[n % 2], "pin": (Decimal(n) / 20, Decimal("0.5"))} if n % 3 else {}
            found(review, words[:600], ("must", "should", "idea")[n % 3], **where)
        scores = {c.key: 1 + (n + len(review.assignment.lens)) % 5 for n, c in enumerate(review.rubric.criteria.all())}
        expert = review.assignment.expert
        values = Written(scores=scores, verdict="not_yet", summary=words[:1200])
        version = reviewing.save(review=review, version=1, written=values, by=expert)
        reviewing.submit(review=review, version=version, by=expert)
    document = report(shot, language)
    assert document.state == "valid"
    assert 1 <= document.pages <= MOST_PAGES
    assert document.pages == fit(document.facts).pages  # the estimate is not far off either


def test_four_pages_also_when_much_was_settled(shot: Product, people: Cast) -> None:
    reviews = panel(shot, people, list(Lens.values))
    for review in reviews:
        for n in range(8):
            found(review, LONG[:600], "must", photo=review.revision.ordered_photos[n % 2])
        submitted(review)
    for n, second in enumerate(answered(shot, by=people.owner, text=LONG[:600])):
        submitted(second, resolved=n != 0)
    assert report(shot).pages <= MOST_PAGES


def test_findings_that_do_not_fit_are_counted(shot: Product, people: Cast) -> None:
    reviews = panel(shot, people, list(Lens.values))
    for review in reviews:
        for _n in range(reviewing.MOST_FINDINGS):
            found(review, LONG[:600], "must", photo=review.revision.ordered_photos[0])
        submitted(review)
    context = context_of(Document.objects.filter(language="id").latest("version").facts)
    assert context["findings_left"] == 60 - len(context["findings"]) > 0


def facts_with(summaries: list[int], findings: list[tuple[int, int, bool]], settled: list[int]) -> dict[str, Any]:
    """Facts whose texts have these lengths."""
    return {
        "lenses": [{"summary": "x" * size} for size in summaries],
        "criteria": [{"name": "Kapasitas dan kesinambungan"}] * 9,
        "findings": [{"text": "x" * a, "answer": "x" * b, "crop": "f" if c else ""} for a, b, c in findings],
        "settled": [{"label": "D1", "text": "x" * size, "answer": "x" * size, "note": ""} for size in settled],
        "steps": [{"text": "x" * 150, "why": "D1"}] * 12,
        "photos": {"cover": "c", "before": "b"},
        "terms": [["Harga", "x" * 90]] * 6,
    }


@settings(deadline=None)  # other tests may keep the machine busy
@given(
    st.lists(st.integers(1, 1200), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(1, 600), st.integers(0, 600), st.booleans()), max_size=120),
    st.lists(st.integers(1, 600), max_size=30),
)
def test_whatever_is_said_fits(summaries: list[int], findings: list[tuple[int, int, bool]], settled: list[int]) -> None:
    facts = facts_with(summaries, findings, settled)
    room = fit(facts)
    assert layout(facts, room.setting, room.findings)[0] <= MOST_PAGES
    assert room.findings == len(findings) or (
        room.setting == TIGHT and layout(facts, TIGHT, room.findings + 1)[0] > MOST_PAGES
    )


@settings(deadline=None)
@given(st.integers(300, 4000), st.integers(300, 4000), st.floats(0, 1), st.floats(0, 1))
def test_piece_lies_inside_the_photo_and_holds_the_pin(width: int, height: int, x: float, y: float) -> None:
    left, top, right, bottom = piece_of(width, height, x, y)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert left - 1 <= x * width <= right + 1
    assert top - 1 <= y * height <= bottom + 1
    assert (right - left) / (bottom - top) == pytest.approx(ASPECT, rel=0.03)


def test_crop_marks_the_place(reported: Document) -> None:
    (crop,) = reported.facts["crops"].values()
    photo = opened(crop["photo"])
    marked = Image.open(io.BytesIO(cut(photo, crop["x"], crop["y"])))
    assert cut(photo, crop["x"], crop["y"]) == cut(photo, crop["x"], crop["y"])
    assert marked.format == "JPEG"
    assert marked.width == 480
    pictures = images_of(reported.facts)
    assert set(pictures) == {"cover", *reported.facts["crops"]}


# --- who may have it ----------------------------------------------------------------------------------------------

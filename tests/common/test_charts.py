"""Drawings that may stand in any page, say what they show, and figures that no spreadsheet runs."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from common.charts import Bar, ChartTable, Lens, bars, radar, render, sparkline, vega
from common.charts.clean import ELEMENTS
from common.charts.tables import safe_text


def parsed(xml: str | bytes) -> ElementTree.Element:
    return ElementTree.fromstring(xml)  # noqa: S314


SPEC: dict[str, Any] = {
    "title": "Share of exports",
    "description": "1,234.5 in 2018, then 900.",
    "height": 160,
    "data": {"values": [{"year": "2018", "share": 1234.5}, {"year": "2020", "share": 900}]},
    "layer": [
        {"mark": {"type": "bar", "cornerRadius": 2, "tooltip": True, "cursor": "pointer"}},
        {"mark": "text", "encoding": {"text": {"field": "share", "format": ",.1f"}}},
    ],
    "encoding": {
        "x": {"field": "year", "type": "nominal"},
        "y": {"field": "share", "type": "quantitative", "title": '% "of" <exports>'},
    },
}
AXES = ["Bentuk", "Bahan", "Fungsi", "Konsistensi"]
LENSES = [Lens("Desain", [5, 4, None, 3]), Lens("Pembelian", [2, 4, 3, None])]
ALLOWED = ELEMENTS | {"title", "desc"}


def drawings() -> dict[str, str]:
    title, description = "A & B", 'x < y "z"'
    return {
        "vega": render(SPEC, width=360, language="id"),
        "radar": radar(axes=AXES, lenses=LENSES, title=title, description=description),
        "bars": bars([Bar("Siap <ekspor>", 12, "12"), Bar("Belum", 0, "0")], title=title, description=description),
        "sparkline": sparkline([1, None, 3, 2], title=title, description=description),
    }


@pytest.mark.parametrize("name", ["vega", "radar", "bars", "sparkline"])
def test_drawing_is_fit_for_a_strict_policy_and_spoken(name: str) -> None:
    svg = drawings()[name]
    root = parsed(svg)
    for element in root.iter():
        assert element.tag.rpartition("}")[2] in ALLOWED
        for attribute in element.attrib:
            assert attribute not in {"style", "class", "href"}
            assert not attribute.startswith("on")
    assert root.get("role") == "img"
    assert root.get("viewBox")
    assert [child.tag.rpartition("}")[2] for child in root[:2]] == ["title", "desc"]
    assert root[0].text
    assert root[1].text
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_numbers_follow_the_language() -> None:
    assert "1.234,5" in render(SPEC, width=360, language="id")
    assert "1,234.5" in render(SPEC, width=360, language="en")


def test_drawing_has_the_asked_width() -> None:
    for width in (320, 640):
        assert parsed(render(SPEC, width=width, language="id")).get("width") == str(width)


def test_ids_of_two_charts_on_a_page_do_not_meet() -> None:
    one, two = render(SPEC, width=360, language="id"), render(SPEC, width=361, language="id")
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, two)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert set(re.findall(r"url\(#([^)]+)\)", one)) == ids[0]


def test_drawn_once_for_all_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    vega._kept.cache_clear()
    cache.clear()
    first = render(SPEC, width=300, language="id")
    vega._kept.cache_clear()  # as in another process: only the shared cache knows the drawing
    monkeypatch.setattr(vega, "_converter", lambda: pytest.fail("drawn twice"))
    assert render(SPEC, width=300, language="id") == first
    with pytest.raises(pytest.fail.Exception):
        render({**SPEC, "height": 161}, width=300, language="id")


@pytest.mark.parametrize("missing", ["title", "description"])
def test_chart_without_words_is_refused(missing: str) -> None:
    with pytest.raises(ValueError, match="title and a description"):
        render({key: value for key, value in SPEC.items() if key != missing}, width=360, language="id")


@pytest.mark.parametrize("data", [{"url": "http://127.0.0.1:9/x.csv"}, {"url": "file:///etc/hostname"}])
def test_chart_that_would_load_data_is_refused(data: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="address"):
        render({**SPEC, "data": data}, width=360, language="id")


def test_forked_child_of_a_drawing_process_says_so_instead_of_hanging() -> None:
    script = """
import os, django
from django.conf import settings
settings.configure(CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}})
django.setup()
from common.charts import render
spec = {"title": "t", "description": "d", "data": {"values": [{"a": 1}]}, "mark": "bar"}
render(spec, width=100, language="id")
if os.fork() == 0:
    try:
        render(spec, width=101, language="id")
    except RuntimeError:
        os._exit(0)
    os._exit(1)
raise SystemExit(os.waitstatus_to_exitcode(os.wait()[1]))
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], timeout=60, check=False)
    assert done.returncode == 0


def test_radar_shows_disagreement_and_averages_nothing() -> None:
    svg = radar(axes=AXES, lenses=LENSES, title="t", description="d")
    texts = ["".join(text.itertext()) for text in parsed(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert "Bentuk2 – 5" in texts
    assert "Bahan4" in texts
    assert "Fungsi3" in texts
    assert svg.count('stroke-opacity=".35"') == 1
    assert "3.5" not in " ".join(texts)


@pytest.mark.parametrize("lenses", [[Lens("Desain", [1, 2])], [Lens("Desain", [1, 2, 3, 4, 5])]])
def test_radar_refuses_scores_that_do_not_fit_the_axes(lenses: list[Lens]) -> None:
    with pytest.raises(ValueError, match="radar"):
        radar(axes=AXES, lenses=lenses, title="t", description="d")


def test_sparkline_keeps_gaps() -> None:
    svg = sparkline([1, 2, None, 3, 4], title="t", description="d")
    assert svg.count("<polyline") == 2
    assert sparkline([None], title="t", description="d").count("<polyline") == 0


@given(
    st.lists(st.one_of(st.none(), st.floats(1, 5)), min_size=3, max_size=9),
    st.text(st.characters(codec="utf-8"), max_size=30),
)
def test_radar_draws_any_scores(scores: list[float | None], name: str) -> None:
    axes = [name or "a"] * len(scores)
    parsed(radar(axes=axes, lenses=[Lens(name, scores)], title="t", description=name))


def table(**changes: Any) -> ChartTable:
    usual: dict[str, Any] = {
        "title": "Share",
        "columns": ["Year", "Share"],
        "rows": [["2018", Decimal("14.40")], [date(2020, 1, 2), None], [True, -3]],
        "made_at": datetime(2025, 11, 24, 3, 0, tzinfo=UTC),
        "filters": [("Province", "Banten")],
        "source": "ADB",
    }
    return ChartTable(**{**usual, **changes})


def csv_rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_cells(content: bytes) -> tuple[list[str], str]:
    """The shared strings and the sheet's XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = parsed(book.read("xl/sharedStrings.xml"))
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    return ["".join(item.itertext()) for item in strings], sheet


def test_files_carry_filters_source_and_moment() -> None:
    rows = csv_rows(table().csv())
    assert rows[0] == ["Share"]
    assert ["Province", "Banten"] in rows
    assert any("ADB" in row for row in rows)
    assert any("10" in row[-1] and "WIB" in row[-1] for row in rows[1:2])
    assert rows[-3:] == [["2018", "14.40"], ["2020-01-02", ""], rows[-1]]
    assert rows[-1][1] == "-3"
    strings, sheet = xlsx_cells(table().xlsx())
    assert {"Share", "Banten", "ADB", "Year"} <= set(strings)
    assert "<v>14.40</v>" in sheet
    assert "<v>-3</v>" in sheet


TRICKY = st.text(
    st.one_of(st.sampled_from("=+-@\t\r\n＝＋－＠ \u00a0\u200b\ufeff'\",;|%A1("), st.characters(codec="utf-8")),
    max_size=12,
)


@examples(max_examples=250, deadline=None)
@given(st.lists(st.lists(TRICKY, min_size=3, max_size=3), min_size=12, max_size=12), TRICKY)
def test_no_cell_is_a_formula(rows: list[list[str]], word: str) -> None:
    """250 × 41 strings, reopened as a spreadsheet would."""
    made = table(title=word, columns=[word, "b", "c"], rows=rows, filters=[(word, word)], source=word)
    texts = [cell for row in csv_rows(made.csv()) for cell in row]
    strings, sheet = xlsx_cells(made.xlsx())
    assert "<f>" not in sheet
    for text in texts + strings:
        assert not text.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
        assert not text.lstrip(" \u00a0\u200b\ufeff").startswith(("=", "+", "-", "@"))


@given(TRICKY)
def test_escaping_keeps_the_text(text: str) -> None:
    assert safe_text(text) in {text, f"'{text}"}

"""Values in the reader's format."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from common.templatetags import look

MOMENT = dt.datetime(2026, 5, 3, 3, 42, tzinfo=dt.UTC)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "value", "currency", "shown"),
    [
        ("id", Decimal("1250000"), "IDR", "Rp 1.250.000"),
        ("id", Decimal("1250000.50"), "IDR", "Rp 1.250.000,50"),
        ("id", Decimal("1250"), "USD", "USD 1.250,00"),
        ("en", Decimal("1250"), "USD", "USD 1,250.00"),
        ("en", Decimal("1250000"), "IDR", "Rp 1,250,000"),
        ("en", Decimal("99"), "JPY", "JPY 99"),
        ("id", None, "IDR", ""),
        ("id", "", "IDR", ""),
        ("id", "not a number", "IDR", ""),
        ("id", 0, "IDR", "Rp 0"),
    ],
)
def test_money(language: str, value: Decimal | str | None, currency: str, shown: str) -> None:
    with translation.override(language):
        assert plain(look.money(value, currency)) == shown


@pytest.mark.parametrize(
    ("language", "value", "places", "shown"),
    [
        ("id", 1234567, "", "1.234.567"),
        ("en", 1234567, "", "1,234,567"),
        ("id", Decimal("0.5"), "", "0,5"),
        ("id", Decimal("2.005"), 2, "2,00"),
        ("en", 3, 2, "3.00"),
        ("id", 0, "", "0"),
        ("id", None, "", ""),
    ],
)
def test_number(language: str, value: Decimal | int | None, places: int | str, shown: str) -> None:
    with translation.override(language):
        assert look.number(value, places) == shown


@pytest.mark.parametrize(("language", "shown"), [("id", "15,7%"), ("en", "15.7%")])
def test_percent_takes_a_value_already_in_per_cent(language: str, shown: str) -> None:
    with translation.override(language):
        assert look.percent(Decimal("15.65")) == look.percent("15.65")
        assert look.percent(Decimal("15.7")) == shown
        assert look.percent(17, 0) == "17%"
        assert look.percent(None) == ""


@pytest.mark.parametrize(
    ("zone", "language", "shown"),
    [
        ("Asia/Jakarta", "id", "3 Mei 2026, 10.42 WIB"),
        ("Asia/Makassar", "id", "3 Mei 2026, 11.42 WITA"),
        ("Asia/Jayapura", "en", "3 May 2026, 12:42 WIT"),
    ],
)
def test_moments_name_the_zone_of_the_place(zone: str, language: str, shown: str) -> None:
    with translation.override(language), timezone.override(zone):
        assert plain(look.moment(MOMENT)) == shown


def test_a_moment_near_midnight_falls_on_the_readers_day() -> None:
    with translation.override("id"), timezone.override("Asia/Jakarta"):
        assert look.day(dt.datetime(2026, 5, 3, 20, tzinfo=dt.UTC)) == "4 Mei 2026"
        assert look.day(dt.date(2026, 5, 3)) == "3 Mei 2026"
        assert look.day(None) == ""


def test_whatsapp_and_undo() -> None:
    assert look.whatsapp("Lihat & pilih https://a.example/") == (
        "https://wa.me/?text=Lihat%20%26%20pilih%20https%3A//a.example/"
    )
    assert look.undo_url("safe undo:/produk/4/kembali/") == "/produk/4/kembali/"
    assert look.undo_url("") == ""


def test_icons_are_silent_unless_titled() -> None:
    assert 'aria-hidden="true"' in look.icon("bell")
    assert 'aria-label="&lt;b&gt;"' in look.icon("bell", "<b>")
    with pytest.raises(KeyError):
        look.icon("no such icon")

"""The reference data is complete, and loading it twice changes nothing."""

import time
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from market import sources
from market.domain.reference import load_reference
from market.models import HsCode, Province, Regency

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def test_a_second_load_changes_nothing_and_is_fast() -> None:
    before = list(HsCode.objects.values_list("pk", "code").order_by("pk"))
    start = time.process_time()
    loaded = load_reference()
    seconds = time.process_time() - start

    assert {name: result.changed for name, result in loaded.items()} == dict.fromkeys(loaded, 0)
    assert list(HsCode.objects.values_list("pk", "code").order_by("pk")) == before
    assert seconds < 2


def test_a_changed_name_is_mended_without_touching_the_rest() -> None:
    row = HsCode.objects.get(code="460212")
    HsCode.objects.filter(pk=row.pk).update(name_id="salah")
    Regency.objects.filter(code="36.71").delete()

    loaded = load_reference()

    assert (loaded["hs_codes"].changed, loaded["regencies"].changed, loaded["provinces"].changed) == (1, 1, 0)
    row.refresh_from_db()
    assert row.name_id == "Keranjang dan barang anyaman dari rotan"


def test_the_command_says_what_it_did() -> None:
    out = StringIO()
    call_command("load_reference", stdout=out)
    assert "hs_codes: 6939 rows, 0 changed" in out.getvalue()


def test_hs_2022_is_whole() -> None:
    assert Counter(HsCode.objects.edition().values_list("level", flat=True)) == {2: 97, 4: 1229, 6: 5613}
    orphans = HsCode.objects.filter(level__gt=2, parent=None)
    assert not orphans.exists()
    assert HsCode.objects.get(code="010121").parent.code == "0101"  # type: ignore[union-attr]


def test_every_chapter_has_an_indonesian_name() -> None:
    unnamed = HsCode.objects.edition().filter(level=2, name_id="")
    assert list(unnamed.values_list("code", flat=True)) == []


def test_headings_and_subheadings_of_small_firms_have_indonesian_names() -> None:
    named = HsCode.objects.edition().exclude(name_id="")
    assert named.filter(level=4).count() >= 150
    assert named.filter(level=6).count() >= 60


def test_our_names_belong_to_codes_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "own_names", lambda: {"460299": sources.OwnName("tidak ada")})
    with pytest.raises(ValueError, match="460299"):
        sources.hs_rows()


def test_regions_are_whole() -> None:
    assert Province.objects.count() == 38
    assert Counter(Regency.objects.values_list("kind", flat=True)) == {"kabupaten": 416, "kota": 98}


@pytest.mark.parametrize(
    ("name", "code", "bps_code"),
    [("Papua", "91", "94"), ("Papua Barat", "92", "91"), ("Papua Barat Daya", "96", "92"), ("Banten", "36", "36")],
)
def test_both_numberings_of_a_province_are_kept(name: str, code: str, bps_code: str) -> None:
    province = Province.objects.get(name=name)
    assert (province.code, province.bps_code) == (code, bps_code)


def test_a_regency_and_a_city_of_one_name_are_two_places() -> None:
    names = [regency.full_name for regency in Regency.objects.filter(province="36", name="Tangerang")]
    assert names == ["Kabupaten Tangerang", "Kota Tangerang"]


def test_a_regency_lies_in_the_province_its_code_names() -> None:
    with pytest.raises(IntegrityError, match="market_regency_code_in_province"), transaction.atomic():
        Regency.objects.create(code="36.99", province_id="32", kind="kota", name="Baru")


@pytest.mark.parametrize(("code", "level"), [("4602", 6), ("46x2", 4), ("460", 4)])
def test_the_digits_of_a_code_match_its_level(code: str, level: int) -> None:
    with pytest.raises(IntegrityError, match="market_hscode_digits_match_level"), transaction.atomic():
        HsCode.objects.create(edition="2017", code=code, level=level, name_en="x")


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Basketwork; of vegetable materials (not bamboo or rattan), made to shape", "bamboo rattan"),
        ("Coffee; not roasted or decaffeinated", "roasted decaffeinated"),
        ("Seats (not those of heading no. 9402), whether or not convertible into beds", "convertible"),
    ],
)
def test_what_a_name_excludes_is_not_searched(name: str, left: str) -> None:
    searched = sources.searchable_english(name)
    assert not set(left.split()) & set(searched.replace(",", " ").split())

"""What makers type, in both languages, and the heading it must bring up."""

import json
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from market.models import HsCode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

INDONESIAN = """
0306: udang beku
0409: madu hutan
0410: sarang burung walet
0801: kelapa parut kering
0901: kopi bubuk; biji kopi hijau; kopi arabika gayo 250 gram
0904: lada hitam
0905: vanili
0906: kayu manis
0907: cengkeh
0908: pala
0910: jahe bubuk
1212: rumput laut
1513: minyak kelapa murni
1702: gula aren; gula semut kelapa
1805: bubuk kakao
1806: cokelat batang
1905: kerupuk udang
2008: keripik singkong
2103: bumbu rendang
3301: minyak nilam
3304: lulur
3401: sabun herbal
3406: lilin aromaterapi
4202: tas kulit; dompet
4402: arang batok kelapa
4419: talenan kayu
4420: patung kayu
4601: tikar pandan; tikar anyaman
4602: keranjang rotan; tas anyaman; keranjang laundry eceng gondok
5208: batik tulis; kain tenun ikat
5702: keset sabut kelapa
6109: kaos
6204: gamis
6205: kemeja batik
6214: hijab
6402: sandal jepit
6403: sepatu kulit
6601: payung lukis
6704: bulu mata palsu
6912: mangkuk keramik
6913: vas keramik
7113: perhiasan perak
7117: kalung manik
9206: angklung
9401: kursi rotan; kursi kayu jati
9403: meja makan kayu; lemari pakaian
9405: lampu rotan
9503: mainan kayu
9601: kerajinan kerang
9602: mangkuk batok kelapa
"""
ENGLISH = """
0306: frozen shrimp
0801: desiccated coconut
0901: coffee beans; roasted coffee
0904: black pepper
0906: cinnamon
1212: seaweed
1513: virgin coconut oil
1702: palm sugar
2008: cassava chips
2103: chili sauce
3301: patchouli oil
3401: handmade soap
3406: scented candle
4202: leather handbag
4419: cutting board
4420: wood carving
4601: natural fibre mat
4602: wicker basket; handwoven; seagrass basket
5208: batik fabric
5702: coir doormat
6109: t-shirt
6304: cushion cover
6403: leather shoes
6504: straw hat
6704: false eyelashes
6912: ceramic mug
7113: silver jewelry
9401: wooden chair
9403: rattan furniture; dining table
9405: pendant lamp
9503: toys
"""
TYPOS = {
    "kranjang": "keranjang",
    "keranjnag rotan": "keranjang rotan",
    "kursi rotn": "kursi rotan",
    "batk tulis": "batik tulis",
    "cofee": "coffee",
    "cinammon": "cinnamon",
    "keramk": "keramik",
    "bakset": "basket",
    "minyak asiri": "minyak atsiri",
}


def expected(table: str) -> list[tuple[str, str]]:
    """(what is typed, the heading it must bring up) of each line "heading: words; words"."""
    lines = [line.split(": ") for line in table.strip().splitlines()]
    return [(text, heading) for heading, texts in lines for text in texts.split("; ")]


ASKED = expected(INDONESIAN) + expected(ENGLISH)


def headings(text: str) -> list[str]:
    """The distinct headings of the answer, best first."""
    return list(dict.fromkeys(match.code.code[:4] for match in HsCode.objects.search(text, "id").matches))


@pytest.mark.parametrize(("text", "heading"), ASKED)
def test_everyday_words_find_the_heading(text: str, heading: str) -> None:
    assert heading in headings(text)[:3]


def test_most_queries_find_the_heading_first() -> None:
    first = [text for text, heading in ASKED if headings(text)[0] == heading]
    assert len(first) / len(ASKED) >= 0.95


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("keranjang rotan", "460212"),
        ("keranjang bambu", "460211"),
        ("rattan chair", "940153"),
        ("kopi luwak", "090121"),
        ("green beans coffee", "090111"),
        ("teak cutting board", "441920"),
    ],
)
def test_the_material_decides_the_subheading(text: str, code: str) -> None:
    assert HsCode.objects.search(text, "id").matches[0].code.code == code


@pytest.mark.parametrize(("text", "corrected"), TYPOS.items())
def test_typos_are_mended_and_said(text: str, corrected: str) -> None:
    mended = HsCode.objects.search(text, "id")
    meant = HsCode.objects.search(corrected, "id")
    assert mended.corrected_query == corrected
    assert [match.code.code for match in mended.matches] == [match.code.code for match in meant.matches]


def test_a_word_still_being_typed_is_a_beginning_not_a_typo() -> None:
    search = HsCode.objects.search("keranj", "id")
    assert search.corrected_query == ""
    assert search.matches[0].code.code.startswith("4602")


@pytest.mark.parametrize("text", ["4602.12", "460212", "4602 12", "4602.12.00", "46021200"])
def test_a_code_is_found_with_or_without_dots(text: str) -> None:
    matches = HsCode.objects.search(text, "id").matches
    assert [match.code.code for match in matches] == ["460212"]


def test_the_beginning_of_a_code_lists_what_stands_under_it() -> None:
    matches = HsCode.objects.search("4602", "id").matches
    assert [match.code.code for match in matches] == ["4602", "460211", "460212", "460219", "460290"]


def test_subheadings_stand_together_under_their_heading() -> None:
    found = [match.code.code[:4] for match in HsCode.objects.search("kursi", "id").matches]
    changes = sum(1 for one, other in pairwise(found) if one != other)
    assert changes == len(set(found)) - 1


def test_labels_name_the_heading_in_the_language_asked() -> None:
    match = HsCode.objects.search("keranjang rotan", "id").matches[0]
    assert match.label("id") == (
        "4602.12 - Keranjang dan barang anyaman lain › Keranjang dan barang anyaman dari rotan"
    )
    assert match.label("en").startswith("4602.12 - Basketwork, wickerwork and other articles")


@pytest.mark.parametrize("text", ["", "   ", "qqxxzzvv", "dan untuk", "'; --", "%", "\\", "\x00", "()|&!:*", "九"])
def test_odd_input_finds_nothing_and_breaks_nothing(text: str) -> None:
    assert HsCode.objects.search(text, "id").matches == []


def test_a_long_text_is_cut_not_refused() -> None:
    assert HsCode.objects.search("keranjang rotan " * 500, "id").matches[0].code.code == "460212"


def test_unspecified_goods_are_never_offered() -> None:
    assert HsCode.objects.search("9999", "id").matches == []


def test_a_search_costs_three_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(3):
        for match in HsCode.objects.search("keranjang rotan", "id").matches:
            match.label("id")


def test_the_command_answers_one_json_object() -> None:
    out = StringIO()
    call_command("search_hs", "kranjang rotan", "--language", "en", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["corrected_query"] == "keranjang rotan"
    best = answer["results"][0]
    assert (best["code"], best["dotted"], best["level"], best["edition"]) == ("460212", "4602.12", 6, "2022")
    assert [step["code"] for step in best["chain"]] == ["46", "4602", "460212"]
    assert best["label"].startswith("4602.12 - Basketwork")

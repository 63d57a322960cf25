"""The directory: who finds what, numbers that agree with the list, and filters that tell nothing hidden."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from market.models import HsCode, Province, Regency
from smes.models import Product
from tests.conftest import SignIn
from tests.factories.firms import company_of, hs_code, product_of
from tests.factories.people import Cast

URL = reverse("aggregators:directory")
COMPANIES = reverse("aggregators:companies")
SEES_TERMS = {"aggregator", "other_aggregator", "expert", "other_expert", "ministry", "administrator"}


@pytest.fixture
def shelf(db: None) -> dict[str, Product]:
    """Three firms in two provinces; prices and quantities that nothing public tells."""
    HsCode.objects.get_or_create(code="46", defaults={"level": 2, "name_en": "Basketware", "name_id": "Anyaman"})
    HsCode.objects.get_or_create(code="09", defaults={"level": 2, "name_en": "Coffee, tea", "name_id": "Kopi, teh"})
    bali, _new = Province.objects.get_or_create(code="51", defaults={"bps_code": "51", "name": "Bali"})
    gianyar, _new = Regency.objects.get_or_create(
        code="51.04", defaults={"province": bali, "kind": Regency.Kind.KABUPATEN, "name": "Gianyar"}
    )
    coffee = hs_code("090111", "Coffee, not roasted")
    weaver = company_of(brand="Anyam Banten")
    painter = company_of(brand="Ukir Gianyar", province=bali, regency=gianyar, size="small")
    grower = company_of(brand="Kopi Kintamani", province=bali, regency=gianyar, size="medium")
    other: dict[str, Any] = {"materials": "Kayu", "description": "Buatan tangan."}
    secret: dict[str, Any] = {"price": 111_111, "moq": 77, "monthly_capacity": 7_777, "lead_days": 17}
    dollars: dict[str, Any] = {"price": 250, "currency": "USD", "moq": 500, "monthly_capacity": 90, "lead_days": 60}
    cheap: dict[str, Any] = {"price": 99_000, "moq": 5, "monthly_capacity": 400, "lead_days": 7}
    return {
        "basket": product_of(weaver, name="Keranjang rotan", **secret),
        "box": product_of(painter, name="Kotak anyam", **dollars, **other),
        "coffee": product_of(grower, name="Biji kopi", hs=coffee, **cheap, **other),
    }


def names(page: str, shelf: dict[str, Product]) -> set[str]:
    return {key for key, product in shelf.items() if f"/produk/{product.public_id}/" in page}


def shown(client: Client, query: str, shelf: dict[str, Product], url: str = URL) -> set[str]:
    response = client.get(f"{url}?{query}")
    assert response.status_code == 200
    return names(response.content.decode(), shelf)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", {"basket", "box", "coffee"}),
        ("q=rotan", {"basket"}),
        ("q=kranjang", {"basket"}),
        ("hs=46", {"basket", "box"}),
        ("province=51", {"box", "coffee"}),
        ("province=51&regency=51.04&hs=09", {"coffee"}),
        ("size=small", {"box"}),
        ("hs=09&province=36", set()),
        ("ready=on", set()),
        ("hs=zz&province=%07&size=giant&page=x", {"basket", "box", "coffee"}),
        (f"q=rotan{' -' * 90}", {"basket"}),
        (f"q={'-' * 190}rotan", {"box", "coffee"}),
        (f"q={'-(' * 90}", set()),
        (f"q={'x' * 10_000}", {"basket", "box", "coffee"}),
        ("hs=77", set()),
    ],
)
def test_filters(client: Client, shelf: dict[str, Product], query: str, keys: set[str]) -> None:
    assert shown(client, query, shelf) == keys


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("capacity=400", {"basket", "coffee"}),
        ("moq=77", {"basket", "coffee"}),
        ("lead=17", {"basket", "coffee"}),
        ("price_max=100000", {"coffee"}),
        ("price_min=100000", {"basket"}),
        ("price_max=300&currency=USD", {"box"}),
        ("currency=USD", {"basket", "box", "coffee"}),
        ("capacity=-1&moq=abc", {"basket", "box", "coffee"}),
        ("capacity=400&hs=46", {"basket"}),
    ],
)
def test_terms_filter_for_those_who_see_them_only(
    people: Cast, as_user: SignIn, shelf: dict[str, Product], query: str, keys: set[str]
) -> None:
    everything = shown(as_user(None), query.replace("capacity=400&", ""), shelf)
    for name, user in people.everybody().items():
        client = as_user(user)
        assert shown(client, query, shelf) == (keys if name in SEES_TERMS else everything), name


def test_no_answer_depends_on_a_hidden_figure(people: Cast, as_user: SignIn, shelf: dict[str, Product]) -> None:
    """Whatever is guessed, somebody without the right gets the very same page, counts and order included."""
    for user in (None, people.owner, people.newcomer):
        client = as_user(user)
        for url in (URL, COMPANIES):
            plain = body(client, url, "")
            for guess in ("capacity=7777", "capacity=7778", "moq=76", "lead=16", "price_max=1", "price_min=99999999"):
                assert body(client, url, guess) == plain
    page = as_user(people.newcomer).get(URL).content.decode()
    for secret in ("111.111", "7.777", "7777"):
        assert secret not in page
    assert "111.111" in as_user(people.aggregator).get(URL).content.decode(), "the canary can sing"


def body(client: Client, url: str, query: str) -> str:
    """The results without what must differ: the address itself in links, and the token of forms."""
    page = client.get(f"{url}?{query}", headers={"HX-Request": "true"}).content.decode()
    return page.replace(f"?{query}", "").replace(f"{query}&amp;", "")


def test_only_published_products_of_verified_firms_are_there(
    people: Cast, as_user: SignIn, shelf: dict[str, Product]
) -> None:
    firm = company_of(people.organisation_of(people.owner))
    hidden = [product_of(firm, name="Belum terbit", published=False)]
    returned = company_of(state="returned")
    hidden.append(product_of(returned, name="Dikembalikan"))
    for user in people.everybody().values():
        for url in (URL, COMPANIES):
            page = as_user(user).get(url).content.decode()
            assert not any(p.public_id in page for p in hidden)
            assert str(returned) not in page


def test_numbers_agree_with_the_lists(client: Client, shelf: dict[str, Product]) -> None:
    form = client.get(URL).context["form"]
    assert dict(form.fields["hs"].widget.choices)["46"].endswith("(2)")
    assert dict(form.fields["province"].widget.choices)["51"] == "Bali (2)"
    narrowed = client.get(f"{URL}?province=51").context
    choices = {
        name: dict(narrowed["form"].fields[name].widget.choices) for name in ("hs", "province", "regency", "size")
    }
    assert choices["hs"]["46"].endswith("(1)"), "with the province on"
    assert choices["province"]["36"] == "Banten (1)", "as if the province were not chosen"
    assert choices["regency"]["51.04"] == "Kabupaten Gianyar (2)"
    assert set(choices["size"]) == {"", "small", "medium"}
    assert (narrowed["found"].total, narrowed["found"].companies_total) == (2, 2)
    for name, values in choices.items():
        for value, label in values.items():
            if value:
                query = f"province=51&{name}={value}" if name != "province" else f"province={value}"
                assert label.endswith(f"({len(shown(client, query, shelf))})"), query


def test_companies_are_found_by_what_they_make(client: Client, shelf: dict[str, Product]) -> None:
    page = client.get(f"{COMPANIES}?hs=46").content.decode()
    assert "Anyam Banten" in page
    assert "Ukir Gianyar" in page
    assert "Kopi Kintamani" not in page


def test_an_empty_result_says_which_filter_to_drop(client: Client, shelf: dict[str, Product]) -> None:
    response = client.get(f"{URL}?hs=09&province=36")
    ways = {way.name: (way.without, way.gives) for way in response.context["found"].ways_out}
    assert ways == {"hs": ("province=36", 1), "province": ("hs=09", 1)}
    assert 'href="/direktori/?province=36"' in response.content.decode()


def test_htmx_gets_the_results_with_new_numbers(client: Client, shelf: dict[str, Product]) -> None:
    whole = client.get(f"{URL}?province=51")
    part = client.get(f"{URL}?province=51", headers={"HX-Request": "true"})
    assert "HX-Request" in part.headers["Vary"]
    assert "HX-Request" in whole.headers["Vary"]
    text = part.content.decode()
    assert "<html" not in text
    assert names(text, shelf) == {"box", "coffee"}
    assert text.count("hx-swap-oob") == 5
    assert 'hx-swap-oob="' not in whole.content.decode()
    assert '<form class="search" method="get"' in whole.content.decode()


def test_pages_keep_the_filters(client: Client, shelf: dict[str, Product]) -> None:
    for n in range(14):
        product_of(shelf["basket"].company, name=f"Keranjang {n}")
    page = client.get(f"{URL}?q=keranjang&hs=46").content.decode()
    assert "?q=keranjang&amp;hs=46&amp;page=2" in page
    second = client.get(f"{URL}?q=keranjang&hs=46&page=2")
    assert [len(second.context["page"]), second.context["found"].total] == [3, 15]


@pytest.mark.parametrize("url", [URL, f"{URL}?q=keranjang", COMPANIES])
@pytest.mark.parametrize("who", ["visitor", "aggregator"])
def test_asks_as_much_for_one_row_as_for_thirty(people: Cast, as_user: SignIn, url: str, who: str) -> None:
    client = as_user(getattr(people, who))
    product_of(company_of(), name="Keranjang pertama")
    few = queries_of(client, url)
    for n in range(29):
        product_of(company_of(), name=f"Keranjang {n}")
    assert queries_of(client, url) == few


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)

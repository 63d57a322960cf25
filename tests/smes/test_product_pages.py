"""Writing, checking, saving, publishing through the pages; and what buyers see."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from market.models import HsCode
from smes.domain import products
from smes.models import Product
from tests.factories.firms import company_of, hs_code
from tests.factories.people import Cast
from tests.smes.conftest import EnglishSignIn
from tests.smes.loop import Loop, complete

SECRETS = ("125.000", "125,000", "Tanjung Priok", "FOB", "50 piece", "600 piece", "30 days")


def url(name: str, product: Product | None = None, *args: object) -> str:
    return reverse(f"smes:{name}", args=[product.public_id, *args] if product else args)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.headers.get("Location", "")
    return response.content.decode()


def sent(version: int, **values: Any) -> dict[str, Any]:
    """What the draft's form sends."""
    form = complete() | {"hs": "460219", "price": "125.000"} | values
    return {"version": version, **form}


@pytest.mark.parametrize("role", ["other_owner", "aggregator", "expert", "ministry", "administrator", "newcomer"])
def test_outsiders_find_none_of_its_pages(people: Cast, loop: Loop, as_user: EnglishSignIn, role: str) -> None:
    product = loop.published()
    products.revise(product=product, by=loop.owner)
    client = as_user(people.everybody()[role])
    for name in ("edit", "check"):
        page(client, url(name, product), 404)
    for name in (
        "edit",
        "autosave",
        "check",
        "revise",
        "publish",
        "unpublish",
        "archive",
        "restore",
        "photos",
        "photo_upload",
    ):
        assert client.post(url(name, product), sent(1)).status_code == 404, name
    page(client, url("revision", product, 1), 200 if role in {"ministry", "administrator"} else 404)
    product.refresh_from_db()
    assert (product.published_revision, product.archived_at) == (product.latest_saved, None)


def test_visitors_are_asked_to_sign_in(loop: Loop, client: Client) -> None:
    product = loop.published()
    for name in ("edit", "check"):
        assert client.get(url(name, product)).headers["Location"].startswith("/akun/")
    for name in ("products", "new_product"):
        assert client.get(url(name)).headers["Location"].startswith("/akun/")


def test_from_a_name_to_a_published_product_without_javascript(loop: Loop, as_user: EnglishSignIn) -> None:
    hs_code()
    client = as_user(loop.owner)
    assert "No products yet" in page(client, url("products"))
    assert client.post(url("new_product"), {"name": ""}).status_code == 422
    address = client.post(url("new_product"), {"name": "Keranjang"}).headers["Location"]
    product = Product.objects.get()
    assert address == url("edit", product)
    text = page(client, address)
    assert 'name="version" value="1"' in text
    assert client.post(address, sent(1)).headers["Location"] == url("check", product)
    text = page(client, url("check", product))
    assert f'<a href="{address}#photos">At least one photo</a>' in text
    assert "Rp\xa0125,000 / piece" in text
    assert product.draft is not None
    loop.photo(product.draft)
    assert "Still missing" not in page(client, url("check", product))
    assert client.post(url("check", product), {"version": 2}).headers["Location"] == url("product_page", product)
    text = page(client, url("product_page", product))
    assert "Publish revision 1" in text
    client.post(url("publish", product))
    assert Product.objects.published().get() == product
    client.logout()
    assert "Keranjang rotan" in page(client, url("product_page", product))


def test_an_incomplete_draft_says_what_is_missing(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.written(price=None)
    client = as_user(loop.owner)
    assert f'<a href="{url("edit", draft.product)}#price">Price per unit</a>' in page(
        client, url("check", draft.product)
    )
    text = client.post(url("check", draft.product), {"version": draft.version}, follow=True).content.decode()
    assert "Still missing: price per unit." in text
    assert Product.objects.get().latest_saved is None


def test_autosave_counts_versions(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.started()
    hs_code()
    client = as_user(loop.owner)
    response = client.post(url("autosave", draft.product), sent(1, description="", price=""))
    assert (response.status_code, response.json()) == (200, {"version": 2})
    draft.refresh_from_db()
    assert (draft.hs_id, draft.price, draft.description, draft.moq) == (hs_code().pk, None, "", 50)
    again = client.post(url("autosave", draft.product), sent(1, description="", price=""))
    assert again.json() == {"version": 2}, "an answer that was lost on its way is given again"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"price": "abc"}, "Price per unit: Write the amount in digits"),
        ({"price": "0"}, "above 0"),
        ({"price": "1,234"}, None),
        ({"price": "9" * 13}, "too large"),
        ({"price": "9" * 30}, "too large"),
        ({"moq": "9" * 5000}, "too large"),
        ({"moq": "1,5"}, "whole number"),
        ({"hs": "4602"}, "six digits"),
        ({"unit": "barrel"}, "barrel"),
        ({"name": "x" * 200}, "at most 120"),
    ],
)
def test_wrong_values_get_their_sentence_and_nothing_is_saved(
    loop: Loop, as_user: EnglishSignIn, values: dict[str, str], sentence: str | None
) -> None:
    draft = loop.started()
    hs_code()
    response = as_user(loop.owner).post(url("autosave", draft.product), sent(1, **values))
    draft.refresh_from_db()
    if sentence is None:
        assert draft.price == Decimal(1234)
        return
    assert response.status_code == 422
    assert sentence in response.json()["error"]
    assert (draft.version, draft.materials) == (1, "")
    form = as_user(loop.owner).post(url("edit", draft.product), sent(1, **values))
    assert form.status_code == 422
    assert "Please put this right first" in form.content.decode()


def test_two_people_editing_one_product(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.started()
    hs_code()
    assert as_user(loop.staff).post(url("autosave", draft.product), sent(1, materials="Rotan Wajo")).status_code == 200
    client = as_user(loop.owner)
    answer = client.post(url("autosave", draft.product), sent(1, materials="Bambu Garut"))
    assert answer.status_code == 409
    assert f"{loop.staff} saved this product at" in answer.json()["error"]
    for value in ("Rotan Wajo", "Bambu Garut", "keep_mine", "keep_theirs"):
        assert value in answer.json()["html"]
    plain = client.post(url("edit", draft.product), sent(1, materials="Bambu Garut"))
    assert plain.status_code == 409
    text = plain.content.decode()
    assert "Nothing was overwritten" in text
    assert 'value="Bambu Garut"' in text, "the refused page keeps what was typed"
    draft.refresh_from_db()
    assert (draft.materials, draft.version) == ("Rotan Wajo", 2)


def test_keeping_mine_or_theirs(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.started()
    hs_code()
    as_user(loop.staff).post(url("autosave", draft.product), sent(1, materials="Rotan Wajo"))
    client = as_user(loop.owner)
    client.post(url("edit", draft.product), sent(1, materials="Bambu", keep_theirs="1"))
    draft.refresh_from_db()
    assert draft.materials == "Rotan Wajo"
    as_user(loop.staff).post(url("autosave", draft.product), sent(2, materials="Rotan Aceh"))
    stale = as_user(loop.owner).post(url("edit", draft.product), sent(1, materials="Bambu", keep_mine="2"))
    assert stale.status_code == 409, "what was saved after the question was asked is not overwritten either"
    client.post(url("edit", draft.product), sent(1, materials="Bambu", keep_mine="3"))
    draft.refresh_from_db()
    assert (draft.materials, draft.version) == ("Bambu", 4)


def test_what_is_saved_is_what_was_checked(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.written()
    products.write(revision=draft, version=draft.version, values={"moq": 1}, by=loop.staff)
    text = (
        as_user(loop.owner).post(url("check", draft.product), {"version": draft.version}, follow=True).content.decode()
    )
    assert "while this page was open" in text
    assert draft.product.latest_saved is None


def test_a_double_click_makes_one_product(loop: Loop, as_user: EnglishSignIn) -> None:
    client = as_user(loop.owner)
    text = page(client, url("new_product"))
    found = re.search(r'name="once" value="([^"]+)"', text)
    assert found is not None
    form = {"name": "Keranjang", "once": found[1]}
    first, second = (client.post(url("new_product"), form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Product.objects.count() == 1


def test_an_unverified_firm_is_told_what_is_needed(people: Cast, as_user: EnglishSignIn) -> None:
    company = company_of(people.organisation_of(people.owner), state="draft", verified_at=None)
    product = Loop(company, people.owner, people.staff).saved()
    client = as_user(people.owner)
    assert "Publish revision" not in page(client, url("product_page", product))
    text = client.post(url("publish", product), follow=True).content.decode()
    assert "Only verified companies can publish." in text
    assert not Product.objects.published().exists()


def test_taken_out_put_away_and_undone(loop: Loop, as_user: EnglishSignIn) -> None:
    product = loop.published()
    client = as_user(loop.owner)
    text = client.post(url("unpublish", product), follow=True).content.decode()
    assert f'action="{url("publish_revision", product, 1)}"' in text
    client.post(url("publish_revision", product, 1))
    assert Product.objects.published().exists()
    text = client.post(url("archive", product), follow=True).content.decode()
    assert f'action="{url("restore", product)}"' in text
    assert "Keranjang rotan" in page(client, f"{url('products')}?arsip")
    client.post(url("restore", product))
    assert Product.objects.published().exists()


def test_the_next_revision_shows_what_changed(loop: Loop, as_user: EnglishSignIn) -> None:
    product = loop.saved()
    client = as_user(loop.owner)
    assert client.post(url("revise", product)).headers["Location"] == url("edit", product)
    draft = product.draft
    assert draft is not None
    form = sent(
        draft.version, price="98.000", description="Keranjang anyaman tangan yang rapat.", changes="Lebih rapat"
    )
    client.post(url("edit", product), form)
    client.post(url("check", product), {"version": draft.version + 1})
    text = page(client, url("revision", product, 2))
    assert re.search(r"<del>.*Rp\xa0125,000 / piece</del>", text)
    assert re.search(r"<ins>.*Rp\xa098,000 / piece</ins>", text)
    assert "Lebih rapat" in text
    assert re.search(r"<ins>.*yang rapat\.</ins>", text)
    page(client, url("revision", product, 3), 404)


def test_the_search_page_hands_the_code_back(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.started()
    hs_code()
    HsCode.objects.create(code="460212", level=6, name_en="Rattan baskets", name_id="Keranjang rotan")
    client = as_user(loop.owner)
    answer = client.post(url("edit", draft.product), sent(1, hs="460219", q="keranjang", hs_search="1"))
    assert answer.headers["Location"].startswith(f"{reverse('market:hs_search')}?q=keranjang&selected=460219&next=")
    text = page(client, f"{url('edit', draft.product)}?hs=460212")
    assert 'value="460212" checked' in text
    assert "Not saved yet" in text
    draft.refresh_from_db()
    assert draft.hs == hs_code(), "looking at the page changes nothing"

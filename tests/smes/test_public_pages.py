"""What the public, buyers and makers see of a product, and what the lists cost."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from smes.domain import products
from smes.models import Product, ProductRevision
from tests.factories.firms import company_of, product_of
from tests.factories.people import Cast
from tests.smes.conftest import EnglishSignIn
from tests.smes.loop import Loop

SECRETS = ("125.000", "125,000", "Tanjung Priok", "FOB", "50 piece", "600 piece", "30 days")


def url(name: str, product: Product | None = None, *args: object) -> str:
    return reverse(f"smes:{name}", args=[product.public_id, *args] if product else args)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.headers.get("Location", "")
    return response.content.decode()


@pytest.mark.parametrize("role", ["visitor", "newcomer", "other_owner"])
def test_trade_terms_are_not_public(people: Cast, loop: Loop, as_user: EnglishSignIn, role: str) -> None:
    product = loop.published(price=Decimal(125_000))
    text = page(as_user(people.everybody()[role]), url("product_page", product))
    assert "Sign in as an aggregator to see the price" in text
    assert "Only makers and staff see this" not in text
    for secret in SECRETS:
        assert secret not in text
    company = page(as_user(people.everybody()[role]), reverse("smes:company_page", args=[loop.company.public_id]))
    assert loop.company.phone.as_e164[1:] not in company
    assert loop.company.address not in company


@pytest.mark.parametrize("role", ["owner", "staff", "aggregator", "expert", "ministry", "administrator"])
def test_buyers_and_makers_see_trade_terms(people: Cast, loop: Loop, as_user: EnglishSignIn, role: str) -> None:
    product = loop.published()
    client = as_user(people.everybody()[role])
    text = page(client, url("product_page", product))
    for fact in ("Rp\xa0125,000 / piece", "FOB Tanjung Priok", "50 piece", "600 piece", "30 days"):
        assert fact in text
    assert loop.company.phone.as_e164[1:] in page(client, reverse("smes:company_page", args=[loop.company.public_id]))


def test_what_a_visitor_and_a_search_engine_get(loop: Loop, client: Client) -> None:
    product = loop.published(description="Anyaman </script><b>tangan</b>")
    text = page(client, url("product_page", product))
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert found is not None
    data = json.loads(found[1])
    assert data["@type"] == "Product"
    assert data["description"] == "Anyaman </script><b>tangan</b>"
    assert data["category"].startswith("HS 4602.19")
    assert "offers" not in data
    assert "price" not in found[1]
    assert 'property="og:image" content="http' in text
    assert "https://wa.me/?text=" in text


def test_a_newer_saved_revision_is_not_shown_before_it_is_published(loop: Loop, client: Client) -> None:
    product = loop.published()
    draft = products.revise(product=product, by=loop.owner)
    products.write(revision=draft, version=1, values={"name": "Rahasia", "changes": "Nama"}, by=loop.owner)
    products.save_revision(product=product, by=loop.owner)
    assert "Rahasia" not in page(client, url("product_page", product))
    products.archive(product=product, by=loop.owner)
    page(client, url("product_page", product), 404)


def test_tiles_of_a_company_are_those_of_the_directory(loop: Loop) -> None:
    for n in range(3):
        product_of(loop.company, photos=2, name=f"Produk {n}")
    product_of(company_of())
    full = Product.objects.published().filter(company=loop.company).for_tiles().order_by("-published_at", "-pk")
    light = Product.objects.published().tiles_of(loop.company, 10)
    for one, other in zip(full, light, strict=True):
        assert one == other
        assert one.published_revision is not None
        assert other.published_revision is not None
        assert one.published_revision.name == other.published_revision.name
        assert one.published_revision.cover is not None
        assert other.published_revision.cover is not None
        assert one.published_revision.cover.avif == other.published_revision.cover.avif
    assert Product.objects.published().tiles_of(loop.company, 2) == light[:2]


def queries(client: Client, address: str, counted: Any) -> int:
    client.get(address)  # sessions and caches warm
    with counted as captured:
        page(client, address)
    return len(captured)


@pytest.mark.parametrize("address", ["products", "archive", "queue", "company", "product", "tiles"])
def test_lists_cost_the_same_for_one_and_thirty(
    people: Cast, as_user: EnglishSignIn, address: str, django_assert_max_num_queries: Any
) -> None:
    company = company_of(people.organisation_of(people.owner))
    first, _other = product_of(company, photos=2), product_of(company)
    addresses = {
        "products": (people.owner, reverse("smes:products")),
        "archive": (people.owner, f"{reverse('smes:products')}?arsip"),
        "queue": (people.ministry, f"{reverse('smes:verification_queue')}?state=all"),
        "company": (people.aggregator, reverse("smes:company_page", args=[company.public_id])),
        "product": (people.aggregator, url("product_page", first)),
        "tiles": (people.visitor, reverse("smes:company_page", args=[company.public_id])),
    }
    user, path = addresses[address]
    archived = product_of(company, photos=2)
    products.archive(product=archived, by=people.owner)
    client = as_user(user)
    one = queries(client, path, django_assert_max_num_queries(25))
    for _ in range(30):
        product_of(company, photos=3)
        products.archive(product=product_of(company), by=people.owner)
        company_of()
        products.revise(product=product_of(company), by=people.owner)
    assert queries(client, path, django_assert_max_num_queries(25)) == one


def test_the_draft_page_costs_the_same_for_one_and_eight_photos(
    loop: Loop, as_user: EnglishSignIn, django_assert_max_num_queries: Any
) -> None:
    one, eight = product_of(loop.company, photos=1), product_of(loop.company, photos=8)
    client = as_user(loop.owner)
    counts = []
    for product in (one, eight):
        products.revise(product=product, by=loop.owner)
        counts.append(queries(client, url("edit", product), django_assert_max_num_queries(20)))
    assert counts[0] == counts[1]
    assert ProductRevision.objects.filter(saved_at__isnull=True).count() == 2

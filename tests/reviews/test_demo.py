"""The demonstration's reviews: every state is there."""

import pytest

from accounts.models import User
from documents.models import Document
from exportready.demo.people import make_staff
from exportready.demo.review_words import KINDS, WORDS, kind_of
from exportready.demo.reviews import PLAN, make_reviews
from reviews.models import Answer, Lens, Review
from smes.models import Product
from tests.factories.firms import company_of, hs_code, product_of
from tests.factories.people import member
from tests.reviews.pictures import photographed


@pytest.fixture
def products(db: None) -> list[Product]:
    """A product each of ten firms."""
    made = []
    for chapter in ("460219", "420222", "090111", "441990", "691200", "340111", "460219", "621410", "950300", "180690"):
        company = company_of()
        member(company.organisation)
        made.append(photographed(product_of(company, hs=hs_code(chapter), name=f"Produk {chapter}")))
    return made


def test_every_state_is_there(products: list[Product]) -> None:
    experts = make_reviews(products=products, staff=make_staff().ministry)
    assert len(experts) == 6
    assert Review.objects.values("assignment__product").distinct().count() == len(PLAN)
    last = {product.pk: Review.objects.of(product).order_by("-round") for product in products}
    rounds = [rows[0].round for rows in last.values()]
    assert rounds.count(2) == 3
    assert Review.objects.filter(round=2, verdict="export_ready", state="submitted").count() == 6
    assert Review.objects.under_way().filter(started_at__isnull=False).exists()
    assert Review.objects.under_way().filter(started_at__isnull=True, round=1).exists()
    assert Answer.objects.filter(revision__isnull=False).exists()
    second = Document.objects.filter(language="id", facts__product__round=2)
    assert [set(document.facts["photos"]) for document in second] == [{"cover", "before"}] * 2
    assert User.objects.filter(is_demo=True, grants__role="expert").count() == 6


@pytest.mark.parametrize("kind", [*KINDS, "other"])
def test_every_kind_has_words_for_every_lens(kind: str) -> None:
    assert set(WORDS[kind]) == set(Lens.values)
    for remarks in WORDS[kind].values():
        assert remarks
        for remark in remarks:
            assert len(remark.text) <= 600
            assert remark.answer


def test_kind_comes_from_the_hs_chapter() -> None:
    assert [kind_of(code) for code in ("460219", "090111", "630790", "")] == ["weave", "food", "cloth", "other"]

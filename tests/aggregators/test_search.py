"""Finding products by words: in both languages, across product, maker and HS code, with typos, and never behind."""

import threading

import pytest
from django.db import connections, transaction
from django.utils import timezone

from aggregators.models import ProductIndex
from aggregators.models.index import rank
from market.models import HsCode
from smes.models import Company, Product
from tests.factories.firms import company_of, draft_of, hs_code, product_of


def found(text: str) -> set[str]:
    pks = ProductIndex.objects.matching(text).values("product")
    return {p.published_revision.name for p in Product.objects.filter(pk__in=pks) if p.published_revision}


def similar(text: str) -> list[str]:
    names = {p.pk: p.published_revision.name for p in Product.objects.select_related("published_revision")}  # type: ignore[union-attr]
    return [names[pk] for pk in ProductIndex.objects.similar(text)]


@pytest.fixture
def goods(db: None) -> dict[str, Product]:
    weaver, other = company_of(brand="Lestari Anyam"), company_of(brand="Rempah Timur")
    spices = hs_code("090700", "Cloves, whole fruit, cloves and stems")
    HsCode.objects.filter(pk=spices.pk).update(name_id="Cengkih")
    return {
        "basket": product_of(weaver, name="Keranjang rotan", materials="Rotan Kalimantan", description="Untuk rumah."),
        "mat": product_of(
            weaver, name="Tikar menganyam halus", materials="Pandan", description="Café mat, hand woven."
        ),
        "cloves": product_of(other, name="Cengkih kering", materials="Cengkih Maluku", description="Harum.", hs=spices),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rotan", {"Keranjang rotan"}),
        ("ROTAN kalimantan", {"Keranjang rotan"}),
        ("anyaman", {"Keranjang rotan", "Tikar menganyam halus"}),  # the stem; and the HS name and brand of the basket
        ("cafe", {"Tikar menganyam halus"}),  # without the accent
        ("hand weaving mats", set()),  # every word must be there in some form
        ("hands woven mats", {"Tikar menganyam halus"}),  # English plurals
        ("rotan lestari", {"Keranjang rotan"}),  # one word from the product, one from its maker
        ("clove", {"Cengkih kering"}),  # the HS name in English, singular
        ("basketwork pandan", {"Tikar menganyam halus"}),
        ("lestari -rotan", {"Tikar menganyam halus"}),
        ('"tikar menganyam"', {"Tikar menganyam halus"}),
        ('"menganyam tikar"', set()),
        ("besi", set()),
    ],
)
def test_words(goods: dict[str, Product], text: str, names: set[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text", ["", " ", "'", "((", "& | !", "a:*", "\\", "🧺", "-", '"', "x" * 200, "yang dan the of"]
)
def test_odd_input_is_no_error(goods: dict[str, Product], text: str) -> None:
    found(text)
    similar(text)


@pytest.mark.parametrize(
    ("typo", "first"),
    [("kranjang", "Keranjang rotan"), ("kernjang rotan", "Keranjang rotan"), ("pandna", "Tikar menganyam halus")],
)
def test_typos(goods: dict[str, Product], typo: str, first: str) -> None:
    assert found(typo) == set()
    assert similar(typo)[0] == first


def test_never_behind(goods: dict[str, Product]) -> None:
    basket = goods["basket"]
    newer = draft_of(basket, name="Kursi bambu", materials="Bambu", description="Kuat.")
    assert found("bambu") == set(), "a draft is not found"
    newer.saved_at = basket.published_at
    newer.save()
    assert found("bambu") == set(), "nor a saved revision that is not published"
    basket.published_revision = newer
    basket.save()
    assert found("bambu") == {"Kursi bambu"}
    assert "Keranjang rotan" not in found("kalimantan")
    Company.objects.filter(pk=basket.company_id).update(brand="Merek Baru")
    assert found("kursi merek") == {"Kursi bambu"}
    assert found("lestari") == set()
    HsCode.objects.filter(code="090700").update(name_id="Cengkeh utuh")
    assert found("cengkeh") == {"Cengkih kering"}
    Product.objects.filter(pk=basket.pk).update(published_revision=None, published_at=None)
    assert found("kursi") == set()
    assert not ProductIndex.objects.filter(product=basket).exists()


def test_bulk_changes_are_seen_too(goods: dict[str, Product]) -> None:
    Company.objects.update(brand="Serentak")
    assert len(found("serentak")) == 3


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_are_both_found() -> None:
    """A firm renames itself while its new revision is published: the later one reads what the earlier has committed."""
    firm = company_of(brand="Lama")
    basket = product_of(firm, name="Keranjang rotan")
    newer = draft_of(basket, name="Kursi bambu", materials="Bambu")
    newer.saved_at = timezone.now()
    newer.save()

    def publish() -> None:
        Product.objects.filter(pk=basket.pk).update(published_revision=newer)
        connections.close_all()

    publishing = threading.Thread(target=publish)
    with transaction.atomic():
        Company.objects.filter(pk=firm.pk).update(brand="Serentak")
        publishing.start()
        publishing.join(0.5)
        assert publishing.is_alive(), "it waits for the first change"
    publishing.join(5)
    assert found("kursi serentak") == {"Kursi bambu"}


def test_the_name_counts_most(db: None) -> None:
    firm = company_of(brand="Toko")
    product_of(firm, name="Meja", description="Cocok dengan lampu.")
    product_of(firm, name="Lampu", description="Terang.")
    rows = ProductIndex.objects.matching("lampu").annotate(fit=rank("lampu")).order_by("-fit")
    assert [row.words.split()[0] for row in rows] == ["lampu", "meja"]

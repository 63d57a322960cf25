"""The landing page shows what is published, counts our own rows, and gives every official figure its source."""

from django.urls import reverse

from ministry.domain.loading import load_statistics
from tests.conftest import SignIn
from tests.factories.firms import company_of, product_of

HOME = reverse("home")


def test_nothing_yet(as_user: SignIn, db: None) -> None:
    response = as_user(None).get(HOME)
    assert response.status_code == 200
    assert response.context["figures"] == {"companies": 0, "products": 0, "reviews": 0}


def test_newest_published_products_and_sourced_figures(as_user: SignIn, db: None) -> None:
    load_statistics()
    firm = company_of(brand="Anyam Banten")
    shown = product_of(firm, name="Keranjang terbit", price=123_456)
    hidden = product_of(firm, name="Belum terbit", published=False)
    response = as_user(None).get(HOME)
    page = response.content.decode()
    assert reverse("smes:product_page", args=[shown.public_id]) in page
    assert hidden.public_id not in page
    assert "123.456" not in page
    figures = response.context["figures"]
    assert (figures["companies"], figures["products"]) == (1, 1)
    assert (figures["share"]["number"], figures["target"]["number"]) == (15.7, 17.0)
    for word in ("15,7%", "17%", figures["share"]["source"].replace("'", "&#x27;")):
        assert word in page

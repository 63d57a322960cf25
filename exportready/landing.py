"""The figures and products of the landing page."""

from typing import Any

from django.urls import reverse

from ministry.models import Statistic
from ministry.share import picture
from ministry.words import said_when
from reviews.models import Review
from smes.models import Company, Product

NEWEST = 8


def landing_context() -> dict[str, Any]:
    """`products` as tiles, newest first; `figures` counted from our rows, and the official share beside them.

    The share is the last statement, the target the last one in force: each with its source, and missing when the
    ministry has entered none.
    """
    shown = picture()
    figures: dict[str, Any] = {
        "companies": Company.objects.published().count(),
        "products": Product.objects.published().count(),
        "reviews": Review.objects.submitted().count(),
    }
    if shown.latest:
        figures["share"] = official(shown.latest)
    if shown.target:
        figures["target"] = official(shown.target)
    newest = Product.objects.published().for_tiles().order_by("-published_at", "-pk")[:NEWEST]
    return {"figures": figures, "products": [tile(product) for product in newest]}


def official(row: Statistic) -> dict[str, Any]:
    """A figure as text, as a number where it is a single one, and its source."""
    number = None if row.is_range else float(row.value or 0)
    return {"value": row.shown, "number": number, "source": row.publisher, "year": said_when(row)}


def tile(product: Product) -> dict[str, Any]:
    """What components/tile.html takes. Never a price: the landing page is public."""
    revision, company = product.published_revision, product.company
    name = revision.name if revision else ""
    return {
        "url": reverse("smes:product_page", args=[product.public_id]),
        "title": name,
        "company": str(company),
        "place": company.regency.name if company.regency else "",
        "photo": revision.cover if revision else None,
        "alt": name,
    }

"""One saved revision, and how it differs from the one before."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.signed_in import person
from smes.domain.completeness import Label, label_of
from smes.domain.differences import Piece, pieces
from smes.models import Product, ProductRevision
from smes.views.facts import revision_value

TEXTS = ("name", "description", "materials")
SHOWN = (*TEXTS, "hs", "price", "incoterm", "moq", "monthly_capacity", "lead_days")


@dataclass(frozen=True)
class Difference:
    """One field of two revisions; a text comes as pieces too."""

    term: Label
    before: Any
    after: Any
    words: list[Piece]

    @property
    def changed(self) -> bool:
        return bool(self.before != self.after)


@login_required
@require_safe
def revision(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """For the product's makers and those who oversee: what stood in a revision, beside the one before."""
    rows = Product.objects.visible_to(person(request)).select_related("company__organisation")
    product = get_object_or_404(rows, public_id=public_id)
    found = (
        product.revisions.saved() if request.user.has_perm("smes.view_revisions", product) else product.revisions.none()
    )
    shown = found.select_related("hs", "saved_by").with_photos()
    row = get_object_or_404(shown, number=number)
    return render(request, "smes/revision.html", beside(product, row, shown))


def beside(product: Product, row: ProductRevision, shown: QuerySet[ProductRevision]) -> dict[str, object]:
    """The revision beside the one before it, of those that the reader may see."""
    number, public_id = row.number, product.public_id
    before = shown.filter(number__lt=number).order_by("-number").first()
    numbers = list(shown.order_by("number").values_list("number", flat=True))
    differences = compare(before, row)
    return {
        "product": product,
        "revision": row,
        "before": before,
        "changed": [difference for difference in differences if difference.changed],
        "same": [difference for difference in differences if not difference.changed],
        "pairs": photo_pairs(before, row),
        "photos_changed": before is not None and before.ordered_photos != row.ordered_photos,
        "tabs": [tab(public_id, each, current=each == number) for each in numbers],
        "published": row.pk == product.published_revision_id,
        "crumbs": [
            {"title": row.name, "url": reverse("smes:product_page", args=[public_id])},
            {"title": _("Revision %(number)d") % {"number": number}},
        ],
    }


def compare(before: ProductRevision | None, after: ProductRevision) -> list[Difference]:
    found = []
    for name in SHOWN:
        new = revision_value(after, name)
        old = revision_value(before, name) if before else new
        words = pieces(old, new) if name in TEXTS and old != new else []
        found.append(Difference(label_of(after, name), old, new, words))
    return found


def photo_pairs(before: ProductRevision | None, after: ProductRevision) -> list[tuple[Any, Any]]:
    """The photos side by side, by position; None where one revision has fewer."""
    return list(zip_longest(before.ordered_photos if before else [], after.ordered_photos))


def tab(public_id: str, number: int, *, current: bool) -> dict[str, Any]:
    address = reverse("smes:revision", args=[public_id, number])
    return {"title": _("Revision %(number)d") % {"number": number}, "url": address, "current": current}

"""All answers of a draft on one page, before it is saved as a revision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.signed_in import person
from common.errors import refusals_as_message
from smes.domain import products
from smes.domain.completeness import PRODUCT_FIELDS, missing, product_sections
from smes.domain.numbers import read_version
from smes.models import Company, Product, ProductRevision
from smes.views.facts import revision_facts
from smes.views.own import own_draft, own_product


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is there, what is missing with links to it; saving freezes exactly the version that was shown."""
    product = own_product(request, public_id)
    draft = own_draft(product)
    if draft is None:
        return redirect("smes:product_page", public_id)
    if request.method == "POST":
        return saved(request, product)
    return render(request, "smes/check.html", answers(product, draft))


def saved(request: HttpRequest, product: Product) -> HttpResponse:
    shown = read_version(request.POST.get("version", ""))
    with refusals_as_message(request):
        revision = products.save_revision(product=product, by=person(request), version=shown)
        told = _("Saved as revision %(number)d. It does not change any more.") % {"number": revision.number}
        messages.success(request, told)
        return redirect("smes:product_page", product.public_id)
    return redirect("smes:check", product.public_id)


def answers(product: Product, draft: ProductRevision) -> dict[str, object]:
    photos = draft.ordered_photos
    sections = product_sections(draft, photos=len(photos))
    edit = reverse("smes:edit", args=[product.public_id])
    return {
        "product": product,
        "draft": draft,
        "photos": photos,
        "parts": [(part, f"{edit}#{part.key}", facts(draft, part.key)) for part in sections],
        "missing": [(lack.label, f"{edit}#{part.key}") for part in sections for lack in part.missing],
        "complete": not missing(sections),
        "verified": product.company.state == Company.State.VERIFIED,
        "crumbs": [
            {"title": _("My products"), "url": reverse("smes:products")},
            {"title": draft.name, "url": edit},
            {"title": _("Check your answers")},
        ],
    }


def facts(draft: ProductRevision, key: str) -> list[object]:
    """The facts of one section; currency, unit and place stand with their figures."""
    shown = {"price": ("price", "incoterm"), "changes": ("changes",), "photos": ()}
    return list(revision_facts(draft, shown.get(key) or tuple(PRODUCT_FIELDS.get(key, ()))))

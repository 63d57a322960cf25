"""The directory: published products, and the companies that make them. Open to everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from aggregators.directory import Directory
from aggregators.filters import FACETS
from aggregators.own import shortlisted
from common.htmx import asks_for_part, render_part


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Products; htmx gets the results alone, with the numbers in the filters brought up to date."""
    found = Directory(request.GET, request.user)
    context = shared(request, found)
    rows = found.page_of_products()
    context |= {"page": rows, "shortlisted": shortlisted(request, [product.pk for product in rows])}
    return answer(request, "aggregators/directory.html", found, context)


@require_safe
def companies(request: HttpRequest) -> HttpResponse:
    """The companies of the products that fit the same filters."""
    found = Directory(request.GET, request.user)
    context = shared(request, found) | {"page": found.page_of_companies()}
    return answer(request, "aggregators/companies.html", found, context)


def answer(request: HttpRequest, template: str, found: Directory, context: dict[str, Any]) -> HttpResponse:
    """The page; or for htmx its results, the selects with new numbers, and the address without empty filters."""
    if not asks_for_part(request):
        return render_part(request, template, "results", context)
    for name in FACETS:  # whole selects: options that move into a standing one change what is chosen there
        found.filter.form.fields[name].widget.attrs["hx-swap-oob"] = "true"
    response = render_part(request, template, "results", context)
    query = found.query()
    response.headers["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    return response


def shared(request: HttpRequest, found: Directory) -> dict[str, Any]:
    pages = [
        ("products", reverse("aggregators:directory")),
        ("companies", reverse("aggregators:companies")),
    ]
    return {
        "found": found,
        "form": found.filter.form,
        "tabs": found.tabs(request, pages),
        "is_part": asks_for_part(request),
    }

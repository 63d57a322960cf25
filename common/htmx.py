"""Whether htmx asks, and answering with the part of a page that it wants."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def asks_for_part(request: HttpRequest) -> bool:
    """True when htmx swaps a part: a boosted or restored whole page is not a part."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def render_part(
    request: HttpRequest, template: str, part: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """The whole page, or only its partial `part` for htmx; one address serves both, so caches must tell them apart."""
    name = f"{template}#{part}" if asks_for_part(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response

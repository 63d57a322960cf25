"""Addresses that a request brings along, to go back to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether it is a page of this site: a path from the root, or a whole address of this host.

    A mere word is neither, though Django's own check lets it pass: `redirect` would take it for the name of a view.
    """
    return address.startswith(("/", "http://", "https://")) and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )

"""What requests are written in: UTF-8, and without the character NUL, which PostgreSQL cannot keep."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"
CHARSET = re.compile(r";\s*charset\s*\*?\s*=[^;]*", re.IGNORECASE)


def without_charset(content_type: str) -> str:
    """A Content-Type that claims no encoding, so that Django reads UTF-8, as our pages are sent.

    A claimed encoding may be no text at all ("hex"), and then Django fails before it has a request.
    """
    return CHARSET.sub("", content_type)


class PlainTextMiddleware:
    """Refuses NUL with 400: no keyboard types it, and no search, form or key has a use for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or NUL in query:
            raise BadRequest("NUL in the query")
        if any(NUL in name or any(NUL in value for value in values) for name, values in request.POST.lists()):
            raise BadRequest("NUL in a field")

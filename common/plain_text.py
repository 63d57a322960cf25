"""What requests may be written in: text in UTF-8, without the character NUL, which PostgreSQL cannot keep."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


class PlainTextMiddleware:
    """Reads every request as UTF-8, as our pages are sent, whatever it claims to be; refuses NUL with 400.

    No keyboard types a NUL, and no search, form or key has a use for one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding is not None:  # a claimed one may be no text at all ("hex"), or hold what UTF-8 cannot
            request.encoding = "utf-8"
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or NUL in query:
            raise BadRequest("NUL in the query")
        if any(NUL in name or any(NUL in value for value in values) for name, values in request.POST.lists()):
            raise BadRequest("NUL in a field")

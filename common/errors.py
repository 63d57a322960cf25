"""One error for everything that a person can mend: its message is a sentence in the reader's language."""

from collections.abc import Callable
from types import TracebackType

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the field refused a change. `message` says what to do; nothing was saved."""

    def __init__(self, message: str | Promise) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


class DomainErrorMiddleware:
    """The last net: a DomainError that no view turned into a form error becomes a readable 409 page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        return render(request, "errors/domain.html", {"message": exception.message}, status=409)


class Refusals:
    """`with …:` in which a DomainError is told, not raised. A class: so type checkers know that it may swallow."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        self.tell = tell

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, DomainError):
            return False
        self.tell(str(error.message))
        return True


def refusals_on(form: BaseForm) -> Refusals:
    """Show a DomainError as an error of the form: `if form.is_valid(): with refusals_on(form): …`."""
    return Refusals(lambda sentence: form.add_error(None, sentence))


def refusals_as_message(request: HttpRequest) -> Refusals:
    """Show a DomainError as a message on the next page, for a button that has no form of its own."""
    return Refusals(lambda sentence: messages.error(request, sentence))

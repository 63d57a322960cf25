"""Language, acting role and second factor of each request."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts import acting
from accounts.models import User

Next = Callable[[HttpRequest], HttpResponse]
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


class PersonLocaleMiddleware:
    """The reader's chosen language, else Bahasa Indonesia: browsers' guesses are wrong on shared phones."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


class ActingMiddleware:
    """`request.acting`: read only when a page asks for it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: acting.current(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class SecondFactorMiddleware:
    """Staff and aggregators get no further than their second factor's set-up until it stands."""

    open_prefixes = ("/akun/", "/bahasa/", "/static/", "/healthz", "/readyz", "/v/")

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if request.path.startswith(self.open_prefixes) or not isinstance(user, User):
            return self.get_response(request)
        if not user.needs_second_factor or is_mfa_enabled(user):
            return self.get_response(request)
        messages.info(request, _("Your role can see other firms' data. Set up a second sign-in step to go on."))
        return redirect(reverse("mfa_index"))

"""Language, acting role and the demonstration's one-button sign-in."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts import acting
from accounts.adapter import remember_language
from accounts.demo import people_on_show, received_mail
from accounts.middleware import LANGUAGES
from accounts.models import User
from common.addresses import is_ours


def next_page(request: HttpRequest) -> str:
    """Where the form wants to return to, if that is a page of ours."""
    wanted = request.POST.get("next") or request.headers.get("Referer", "")
    return wanted if is_ours(request, wanted) else "/"


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language and stay on the page; kept with the person, and on this device."""
    language = request.POST.get("language", "")
    response = redirect(next_page(request))
    if language in LANGUAGES:
        remember_language(response, language)
        if isinstance(request.user, User):
            User.objects.filter(pk=request.user.pk).update(language=language)
    return response


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Work in another of one's roles; a role one does not hold is not found."""
    if acting.choose(request, request.POST.get("acting", "")) is None:
        raise Http404
    return redirect("home")


@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """One button per role. The page exists in demo mode only."""
    _only_in_demo_mode()
    return render(request, "accounts/demo.html", {"people": people_on_show()})


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    _only_in_demo_mode()
    person = get_object_or_404(User, email=request.POST.get("email", ""), is_demo=True, is_active=True)
    request.session.flush()
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = redirect("home")
    remember_language(response, person.language)
    return response


@require_GET
def demo_mail(request: HttpRequest) -> HttpResponse:
    """The e-mails that the demonstration would have sent, so that signing in by code can be tried."""
    _only_in_demo_mode()
    return render(request, "accounts/demo_mail.html", {"mail": received_mail()})


def _only_in_demo_mode() -> None:
    if not settings.DEMO:
        raise Http404

"""What every page knows: who acts in which role, where they can go, and what is unread."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts import acting
from accounts.models import Role, User
from network.models import Notice

NAVIGATION = {
    None: [(_("Directory"), "aggregators:directory"), (_("Export share"), "ministry:share")],
    Role.SME: [
        (_("My company"), "smes:company"),
        (_("My products"), "smes:products"),
        (_("Directory"), "aggregators:directory"),
        (_("Workshops"), "workshops:workshops"),
    ],
    Role.AGGREGATOR: [
        (_("Directory"), "aggregators:directory"),
        (_("Shortlist"), "aggregators:shortlist"),
        (_("Workshops"), "workshops:workshops"),
    ],
    Role.EXPERT: [(_("My reviews"), "reviews:queue"), (_("Directory"), "aggregators:directory")],
    Role.MINISTRY: [
        (_("Overview"), "ministry:dashboard"),
        (_("Companies"), "smes:verification_queue"),
        (_("Reviews"), "reviews:assignments"),
        (_("Workshops"), "workshops:workshops"),
        (_("Statistics"), "ministry:statistics"),
    ],
    Role.ADMINISTRATOR: [(_("People"), "accounts:people"), (_("Queues"), "jobs:queues"), (_("Style"), "style")],
}


def page(request: HttpRequest) -> dict[str, Any]:
    """Lazy throughout: a page that shows no header asks the database nothing."""
    return {
        "acting": SimpleLazyObject(lambda: getattr(request, "acting", None) or None),
        "acting_choices": SimpleLazyObject(lambda: held(request)),
        "nav": SimpleLazyObject(lambda: navigation(request)),
        "unread": SimpleLazyObject(lambda: unread(request)),
        "demo": settings.DEMO,
        "public_url": settings.PUBLIC_URL,
    }


def held(request: HttpRequest) -> list[acting.Acting]:
    return acting.choices(request.user) if isinstance(request.user, User) else []


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    current = getattr(request, "acting", None)
    here = request.resolver_match.view_name if request.resolver_match else ""
    entries = NAVIGATION[current.role if current else None]
    return [{"title": title, "url": address(name), "current": name == here} for title, name in entries if address(name)]


def address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def unread(request: HttpRequest) -> int:
    if not isinstance(request.user, User):
        return 0
    return Notice.objects.visible_to(request.user).unread().count()

"""The front door, the pages about the platform, health, metrics and the error pages."""

from datetime import timedelta
from hmac import compare_digest

import redis
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django_prometheus.exports import ExportToDjangoView

from accounts.models import Role
from common.style_page import sample_context
from exportready.landing import landing_context
from jobs.models import Pulse

FIRST_PAGES = {
    Role.SME: "smes:company",
    Role.AGGREGATOR: "aggregators:directory",
    Role.EXPERT: "reviews:queue",
    Role.MINISTRY: "ministry:dashboard",
    Role.ADMINISTRATOR: "accounts:people",
}
WORKER_SILENCE = timedelta(seconds=30)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """A visitor's landing page; somebody signed in goes to their role's first page."""
    if not request.user.is_authenticated:
        return render(request, "pages/landing.html", landing_context())
    acting = request.acting  # type: ignore[attr-defined]
    return redirect(FIRST_PAGES[acting.role] if acting else "accounts:start")


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """The living style page: for staff, and for everybody in demo mode."""
    if not settings.DEMO and not request.user.has_perm("jobs.watch_queues"):
        raise Http404
    return render(request, "pages/style.html", sample_context())


@require_GET
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return JsonResponse({"status": "ok"})


@require_GET
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, broker, and a worker heard from in the last 30 seconds: 200 when all three are there, else 503."""
    checks = {"database": database_answers(), "broker": broker_answers()}
    checks["worker"] = (
        checks["database"] and Pulse.objects.filter(role="worker").heard_since(timezone.now() - WORKER_SILENCE).exists()
    )
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_answers() -> bool:
    try:
        with redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=1, socket_timeout=1) as broker:
            return bool(broker.ping())
    except redis.RedisError:
        return False


@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures, for whoever holds the token; without one configured the page does not exist."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN:
        raise Http404
    if not compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise PermissionDenied
    figures: HttpResponse = ExportToDjangoView(request)
    return figures


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)

"""The list of workshops and the page of one, for everybody."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from workshops.forms import SeatForm
from workshops.models import Registration, Workshop

PER_PAGE = 12
PAST = "past"


@require_safe
def workshops(request: HttpRequest) -> HttpResponse:
    """Coming ones, or with `?when=past` those that are over."""
    now = timezone.now()
    past = request.GET.get("when") == PAST
    seen = Workshop.objects.visible_to(request.user).select_related("regency")
    rows = seen.over_at(now) if past else seen.coming_at(now)
    here = reverse("workshops:workshops")
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "past": past,
        "tabs": [
            {"title": _("Coming up"), "url": here, "current": not past, "count": None},
            {"title": _("Past"), "url": f"{here}?when={PAST}", "current": past, "count": None},
        ],
    }
    return render(request, "workshops/workshops.html", context)


@require_safe
def workshop(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Workshop.objects.visible_to(request.user).select_related("regency__province"), pk=pk)
    context: dict[str, object] = {"workshop": row, "begun": row.starts_at <= timezone.now()}
    if isinstance(request.user, User) and request.user.has_perm("workshops.take_seat"):
        context["own"] = Registration.objects.standing().filter(workshop=row, person=request.user).first()
        context["form"] = SeatForm(person=request.user)
    return render(request, "workshops/workshop.html", context)

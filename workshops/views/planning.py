"""Staff's pages: writing a workshop, publishing it, and who comes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.once import once
from accounts.signed_in import person
from common.charts import ChartTable
from common.errors import refusals_as_message, refusals_on
from common.table_files import FORMATS, table_file
from workshops.domain import planning
from workshops.forms import WorkshopForm
from workshops.models import Registration, Workshop

PER_PAGE = 50
keepers_only = permission_required("workshops.keep_workshops", raise_exception=True)


@login_required
@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def new(request: HttpRequest) -> HttpResponse:
    form = WorkshopForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            workshop = planning.plan(workshop=form.save(commit=False), by=person(request))
            messages.success(request, _("Kept as a draft. Look it over, then publish it."))
            return redirect(workshop)
    return render(request, "workshops/edit.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = get_object_or_404(Workshop.objects.visible_to(person(request)), pk=pk)
    form = WorkshopForm(request.POST or None, instance=workshop)
    if form.is_valid():
        with refusals_on(form):
            planning.change(workshop=form.save(commit=False), by=person(request))
            messages.success(request, _("Saved."))
            return redirect(workshop)
    context = {"form": form, "workshop": workshop}
    return render(request, "workshops/edit.html", context, status=422 if form.errors else 200)


@login_required
@keepers_only
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = get_object_or_404(Workshop.objects.visible_to(person(request)), pk=pk)
    with refusals_as_message(request):
        planning.publish(workshop=workshop, by=person(request))
        messages.success(request, _("Published: makers can take seats now."))
    return redirect(workshop)


@login_required
@permission_required("workshops.view_registrations", raise_exception=True)
@require_safe
def registrations(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes; the same as a file with `?format=csv` or `xlsx`."""
    workshop = get_object_or_404(Workshop.objects.visible_to(person(request)), pk=pk)
    rows = Registration.objects.visible_to(person(request)).standing().filter(workshop=workshop)
    rows = rows.select_related("person", "company__regency")
    if request.GET.get("format") in FORMATS:
        return table_file(guest_list(workshop, list(rows)), request.GET["format"], f"peserta-{workshop.pk}")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workshops/registrations.html", {"workshop": workshop, "page": page})


def guest_list(workshop: Workshop, rows: list[Registration]) -> ChartTable:
    return ChartTable(
        title=_("Registered for %(title)s") % {"title": workshop.title},
        columns=[_("Person"), _("E-mail address"), _("Company"), _("Regency or city"), _("Registered")],
        rows=[
            [
                str(row.person),
                row.person.email,
                str(row.company),
                row.company.regency.full_name if row.company.regency else "",
                row.registered_at,
            ]
            for row in rows
        ],
        made_at=timezone.now(),
    )

"""The list of official figures, entering one, and correcting one with its history in view."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import once
from accounts.signed_in import person
from common.errors import refusals_on
from common.table_files import FORMATS, table_file
from ministry import tables
from ministry.domain import statistics as domain
from ministry.filters import StatisticFilter
from ministry.forms import StatisticForm
from ministry.models import Statistic

PER_PAGE = 30
staff_only = permission_required("ministry.view_overview", raise_exception=True)
keepers_only = permission_required("ministry.add_statistic", raise_exception=True)


@login_required
@staff_only
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """What stands now; the same rows as a file with `?format=csv` or `xlsx`."""
    chosen = StatisticFilter(request.GET, Statistic.objects.visible_to(request.user).current())
    if request.GET.get("format") in FORMATS:
        table = tables.of_rows(_("Official figures"), list(chosen.qs), chosen.named())
        return table_file(table, request.GET["format"], "statistik-resmi")
    page = Paginator(chosen.qs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "ministry/statistics.html", {"page": page, "filter": chosen})


@login_required
@staff_only
@require_safe
def statistic(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure with everything that it replaced or that replaced it."""
    row = get_object_or_404(Statistic.objects.visible_to(request.user), pk=pk)
    history = domain.history_of(row)
    context = {"statistic": row, "history": history, "is_current": history[0].pk == row.pk}
    return render(request, "ministry/statistic.html", context)


@login_required
@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def new(request: HttpRequest) -> HttpResponse:
    form = StatisticForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            row = domain.enter(statistic=form.save(commit=False), by=person(request))
            messages.success(request, _("Entered. It is shown from now on, with its source."))
            return redirect("ministry:statistic", row.pk)
    return render(request, "ministry/statistic_form.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A correction is a new row; the old one stays in the history."""
    old = get_object_or_404(Statistic.objects.visible_to(request.user), pk=pk)
    form = StatisticForm(request.POST or None, correcting=old)
    if form.is_valid():
        with refusals_on(form):
            row = domain.correct(statistic=form.save(commit=False), supersedes=old, by=person(request))
            messages.success(request, _("Corrected. The older figure stays in the history."))
            return redirect("ministry:statistic", row.pk)
    context = {"form": form, "old": old}
    return render(request, "ministry/statistic_form.html", context, status=422 if form.errors else 200)

"""The overview of the programme, the funnel, and the companies behind each of its steps."""

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.charts import ChartTable
from common.table_files import FORMATS, table_file
from ministry import funnel as steps
from ministry.filters import CompanyFilter
from ministry.share import picture
from ministry.waiting import waiting
from smes.models import Company

PER_PAGE = 30
staff_only = permission_required("ministry.view_overview", raise_exception=True)


@login_required
@staff_only
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What waits, how far companies have come, and the share against its target."""
    stages = steps.stages(Company.objects.visible_to(request.user))
    context = {"waiting": waiting(), "stages": stages, "most": stages[0].count, "shown": picture()}
    return render(request, "ministry/dashboard.html", context)


@login_required
@staff_only
@require_safe
def funnel(request: HttpRequest) -> HttpResponse:
    """Every step with its number; the filters stand in the address and in the files (`?format=csv` or `xlsx`)."""
    chosen = CompanyFilter(request.GET, Company.objects.visible_to(request.user))
    stages = steps.stages(chosen.qs)
    if request.GET.get("format") in FORMATS:
        return table_file(funnel_table(stages, chosen.named()), request.GET["format"], "corong")
    context = {"filter": chosen, "stages": stages, "most": stages[0].count, "query": plain_query(request)}
    return render(request, "ministry/funnel.html", context)


@login_required
@staff_only
@require_safe
def stage(request: HttpRequest, slug: str) -> HttpResponse:
    """The companies behind one step, with `?stopped=1` only those that came no further."""
    found = next((step for step in steps.STEPS if step.slug == slug), None)
    if found is None:
        raise Http404
    chosen = CompanyFilter(request.GET, Company.objects.visible_to(request.user))
    stopped = request.GET.get("stopped") == "1"
    rows = steps.behind(chosen.qs, slug, stopped=stopped).select_related("province", "regency")
    rows = rows.order_by("-created_at", "-pk")
    if request.GET.get("format") in FORMATS:
        filters = [*chosen.named(), *([(_("Came no further"), _("yes"))] if stopped else [])]
        table = company_table(str(found.title), rows, filters)
        return table_file(table, request.GET["format"], f"corong-{slug}")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"step": found, "page": page, "filter": chosen, "stopped": stopped, "query": plain_query(request)}
    return render(request, "ministry/stage.html", context)


def plain_query(request: HttpRequest) -> str:
    """The filters alone, to carry them from the funnel to a step and back."""
    values = request.GET.copy()
    for name in ("page", "format", "stopped"):
        values.pop(name, None)
    return values.urlencode()


def funnel_table(stages: list[steps.Stage], filters: list[tuple[str, str]]) -> ChartTable:
    return ChartTable(
        title=_("How far companies have come"),
        columns=[_("Step"), _("What it means"), _("Companies"), _("Came no further")],
        rows=[[str(stage.step.title), str(stage.step.means), stage.count, stage.stopped] for stage in stages],
        made_at=timezone.now(),
        filters=filters,
        source=_("Counted from the platform's own records."),
    )


def company_table(title: str, rows: "QuerySet[Company]", filters: list[tuple[str, str]]) -> ChartTable:
    return ChartTable(
        title=title,
        columns=[
            _("Company"),
            _("Legal name"),
            _("NIB"),
            _("Province"),
            _("Regency or city"),
            _("Size class"),
            _("State"),
            _("Registered"),
            _("Demonstration data"),
        ],
        rows=[
            [
                str(row),
                row.legal_name,
                row.nib,
                row.province.name if row.province else "",
                row.regency.full_name if row.regency else "",
                row.get_size_display(),
                row.get_state_display(),
                row.created_at,
                row.is_demo,
            ]
            for row in rows
        ],
        made_at=timezone.now(),
        filters=filters,
        source=_("Counted from the platform's own records."),
    )

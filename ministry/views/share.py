"""The public page of the export share, its files, and the report that the ministry issues of it."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from accounts.once import once
from accounts.signed_in import person
from common.errors import refusals_as_message
from common.table_files import FORMATS, table_file
from documents.models import Document
from ministry import charts, tables
from ministry.domain.reports import ABOUT, issue_share_report
from ministry.share import picture
from ministry.tasks import SHARE_REPORT


@require_safe
def share(request: HttpRequest) -> HttpResponse:
    shown = picture()
    context: dict[str, object] = {"shown": shown, "head": tables.head()}
    if shown.statements:
        context["share_charts"] = [charts.share_chart(shown, width) for width in (charts.WIDE, charts.PHONE)]
        context["share_rows"] = tables.short([*shown.statements, *shown.targets], with_country=False)
    if shown.countries:
        context["country_charts"] = [charts.country_chart(shown, width) for width in (charts.WIDE, charts.PHONE)]
        context["country_rows"] = tables.short([*shown.countries, *shown.earlier], with_country=True)
    if request.user.has_perm("ministry.issue_report"):
        language = get_language() or "id"
        context["reports"] = Document.objects.of(kind=SHARE_REPORT, about=ABOUT, language=language).defer("facts")[:3]
    return render(request, "ministry/share.html", context)


@require_safe
def share_file(request: HttpRequest, table: str, file_format: str) -> HttpResponse:
    """The rows behind one of the drawings as CSV or XLSX."""
    chosen = tables.tables(picture()).get(table)
    if chosen is None or file_format not in FORMATS:
        raise Http404
    return table_file(chosen, file_format, f"pangsa-ekspor-{table}")


@login_required
@permission_required("ministry.issue_report", raise_exception=True)
@require_POST
@once
def issue_report(request: HttpRequest) -> HttpResponse:
    """A signed PDF of what the page shows now, in the language it is read in."""
    with refusals_as_message(request):
        document = issue_share_report(language=get_language() or "id", by=person(request))
        return redirect("documents:document", document.pk)
    return redirect("ministry:share")

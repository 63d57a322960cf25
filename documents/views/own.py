"""One's own documents, their files, and taking one back."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.signed_in import person
from common.errors import refusals_on
from common.uploads import private_file
from documents.domain import issuing
from documents.forms import RevocationForm
from documents.models import Document
from jobs.models import Job

PER_PAGE = 30


@login_required
@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    rows = Document.objects.visible_to(person(request)).defer("facts").select_related("owner")
    return render(
        request, "documents/documents.html", {"page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))}
    )


@login_required
@require_GET
@never_cache
def document(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The file, for those who may see it; while it is being made, the page of its job or a page that says so."""
    row = get_object_or_404(Document.objects.visible_to(person(request)), pk=pk)
    if row.file:
        return private_file(
            request,
            storage_path=row.file,
            filename=row.filename,
            content_type="application/pdf",
            public=False,
            inline=True,
        )
    if row.state != Document.State.PENDING:  # revoked before its file was made
        raise Http404
    if row.job_id and Job.objects.visible_to(person(request)).filter(pk=row.job_id).exists():
        return redirect("jobs:job", row.job_id)
    return render(request, "documents/pending.html", {"document": row})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def revoke(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(Document.objects.visible_to(person(request)), pk=pk)
    if not person(request).has_perm("documents.revoke_document", row):
        raise Http404
    form = RevocationForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            issuing.revoke(document=row, by=person(request), reason=form.cleaned_data["reason"])
            messages.success(request, _("Revoked. Whoever scans its code is told so from now on."))
            return redirect("documents:documents")
    return render(request, "documents/revoke.html", {"document": row, "form": form}, status=422 if form.errors else 200)

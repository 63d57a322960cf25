"""A job's page with its progress, one's own list, and the staff's view of the queues."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.signed_in import person
from common.errors import refusals_as_message
from common.htmx import render_part
from jobs.domain import queue
from jobs.models import Job, Pulse

PER_PAGE = 30


@login_required
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    own = Job.objects.filter(owner=person(request))
    return render(request, "jobs/jobs.html", {"page": Paginator(own, PER_PAGE).get_page(request.GET.get("page"))})


@login_required
@require_GET
@never_cache
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress; htmx asks for its part every second until the work ends."""
    row = get_object_or_404(Job.objects.visible_to(person(request)), pk=pk)
    return render_part(request, "jobs/job.html", "progress", {"job": row})


@login_required
@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Job.objects.visible_to(person(request)), pk=pk)
    with refusals_as_message(request):
        queue.try_again(job=row, by=person(request))
        messages.success(request, _("Started again."))
    return redirect("jobs:job", pk)


@login_required
@permission_required("jobs.watch_queues", raise_exception=True)
@require_GET
@never_cache
def queues(request: HttpRequest) -> HttpResponse:
    """Per kind: how many wait, work, are done or failed, and the age of the oldest that waits."""
    unfinished = Q(state__in=("queued", "running"))
    rows = Job.objects.values("kind").annotate(
        waiting=Count("pk", filter=Q(state="queued")),
        working=Count("pk", filter=Q(state="running")),
        done=Count("pk", filter=Q(state="done")),
        failed=Count("pk", filter=Q(state="failed")),
        oldest=Min("created_at", filter=unfinished),
    )
    context = {"rows": rows.order_by("kind"), "pulses": Pulse.objects.order_by("role", "name"), "now": timezone.now()}
    return render(request, "jobs/queues.html", context)

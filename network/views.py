from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.signed_in import person
from network.domain.notices import mark_read
from network.models import Notice

PER_PAGE = 30


@login_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    own = Notice.objects.visible_to(person(request))
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "network/notices.html", {"page": page})


@login_required
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Open what a notice is about, and mark it as read."""
    notice = get_object_or_404(Notice.objects.visible_to(person(request)), pk=pk)
    mark_read(by=person(request), pk=notice.pk)
    return redirect(notice.url or "network:notices")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(by=person(request))
    return redirect("network:notices")

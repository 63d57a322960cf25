"""An aggregator's shortlist: its products with private notes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Organisation
from accounts.signed_in import person
from aggregators.domain import shortlists
from aggregators.forms import NoteForm
from aggregators.models import ShortlistEntry
from aggregators.own import own_aggregator
from common.addresses import is_ours
from common.errors import refusals_as_message, refusals_on
from smes.models import Product

PER_PAGE = 24
members_only = permission_required("aggregators.keep_shortlist", raise_exception=True)


def aggregator_of(request: HttpRequest) -> Organisation:
    organisation = own_aggregator(request)
    if organisation is None:
        raise Http404
    return organisation


@login_required
@members_only
@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    organisation = aggregator_of(request)
    entries = ShortlistEntry.objects.visible_to(request.user).kept().filter(organisation=organisation)
    published = Product.objects.published().for_tiles()
    # a product that was taken out of the directory is not shown here either: its entry has no product then
    rows = entries.select_related("added_by").prefetch_related(Prefetch("product", published))
    rows = rows.annotate(public_id=F("product__public_id"))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "aggregators/shortlist.html", {"page": page, "organisation": organisation})


@login_required
@members_only
@require_POST
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a product on the list and go back to where one was."""
    product = get_object_or_404(Product.objects.published(), public_id=public_id)
    with refusals_as_message(request):
        shortlists.add(organisation=aggregator_of(request), product=product, by=person(request))
        messages.success(request, _("On your shortlist."))
    return redirect(back(request))


@login_required
@members_only
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take it off, with a way back."""
    seen = ShortlistEntry.objects.visible_to(request.user).filter(organisation=aggregator_of(request))
    entry = get_object_or_404(seen, product__public_id=public_id)
    with refusals_as_message(request):
        shortlists.remove(entry=entry, by=person(request))
        undo = reverse("aggregators:shortlist_add", args=[public_id])
        messages.success(request, _("Taken off your shortlist."), extra_tags=f"undo:{undo}")
    return redirect(back(request))


@login_required
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """The private note of one entry."""
    entry = get_object_or_404(ShortlistEntry.objects.visible_to(request.user).kept().select_related("product"), pk=pk)
    form = NoteForm(request.POST or None, instance=entry)
    if form.is_valid():
        with refusals_on(form):
            shortlists.note(entry=entry, text=form.cleaned_data["note"], by=person(request))
            messages.success(request, _("Noted."))
            return redirect("aggregators:shortlist")
    return render(request, "aggregators/note.html", {"form": form, "entry": entry}, status=422 if form.errors else 200)


def back(request: HttpRequest) -> str:
    """The page the button was on (`next`), if it is one of ours; else the shortlist."""
    following = request.POST.get("next", "")
    return following if is_ours(request, following) else reverse("aggregators:shortlist")

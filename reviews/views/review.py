"""The page on which an expert works, and the same review as it was handed in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.signed_in import person
from common.errors import DomainError, refusals_on
from reviews.conversation import earlier_findings
from reviews.domain import assigning, reviewing
from reviews.forms import ReasonForm, ReviewForm
from reviews.models import Review
from reviews.rules import writes_review
from reviews.views.desk import desk, written_sheet

PARTS = ("assignment__expert", "assignment__product__company__organisation", "revision__hs", "rubric")


def visible_review(request: HttpRequest, pk: int) -> Review:
    return get_object_or_404(Review.objects.visible_to(person(request)).select_related(*PARTS), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the desk, or the finished sheet. POST: the draft saving itself (JSON), saving or submitting by a button."""
    row = visible_review(request, pk)
    may_write = writes_review(person(request), row)
    if request.method != "POST":
        return desk(request, row) if may_write else written_sheet(request, row)
    return written(request, row, may_write=may_write)


def written(request: HttpRequest, row: Review, *, may_write: bool) -> HttpResponse:
    """Save what was sent; submit it where the button says so. A refused one keeps every word on the page."""
    form = ReviewForm(row, request.POST, earlier=earlier_findings(row))
    if not form.is_valid():
        return refuse(request, row, form, 422)
    try:
        version = reviewing.save(
            review=row, version=form.cleaned_data["version"], written=form.written(), by=person(request)
        )
        if "hand_in" in request.POST:
            return submit(request, row, form, version)
    except reviewing.StaleError as error:
        if row.is_submitted and "hand_in" in request.POST:
            return redirect("reviews:review", row.pk)
        form.add_error(None, str(error))
        return refuse(request, row, form, 409)
    except DomainError as error:
        form.add_error(None, str(error))
        return refuse(request, row, form, 409 if not may_write else 422)
    if answers_json(request):
        return JsonResponse({"version": version})
    messages.success(request, _("Saved."))
    return redirect("reviews:review", row.pk)


def submit(request: HttpRequest, row: Review, form: ReviewForm, version: int) -> HttpResponse:
    """Hand in what was just saved; what is missing is said at its field."""
    row.refresh_from_db(fields=["version", "verdict", "summary"])
    missing = reviewing.gaps(row)
    if missing:
        form.data = request.POST.copy()  # what was typed is saved: the page goes on from there
        form.data["version"] = str(version)
        for gap in missing:
            form.add_error(gap.field, gap.sentence)
        return refuse(request, row, form, 422)
    reviewing.submit(review=row, version=version, by=person(request))
    messages.success(request, _("Submitted, thank you. The maker reads it as soon as the panel is complete."))
    return redirect("reviews:queue")


def refuse(request: HttpRequest, row: Review, form: ReviewForm, status: int) -> HttpResponse:
    """The sentence as JSON for the page that saves itself, else the page with what was typed."""
    if answers_json(request):
        sentence = next(error for errors in form.errors.values() for error in errors)
        return JsonResponse({"error": str(sentence)}, status=status)
    if not writes_review(person(request), row):
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
        return redirect("reviews:review", row.pk)
    return desk(request, row, form=form, status=status)


def answers_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an assignment back, with a reason."""
    row = visible_review(request, pk)
    if not writes_review(person(request), row):
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            assigning.decline(assignment=row.assignment, reason=form.cleaned_data["reason"], by=person(request))
            messages.success(request, _("Declined. The ministry was told and finds somebody else."))
            return redirect("reviews:queue")
    context: dict[str, Any] = {"review": row, "form": form}
    return render(request, "reviews/decline.html", context, status=422 if form.errors else 200)

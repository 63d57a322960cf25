"""Findings of a draft: add, change, remove. htmx gets the list anew; without it one returns to the page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.once import once
from accounts.signed_in import person
from common.errors import DomainError
from common.htmx import asks_for_part
from reviews.domain import reviewing
from reviews.forms import FindingForm
from reviews.models import Finding, Review
from reviews.rules import writes_review
from reviews.views.desk import chosen, common, desk
from reviews.views.review import visible_review
from smes.models import Photo


@login_required
@require_POST
@once
def add(request: HttpRequest, pk: int) -> HttpResponse:
    review = visible_review(request, pk)
    form = FindingForm(request.POST, auto_id="new_%s")
    if form.is_valid():
        try:
            values = form.cleaned_data
            reviewing.add_finding(
                review=review,
                severity=values["severity"],
                text=values["text"],
                photo=photo_of(review, values["photo"]),
                pin=values["pin"],
                by=person(request),
            )
            return back(request, review)
        except DomainError as error:
            form.add_error(None, str(error))
    return back(request, review, form)


@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    finding, review = own_finding(request, pk)
    form = FindingForm(request.POST)
    try:
        if not form.is_valid():
            raise DomainError(str(next(error for errors in form.errors.values() for error in errors)))
        values = form.cleaned_data
        reviewing.change_finding(
            finding=finding,
            severity=values["severity"],
            text=values["text"],
            photo=photo_of(review, values["photo"]),
            pin=values["pin"],
            by=person(request),
        )
    except DomainError as error:
        return refused(request, review, error)
    return back(request, review)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    finding, review = own_finding(request, pk)
    try:
        reviewing.remove_finding(finding=finding, by=person(request))
    except DomainError as error:
        return refused(request, review, error)
    return back(request, review)


def own_finding(request: HttpRequest, pk: int) -> tuple[Finding, Review]:
    """A finding and its review, if the reader may see the review."""
    finding = get_object_or_404(Finding.objects.filter(review__in=Review.objects.visible_to(person(request))), pk=pk)
    review = visible_review(request, finding.review_id)
    finding.review = review
    return finding, review


def photo_of(review: Review, pk: object) -> Photo | None:
    """The named photo of the reviewed product; whether it belongs to the revision, the domain function says."""
    if not pk:
        return None
    photo = Photo.objects.filter(product=review.assignment.product_id, pk=str(pk)).first()
    if photo is None:
        raise Http404
    return photo


def back(request: HttpRequest, review: Review, form: FindingForm | None = None) -> HttpResponse:
    """The list of findings for htmx, else the page; with a refused form, what was typed and why."""
    if asks_for_part(request):
        context = common(request, review, finding_form=form)
        return render(request, "reviews/_findings.html", context, status=422 if form else 201)  # 201: `once` keeps it
    if form is not None and writes_review(person(request), review):
        return desk(request, review, finding_form=form, status=422)
    for errors in form.errors.values() if form else ():
        messages.error(request, " ".join(str(error) for error in errors))
    photo = chosen(request, review.revision.ordered_photos)
    query = f"?foto={photo.pk}" if photo else ""
    return redirect(reverse("reviews:review", args=[review.pk]) + query + "#findings")


def refused(request: HttpRequest, review: Review, error: DomainError) -> HttpResponse:
    if asks_for_part(request):
        context = {**common(request, review), "refusal": str(error)}
        return render(request, "reviews/_findings.html", context, status=409)
    messages.error(request, str(error))
    return redirect(reverse("reviews:review", args=[review.pk]) + "#findings")

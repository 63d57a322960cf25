"""An expert's queue: what is due, what is with the maker, what is done."""

from datetime import date

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.signed_in import person
from reviews.models import Review

PER_PAGE = 20


@login_required
@permission_required("reviews.review_products", raise_exception=True)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    own = Review.objects.filter(assignment__expert=person(request)).select_related(
        "assignment__product__company", "revision"
    )
    owed = own.under_way().annotate(
        scored=Count("scores", distinct=True), asked=Count("rubric__criteria", distinct=True)
    )
    rows = list(owed.prefetch_related("revision__revision_photos__photo").order_by("assignment__due_on", "pk"))
    today = timezone.localdate()
    done = Paginator(own.submitted().order_by("-submitted_at"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"due": [r for r in rows if is_due(r, today)], "later": [r for r in rows if not is_due(r, today)]}
    return render(request, "reviews/queue.html", {**context, "page": done, "today": today})


def is_due(review: Review, today: date) -> bool:
    return review.assignment.due_on <= today

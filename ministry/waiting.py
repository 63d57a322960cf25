"""What waits for staff, and since when. Questions to the rows of the lower apps; nothing is changed here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs.models import Job
from reviews.models import Assignment, Review
from smes.models import Company, Product


@dataclass(frozen=True)
class Waiting:
    """One kind of work: how many wait, the oldest of them, and the page (URL name) where it is done."""

    title: str | Promise
    count: int
    oldest: datetime | None
    url_name: str


def waiting() -> list[Waiting]:
    """One query for each kind."""
    kinds: list[tuple[str | Promise, Callable[[], dict[str, object]], str]] = [
        (_("Companies to verify"), companies_to_verify, "smes:verification_queue"),
        (_("Published products without an expert"), products_without_expert, "reviews:assignments"),
        (_("Reviews that are late"), late_reviews, "reviews:assignments"),
        (_("Work of the machine that failed"), failed_jobs, "jobs:queues"),
    ]
    rows = []
    for title, count, url_name in kinds:
        found = count()
        rows.append(Waiting(title, int(str(found["n"])), as_moment(found["oldest"]), url_name))
    return rows


def companies_to_verify() -> dict[str, object]:
    return Company.objects.waiting().order_by().aggregate(n=Count("pk"), oldest=Min("submitted_at"))


def products_without_expert() -> dict[str, object]:
    taken = Assignment.objects.open().filter(product=OuterRef("pk"))
    return Product.objects.published().filter(~Exists(taken)).aggregate(n=Count("pk"), oldest=Min("published_at"))


def late_reviews() -> dict[str, object]:
    late = Review.objects.under_way().filter(assignment__due_on__lt=timezone.localdate())
    return late.aggregate(n=Count("pk"), oldest=Min("created_at"))


def failed_jobs() -> dict[str, object]:
    return Job.objects.filter(state="failed").aggregate(n=Count("pk"), oldest=Min("created_at"))


def as_moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None

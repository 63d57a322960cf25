"""What the experts' verdicts say about a product, as conditions on products. Only rounds that the maker sees count."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from reviews.models import Review


def reviewed() -> Q:
    """At least one round of reviews is complete."""
    return Q(Exists(_released()))


def export_ready() -> Q:
    """Every lens of the newest complete round says *export ready*."""
    return reviewed() & ~Q(Exists(_newest_round().exclude(verdict=Review.Verdict.EXPORT_READY)))


def shown_is_export_ready() -> Q:
    """As `export_ready`, and it was said of the very revision that buyers see."""
    return export_ready() & Q(Exists(_newest_round().filter(revision=OuterRef("published_revision"))))


def _released() -> "QuerySet[Review]":
    return Review.objects.released().filter(assignment__product=OuterRef("pk"))


def _newest_round() -> "QuerySet[Review]":
    later = Review.objects.released().filter(
        assignment__product=OuterRef("assignment__product"), round__gt=OuterRef("round")
    )
    return _released().filter(~Exists(later))

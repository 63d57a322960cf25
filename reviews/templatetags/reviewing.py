"""Small words of the review pages: the colour of a verdict or severity, a review's cover photo."""

from typing import Any

from django import template

from reviews.models import Review
from reviews.pictures import Shown, by_review, shown

register = template.Library()

VERDICTS = {"export_ready": "good", "after_changes": "wait", "not_yet": "bad"}
SEVERITIES = {"must": "bad", "should": "wait", "idea": ""}


@register.filter
def verdict_kind(verdict: str) -> str:
    """The kind of badge of a verdict."""
    return VERDICTS.get(verdict, "")


@register.filter
def severity_kind(severity: str) -> str:
    """The kind of badge of a severity."""
    return SEVERITIES.get(severity, "")


@register.filter
def cover(review: Review) -> Shown | None:
    """The first photo of the reviewed revision, under an address that the review's reader may open."""
    photo = review.revision.cover
    return shown(photo, by_review(review.pk)) if photo else None


@register.filter
def at_lens(scores: Any, index: int) -> Any:
    """The score of the lens at an index; "–" where its rubric has no such criterion."""
    score = scores[index]
    return "–" if score is None else score

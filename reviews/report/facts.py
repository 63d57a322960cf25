"""All that a report says, read once and frozen as JSON: the worker builds its pages from this alone."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from common.templatetags.look import money, number
from market.models.hs import dotted
from reviews.conversation import open_after, sent_answers
from reviews.models import Answer, Finding, Resolution, Review
from reviews.models.finding import LETTERS
from reviews.panels import by_weight, compare, next_steps, weighted, with_scores
from smes.models import Photo, Product, ProductRevision

LARGEST = 1600


def facts_of(*, product: Product, number: int, language: str) -> dict[str, Any]:
    """The panel of one round in one language: product, verdicts, scores, open findings, what was settled, next steps.

    Photos and crops are named by their private storage paths; `crops` says where on the photo the pin is (0 to 1).
    """
    released = Review.objects.of(product).released().filter(round=number)
    reviews = with_scores(released.select_related("assignment__expert", "revision__hs", "rubric"))
    revision = max((review.revision for review in reviews), key=lambda one: one.number)
    findings = by_weight(open_after(product, number))
    with translation.override(language):
        return {
            "product": _product(product, revision, number),
            "terms": terms_of(revision),
            "lenses": [_lens(review) for review in reviews],
            "criteria": [{"name": row.name, "scores": list(row.scores)} for row in compare(reviews, language)],
            "findings": [_finding(finding, number) for finding in findings],
            "settled": _settled(reviews),
            "steps": [vars(step) for step in next_steps(findings, reviews, language, revision=revision.number)],
            "photos": _photos(product, revision, number),
            "crops": {f"f{finding.pk}": _crop(finding) for finding in findings if finding.photo},
        }


def terms_of(revision: ProductRevision) -> list[list[str]]:
    """What a buyer asks first, as pairs of a term and its value in the active language."""
    unit = revision.get_unit_display()
    price = f"{money(revision.price, revision.currency)} / {unit}"
    terms = f"{revision.incoterm} {revision.incoterm_place}".strip()
    return [
        [_("Price"), f"{price}, {terms}"],
        [_("Smallest order"), f"{number(revision.moq)} {unit}"],
        [_("Capacity per month"), f"{number(revision.monthly_capacity)} {unit}"],
        [_("Lead time"), _("%(days)s days") % {"days": number(revision.lead_days)}],
        [_("Materials"), revision.materials],
        [_("HS code"), dotted(revision.hs.code) if revision.hs else ""],
    ]


def _product(product: Product, revision: ProductRevision, number: int) -> dict[str, Any]:
    company = product.company
    place = f"{company.regency}, {company.province}" if company.regency else ""
    return {
        "name": revision.name,
        "company": str(company),
        "place": place,
        "revision": revision.number,
        "round": number,
    }


def _lens(review: Review) -> dict[str, Any]:
    mean = weighted(review)
    return {
        "lens": review.assignment.lens,
        "name": review.assignment.get_lens_display(),
        "letter": LETTERS[review.assignment.lens],
        "expert": str(review.assignment.expert),
        "verdict": review.verdict,
        "verdict_label": review.get_verdict_display(),
        "summary": review.summary,
        "mean": number(mean, 1) if mean is not None else "",
    }


def _finding(finding: Finding, number: int) -> dict[str, Any]:
    sent = sent_answers(finding)
    return {
        "label": finding.label,
        "severity": finding.severity,
        "severity_label": finding.get_severity_display(),
        "lens": finding.review.assignment.get_lens_display(),
        "text": finding.text,
        "crop": f"f{finding.pk}" if finding.photo else "",
        "since": finding.review.round if finding.review.round < number else None,
        "answer": _answer(sent[-1] if sent else None),
    }


def _answer(answer: Answer | None) -> str:
    return f"{answer.get_kind_display()}: {answer.text}" if answer else ""


def _settled(reviews: list[Review]) -> list[dict[str, str]]:
    """What the experts called resolved in this round, with the maker's answer."""
    resolved = Resolution.objects.filter(review__in=reviews, resolved=True)
    resolutions = resolved.select_related("finding__review__assignment", "review").prefetch_related("finding__answers")
    rows = sorted(resolutions, key=lambda row: (row.finding.review.assignment.lens, row.finding.number))
    return [
        {
            "label": row.finding.label,
            "text": row.finding.text,
            "answer": _answer(next(iter(sent_answers(row.finding)[-1:]), None)),
            "note": row.note,
        }
        for row in rows
    ]


def _photos(product: Product, revision: ProductRevision, number: int) -> dict[str, str]:
    """The cover, and the one of the round before when it is another."""
    photos = {"cover": revision.cover}
    if number > 1:
        earlier = Review.objects.of(product).submitted().filter(round=number - 1).select_related("revision").first()
        before = earlier.revision.cover if earlier else None
        if before != revision.cover:
            photos["before"] = before
    return {name: _largest(photo) for name, photo in photos.items() if photo is not None}


def _crop(finding: Finding) -> dict[str, Any]:
    pinned = (
        {} if finding.pin_x is None or finding.pin_y is None else {"x": float(finding.pin_x), "y": float(finding.pin_y)}
    )
    return {"photo": _largest(finding.photo) if finding.photo else "", **pinned}


def _largest(photo: Photo) -> str:
    return photo.path(LARGEST, "jpeg")

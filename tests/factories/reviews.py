"""Products under review, driven through the domain functions."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from reviews.conversation import earlier_findings
from reviews.domain import answering, assigning, reviewing
from reviews.domain.answering import Said
from reviews.domain.reviewing import Judgement, Written
from reviews.domain.rubrics import load_rubrics
from reviews.models import Assignment, Finding, Review
from smes.models import Company, Product, ProductRevision
from tests.factories.firms import company_of, draft_of, product_of
from tests.factories.people import Cast


def product_to_review(people: Cast, **fields: object) -> Product:
    """A published product of the cast's own firm, with its rubrics loaded."""
    load_rubrics()
    firm = people.organisation_of(people.owner)
    company = Company.objects.filter(organisation=firm).first() or company_of(firm)
    return product_of(company, by=people.owner, **fields)  # type: ignore[arg-type]


def assigned(product: Product, expert: User, *, by: User, lens: str = "design", days: int = 7) -> Assignment:
    due_on = timezone.localdate() + timedelta(days=days)
    return assigning.assign(product=product, expert=expert, lens=lens, due_on=due_on, by=by)


def draft_review(assignment: Assignment) -> Review:
    reviews = Review.objects.select_related("assignment__expert", "assignment__product__company", "rubric", "revision")
    return reviews.filter(assignment=assignment).latest("round")


def written(review: Review, *, score: int = 4, verdict: str = "after_changes", resolved: bool | None = None) -> Written:
    """A complete review: every criterion with the same score; earlier findings judged when `resolved` is given."""
    return Written(
        scores={criterion.key: score for criterion in review.rubric.criteria.all()},
        verdict=verdict,
        summary=f"Ringkasan {review.assignment.lens} putaran {review.round}.",
        judgements={}
        if resolved is None
        else {one.pk: Judgement(resolved, "Lihat foto.") for one in earlier_findings(review)},
    )


def submitted(review: Review, **values: object) -> Review:
    """Write everything and hand the review in, as its expert."""
    by = User.objects.get(pk=review.assignment.expert_id)
    version = reviewing.save(review=review, version=review.version, written=written(review, **values), by=by)  # type: ignore[arg-type]
    reviewing.submit(review=review, version=version, by=by)
    review.refresh_from_db()
    return review


def found(review: Review, text: str = "Tepi longgar.", severity: str = "must", **values: object) -> Finding:
    by = User.objects.get(pk=review.assignment.expert_id)
    return reviewing.add_finding(review=review, severity=severity, text=text, by=by, **values)  # type: ignore[arg-type]


def next_revision(product: Product, **fields: object) -> ProductRevision:
    """A saved revision after the last one, with the same photos."""
    before = product.latest_saved
    assert before is not None
    revision = draft_of(product, number=before.number + 1, changes="Tepi dijahit ulang.", **fields)
    for position, photo in enumerate(before.ordered_photos):
        revision.revision_photos.create(photo=photo, position=position)
    revision.saved_at = timezone.now()
    revision.save()
    return revision


def answered(product: Product, *, by: User, kind: str = "change", text: str = "Sudah dijahit ulang.") -> list[Review]:
    """Answer every open finding, save a revision and send both: the reviews of the next round."""
    findings = answering.unanswered(product)
    answering.answer(product=product, said={one.pk: Said(kind, text) for one in findings}, by=by)
    next_revision(product)
    return answering.send(product=product, by=by)

"""Which findings stand open in which round: questions that reviewing, answering and the pages all ask."""

from django.db.models import Exists, OuterRef, QuerySet

from reviews.models import Answer, Finding, Resolution, Review
from smes.models import Product


def findings_of(product: Product) -> QuerySet[Finding]:
    """Findings of submitted reviews, lens by lens in the order of their numbers."""
    submitted = Finding.objects.filter(review__assignment__product=product, review__state=Review.State.SUBMITTED)
    findings = submitted.select_related("review__assignment", "photo").prefetch_related("answers")
    return findings.order_by("review__assignment__lens", "number")


def sent_answers(finding: Finding) -> list[Answer]:
    """The answers that went out with a revision, oldest first; from the prefetch where there is one."""
    sent = [answer for answer in finding.answers.all() if answer.revision_id is not None]
    return sorted(sent, key=lambda answer: (answer.at, answer.pk))


def drafted_answer(finding: Finding) -> Answer | None:
    """The answer that the maker still writes."""
    return next((answer for answer in finding.answers.all() if answer.revision_id is None), None)


def still_open(findings: QuerySet[Finding], *, before: int | None = None) -> QuerySet[Finding]:
    """Those that no submitted review (of a round below `before`) has called resolved."""
    resolved = Resolution.objects.filter(finding=OuterRef("pk"), resolved=True, review__state=Review.State.SUBMITTED)
    if before is not None:
        resolved = resolved.filter(review__round__lt=before)
    return findings.filter(~Exists(resolved))


def open_after(product: Product, number: int) -> QuerySet[Finding]:
    """What stood open when round `number` was complete; nothing of reviews that the maker may not read yet."""
    released = Review.objects.of(product).released().filter(round__lte=number)
    resolved = Resolution.objects.filter(finding=OuterRef("pk"), resolved=True, review__in=released)
    return findings_of(product).filter(~Exists(resolved), review__in=released)


def earlier_findings(review: Review) -> list[Finding]:
    """What the expert has to judge: findings of the lens from earlier rounds that were open when this one began."""
    if review.round == 1:
        return []
    of_lens = findings_of(review.assignment.product).filter(
        review__assignment__lens=review.assignment.lens, review__round__lt=review.round
    )
    return list(still_open(of_lens, before=review.round))

"""The maker's side: an answer to each finding, and sending them with a new saved revision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import DomainError
from network.domain.notices import tell
from reviews.conversation import drafted_answer, findings_of, still_open
from reviews.domain.rounds import current_round, is_under_way, lock, open_review
from reviews.models import Answer, Assignment, Finding, Review
from smes.models import Product, ProductRevision

DAYS_FOR_NEXT_ROUND = 7


@dataclass(frozen=True)
class Said:
    """One answer as it was written; an empty text takes it back."""

    kind: str
    text: str


class AnsweredMeanwhileError(DomainError):
    """A colleague wrote another answer since the page was loaded; nothing was overwritten."""


@transaction.atomic
def answer(*, product: Product, said: Mapping[int, Said], by: User, since: datetime | None = None) -> list[Answer]:
    """Write or rewrite answers by the pk of their finding; those that changed. They are sent later, with a revision.

    `since` is when the page was loaded: what a colleague wrote after that is not overwritten.
    """
    _require_maker(product, by)
    lock(product)
    _require_turn(product)
    open_ones = {finding.pk: finding for finding in still_open(findings_of(product))}
    if not set(said) <= set(open_ones):
        raise DomainError(_("One of these findings is resolved and needs no answer. Load the page again."))
    written = []
    for pk, one in said.items():
        now = drafted_answer(open_ones[pk])
        kind, text = Answer.Kind(one.kind), one.text.strip()[:600]
        if (now.kind, now.text) == (kind, text) if now else not text:
            continue
        if now is not None and since is not None and now.at > since and now.by_id != by.pk:
            sentence = _(
                "%(person)s answered finding %(finding)s meanwhile. Nothing was overwritten: load the page again."
            )
            raise AnsweredMeanwhileError(sentence % {"person": now.by or "–", "finding": open_ones[pk].label})
        if not text:
            Answer.objects.filter(finding=pk, revision=None).delete()
            continue
        values = {"kind": kind, "text": text, "by": by, "at": timezone.now()}
        written.append(Answer.objects.update_or_create(finding=open_ones[pk], revision=None, defaults=values)[0])
    return written


@transaction.atomic
def send(*, product: Product, by: User) -> list[Review]:
    """Send the answers with the newest saved revision: the next round's reviews, as drafts for the same experts."""
    _require_maker(product, by)
    lock(product)
    _require_turn(product)
    revision = new_revision(product)
    if revision is None:
        raise DomainError(_("Save a new revision of the product first: the experts look at that one."))
    if missing := unanswered(product):
        labels = ", ".join(finding.label for finding in missing)
        raise DomainError(_("Some findings are not answered yet: %(findings)s.") % {"findings": labels})
    experts = list(Assignment.objects.of(product).open().select_related("expert"))
    if not experts:
        raise DomainError(
            _("No expert is assigned to this product just now. The ministry can assign one; then send again.")
        )
    Answer.objects.filter(finding__review__assignment__product=product, revision__isnull=True).update(
        revision=revision, at=timezone.now()
    )
    number = current_round(product) + 1
    due_on = timezone.localdate() + timedelta(days=DAYS_FOR_NEXT_ROUND)
    Assignment.objects.filter(pk__in=[assignment.pk for assignment in experts]).update(due_on=due_on)
    reviews = [open_review(assignment=assignment, number=number, revision=revision) for assignment in experts]
    for review in reviews:
        _tell(review, revision)
    return reviews


def unanswered(product: Product) -> list[Finding]:
    """Open findings that lack an answer to be sent; an idea may stay without one."""
    answered = Answer.objects.filter(finding__review__assignment__product=product, revision__isnull=True)
    open_ones = still_open(findings_of(product)).exclude(severity=Finding.Severity.IDEA)
    return list(open_ones.exclude(pk__in=answered.values("finding")))


def new_revision(product: Product) -> ProductRevision | None:
    """The newest saved revision if the experts of the present round have not seen it."""
    latest = product.latest_saved
    seen = Review.objects.of(product).filter(round=current_round(product)).values_list("revision__number", flat=True)
    return latest if latest is not None and latest.number > max(seen, default=0) else None


def _require_maker(product: Product, by: User) -> None:
    if not by.has_perm("reviews.answer_findings", product):
        raise DomainError(_("Only members of the company answer the findings."))


def _require_turn(product: Product) -> None:
    """The maker speaks when the panel is complete."""
    if is_under_way(product) or not Review.objects.of(product).released().exists():
        raise DomainError(_("The experts are still at work. You will be told as soon as all of them have submitted."))


def _tell(review: Review, revision: ProductRevision) -> None:
    tell(
        people=[review.assignment.expert],
        key=f"review.round:{review.pk}",
        title=lambda: (
            _("Answered: %(product)s, revision %(number)s") % {"product": revision.name, "number": revision.number}
        ),
        text=lambda: (
            _("The maker answered your findings. Say of each whether it is resolved, and score anew (round %(round)s).")
            % {"round": review.round}
        ),
        url=reverse("reviews:review", args=[review.pk]),
    )

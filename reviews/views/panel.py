"""What the panel's page shows: whose turn it is, the lenses side by side, findings with what was said, what changed."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language

from accounts.models import User
from reviews.conversation import findings_of, sent_answers
from reviews.forms import AnswersForm
from reviews.models import Finding, Resolution, Review
from reviews.models.finding import LETTERS
from reviews.panels import by_weight, compare, drawing, lifts, weighted, with_scores
from reviews.pictures import Address, by_review, piece, shown
from reviews.rules import answers_findings
from smes.models import Product, ProductRevision
from smes.views.revisions import compare as compare_revisions

MOST_PAIRS = 3


@dataclass(frozen=True)
class Stage:
    """Whose turn it is on this product, and what this reader may see of it."""

    reviews: list[Review]  # submitted and visible to the reader, all rounds
    owed: int  # reviews that experts still owe
    asked: int  # reviews of the newest round that count
    is_maker: bool
    fresh: ProductRevision | None  # a saved revision that the experts have not seen
    findings: list[Finding]  # of those reviews, the gravest first
    resolutions: dict[int, list[Resolution]]  # in those reviews, by the pk of the finding, oldest first

    @property
    def open(self) -> list[Finding]:
        """As far as the reader may know: a word in a review that is still hidden does not count."""
        return [one for one in self.findings if not any(row.resolved for row in self.resolutions.get(one.pk, []))]

    @property
    def settled(self) -> list[Finding]:
        return [one for one in self.findings if any(row.resolved for row in self.resolutions.get(one.pk, []))]

    @property
    def newest(self) -> list[Review]:
        """The newest round that the reader may see."""
        last = max((review.round for review in self.reviews), default=0)
        return [review for review in self.reviews if review.round == last]

    @property
    def is_makers_turn(self) -> bool:
        return self.owed == 0 and bool(self.reviews)

    @property
    def to_answer(self) -> list[Finding]:
        return self.open if self.is_maker and self.is_makers_turn else []

    @property
    def submitted(self) -> int:
        return self.asked - self.owed


def stage_of(product: Product, user: User) -> Stage:
    every = list(Review.objects.of(product).select_related("assignment", "revision").order_by("round"))
    last = max((review.round for review in every), default=0)
    newest = [review for review in every if review.round == last and (review.is_submitted or review.assignment.is_open)]
    visible = Review.objects.of(product).submitted().visible_to(user)
    reviews = with_scores(visible.select_related("assignment__expert", "revision__hs", "rubric"))
    pks = [review.pk for review in reviews]
    latest, seen = product.latest_saved, max((review.revision.number for review in newest), default=0)
    return Stage(
        reviews=reviews,
        owed=sum(not review.is_submitted for review in newest),
        asked=len(newest),
        is_maker=answers_findings(user, product),
        fresh=latest if latest and every and latest.number > seen else None,
        findings=by_weight(findings_of(product).filter(review__in=pks)),
        resolutions=resolutions_in(pks),
    )


def panel_context(product: Product, stage: Stage, form: AnswersForm) -> dict[str, Any]:
    """All that templates/reviews/product.html needs beside the form."""
    newest = stage.newest
    if not newest:
        return {"rounds": []}
    address = by_review(newest[0].pk)
    rows = compare(newest, get_language())
    names = [review.assignment.get_lens_display() for review in newest]
    answering = {finding.pk: form.reply_to(finding) for finding in form.findings}
    return {
        "revision": newest[0].revision,
        "round": newest[0].round,
        "lenses": [lens_card(review) for review in newest],
        "rows": rows,
        "radar": drawing(rows, names, width=380),
        "apart": [row.name for row in rows if row.is_apart],
        "cards": [thread(finding, address, stage, answering) for finding in stage.open],
        "settled": [thread(finding, address, stage, {}) for finding in stage.settled],
        "lifts": lifts(newest, get_language())[:4],
        "rounds": earlier_rounds(stage),
        "musts": sum(finding.severity == Finding.Severity.MUST for finding in stage.open),
        **what_changed(stage, address),
    }


def lens_card(review: Review) -> dict[str, Any]:
    kinds = {"export_ready": "good", "after_changes": "wait", "not_yet": "bad"}
    return {
        "review": review,
        "kind": kinds[review.verdict],
        "letter": LETTERS[review.assignment.lens],
        "mean": weighted(review),
    }


def resolutions_in(reviews: list[int]) -> dict[int, list[Resolution]]:
    """By the pk of the finding, oldest first."""
    rows = Resolution.objects.filter(review__in=reviews).select_related("review", "by").order_by("review__round")
    found: dict[int, list[Resolution]] = {}
    for row in rows:
        found.setdefault(row.finding_id, []).append(row)
    return found


def thread(finding: Finding, address: Address, stage: Stage, answering: dict[int, Any]) -> dict[str, Any]:
    """A finding and what was said to it, in the order in which it was said."""
    answers = [{"answer": answer, "at": answer.at} for answer in sent_answers(finding)]
    words = [{"resolution": row, "at": row.at} for row in stage.resolutions.get(finding.pk, [])]
    said: list[dict[str, Any]] = [*answers, *words]
    return {
        "finding": finding,
        "piece": piece(finding, address),
        "said": sorted(said, key=lambda one: one["at"]),
        "reply": answering.get(finding.pk),
    }


def earlier_rounds(stage: Stage) -> list[dict[str, Any]]:
    """The rounds before the newest one, newest first: verdicts and summaries as they were."""
    older = [review for review in stage.reviews if review.round != stage.newest[0].round]
    ordered = sorted(older, key=lambda review: -review.round)
    return [
        {"round": number, "lenses": [lens_card(review) for review in reviews]}
        for number, reviews in groupby(ordered, key=lambda review: review.round)
    ]


def what_changed(stage: Stage, address: Address) -> dict[str, Any]:
    """Photos before and after, and the terms that differ: since the round before, or in what is ready to be sent."""
    revisions = {review.round: review.revision for review in stage.reviews}
    last = stage.newest[0]
    before = last.revision if stage.fresh else revisions.get(last.round - 1)
    after = stage.fresh or last.revision
    if before is None or before.pk == after.pk:
        return {"pairs": [], "changes": []}
    prefetch_related_objects([before, after], "revision_photos__photo", "hs")
    pairs = zip(before.ordered_photos, after.ordered_photos, strict=False)
    return {
        "before": before,
        "after": after,
        "pairs": [
            {"before": shown(old, address), "after": shown(new, address)} for old, new in pairs if old.pk != new.pk
        ][:MOST_PAIRS],
        "changes": [difference for difference in compare_revisions(before, after) if difference.changed],
    }

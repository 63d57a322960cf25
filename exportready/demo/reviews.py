"""The demonstration's reviews in every state, made through the same functions as real ones."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from accounts.models import User
from exportready.demo.people import make_experts, make_staff
from exportready.demo.retaken import retaken
from exportready.demo.review_words import SECOND_SUMMARIES, SUMMARIES, WORDS, Remark, kind_of
from reviews.conversation import earlier_findings
from reviews.domain import answering, assigning, reviewing
from reviews.domain.answering import Said
from reviews.domain.reviewing import Judgement, Written
from reviews.domain.rubrics import load_rubrics
from reviews.models import Assignment, Lens, Review
from smes.domain import photos
from smes.domain import products as smes_products
from smes.models import Company, Product

LENSES = list(Lens.values)
DAYS = (0, 2, 5, 9)
MANY = 100  # places: to the front


def make_reviews(*, products: list[Product], staff: User) -> list[User]:
    """Assign experts to ten products of different firms and bring their reviews to the states of PLAN; the experts."""
    load_rubrics()
    experts = make_experts(by=make_staff().administrator)
    for position, (product, bring) in enumerate(zip(reviewable(products), PLAN, strict=False)):
        rng = Random(f"{position} {product.latest_saved}")  # noqa: S311 - the same demonstration at every run
        bring(product, ask(product, experts, position, staff), rng)
    return experts


def reviewable(products: list[Product]) -> Iterator[Product]:
    """The first product with a saved revision of each verified firm."""
    firms = set()
    for product in products:
        saved = product.latest_saved
        if product.company_id not in firms and product.company.state == Company.State.VERIFIED and saved is not None:
            firms.add(product.company_id)
            yield product


def ask(product: Product, experts: list[User], position: int, staff: User) -> list[Assignment]:
    """Three experts, the first of them for every other product; due dates from today on."""
    chosen = [experts[0 if lens == 0 and position % 2 == 0 else 1 + (position + lens) % 5] for lens in range(3)]
    due_on = timezone.localdate() + timedelta(days=DAYS[position % len(DAYS)])
    return [
        assigning.assign(product=product, expert=expert, lens=lens, due_on=due_on, by=staff)
        for lens, expert in zip(LENSES, chosen, strict=True)
    ]


def untouched(product: Product, assignments: list[Assignment], rng: Random) -> None:
    """Assigned, and nobody has begun."""


def first_round(product: Product, assignments: list[Assignment], rng: Random) -> None:
    """All have submitted; the maker is asked for answers."""
    for assignment in assignments:
        hand_in(draft_of(assignment), rng)


def half_a_round(product: Product, assignments: list[Assignment], rng: Random) -> None:
    """One has submitted, one is writing, one has not begun."""
    hand_in(draft_of(assignments[0]), rng)
    review = draft_of(assignments[1])
    find(review)
    criteria = list(review.rubric.criteria.all())[:3]
    begun = Written(scores={criterion.key: rng.randint(2, 4) for criterion in criteria})
    reviewing.save(review=review, version=review.version, written=begun, by=assignments[1].expert)


def both_rounds(product: Product, assignments: list[Assignment], rng: Random) -> None:
    """The second round is finished too, everything resolved: export ready."""
    into_second_round(product, assignments, rng)
    for assignment in assignments:
        review = draft_of(assignment)
        words = {finding.pk: Judgement(True, "Sudah baik.") for finding in earlier_findings(review)}
        written = Written(
            scores={criterion.key: rng.randint(4, 5) for criterion in review.rubric.criteria.all()},
            verdict=Review.Verdict.EXPORT_READY,
            summary=SECOND_SUMMARIES[assignment.lens],
            judgements=words,
        )
        version = reviewing.save(review=review, version=review.version, written=written, by=assignment.expert)
        reviewing.submit(review=review, version=version, by=assignment.expert)


def into_second_round(product: Product, assignments: list[Assignment], rng: Random) -> None:
    """The first round, the maker's answers, a better revision, and both sent."""
    first_round(product, assignments, rng)
    maker = product.company.organisation.members.order_by("pk")[0]
    remarks = {remark.text: remark.answer for words in WORDS[kind(product)].values() for remark in words}
    said = {finding.pk: Said("change", remarks[finding.text]) for finding in answering.unanswered(product)}
    answering.answer(product=product, said=said, by=maker)
    improve(product, maker)
    answering.send(product=product, by=maker)


def improve(product: Product, maker: User) -> None:
    """The next revision: the cover taken anew in better light, the price a little higher for the better work."""
    draft = smes_products.revise(product=product, by=maker)
    if cover := draft.cover:
        fresh = photos.add(revision=draft, data=retaken(cover), by=maker)
        photos.remove(revision=draft, photo=cover, by=maker)
        photos.move(revision=draft, photo=fresh, step=-MANY, by=maker)
    price = (draft.price or Decimal(0)) * Decimal("1.08")
    values = {
        "price": price.quantize(Decimal(1000) if draft.currency == "IDR" else Decimal("0.1")),
        "changes": "Temuan para pakar diperbaiki; foto utama diambil ulang.",
    }
    smes_products.write(revision=draft, version=draft.version, values=values, by=maker)
    smes_products.save_revision(product=product, by=maker)


def hand_in(review: Review, rng: Random) -> None:
    """Findings, scores of 2 to 4, a summary and *ready after changes*."""
    find(review)
    written = Written(
        scores={criterion.key: rng.choice((2, 3, 3, 4, 4)) for criterion in review.rubric.criteria.all()},
        verdict=Review.Verdict.AFTER_CHANGES,
        summary=SUMMARIES[review.assignment.lens],
    )
    by = review.assignment.expert
    version = reviewing.save(review=review, version=review.version, written=written, by=by)
    reviewing.submit(review=review, version=version, by=by)


def find(review: Review) -> None:
    cover = review.revision.cover
    for remark in WORDS[kind(review.assignment.product)][review.assignment.lens]:
        pin = place(remark) if cover else None
        reviewing.add_finding(
            review=review,
            severity=remark.severity,
            text=remark.text,
            photo=cover if pin else None,
            pin=pin,
            by=review.assignment.expert,
        )


def place(remark: Remark) -> tuple[Decimal, Decimal] | None:
    return (Decimal(remark.pin[0]), Decimal(remark.pin[1])) if remark.pin else None


def kind(product: Product) -> str:
    saved = product.latest_saved
    return kind_of(saved.hs.code if saved and saved.hs else "")


def draft_of(assignment: Assignment) -> Review:
    """The assignment's newest review, read anew."""
    rows = Review.objects.select_related(
        "assignment__expert", "assignment__product__company__organisation", "rubric", "revision"
    )
    return rows.filter(assignment=assignment).latest("round")


# How far each product's review has come, product by product of different firms
PLAN: tuple[Callable[[Product, list[Assignment], Random], None], ...] = (
    first_round, both_rounds, half_a_round, untouched, both_rounds, into_second_round, first_round, half_a_round,
    first_round, untouched,
)  # fmt: skip

"""Rounds of a product's review. All verbs that may open or complete one lock the product first and so take turns."""

from django.db.models import Max
from django.utils.translation import gettext as _

from common.errors import DomainError
from reviews.models import Assignment, Review, Rubric
from smes.models import Product, ProductRevision


def lock(product: Product) -> None:
    """Until commit, nobody else opens or completes a round of this product. Call inside a transaction."""
    list(Product.objects.select_for_update(no_key=True).filter(pk=product.pk).values_list("pk"))


def current_round(product: Product) -> int:
    """The newest round, 0 before the first."""
    return Review.objects.of(product).aggregate(newest=Max("round"))["newest"] or 0


def is_under_way(product: Product) -> bool:
    """Whether an expert still owes a review."""
    return Review.objects.of(product).under_way().exists()


def revision_of_round(product: Product, number: int) -> ProductRevision | None:
    """What the experts of a round look at: what its first live review looks at; None when there is none yet."""
    live = Review.objects.of(product).filter(round=number)
    first = (live.submitted() | live.under_way()).select_related("revision").order_by("pk").first()
    return first.revision if first else None


def open_review(*, assignment: Assignment, number: int, revision: ProductRevision) -> Review:
    """A draft for this assignment, with the rubric that is current now."""
    rubric = Rubric.objects.current().filter(lens=assignment.lens).first()
    if rubric is None:
        raise DomainError(_("There is no rubric for this lens yet. An administrator runs the command load_rubrics."))
    return Review.objects.create(assignment=assignment, round=number, revision=revision, rubric=rubric)


def join_round(assignment: Assignment) -> Review | None:
    """A new expert joins the round under way, or the first; None when the lens is already judged in this round.

    Then the next round, which begins with the maker's answers, is the expert's first.
    """
    product = assignment.product
    number = current_round(product) or 1
    judged = Review.objects.of(product).submitted().filter(round=number, assignment__lens=assignment.lens)
    if judged.exists():
        return None
    revision = revision_of_round(product, number) or product.latest_saved
    if revision is None:
        raise DomainError(_("Nothing of this product is saved yet. A review looks at a saved revision."))
    return open_review(assignment=assignment, number=number, revision=revision)

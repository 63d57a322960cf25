"""A product of the cast's firm, and its panel."""

from decimal import Decimal

import pytest

from documents.models import Document
from reviews.models import Assignment, Review
from smes.models import Product
from tests.factories.people import Cast
from tests.factories.reviews import assigned, draft_review, found, product_to_review, submitted
from tests.reviews.pictures import photographed
from tests.reviews.reports import report


@pytest.fixture
def product(people: Cast) -> Product:
    return product_to_review(people, photos=2)


@pytest.fixture
def assignment(product: Product, people: Cast) -> Assignment:
    """The cast's expert looks at it through the design lens."""
    return assigned(product, people.expert, by=people.ministry)


@pytest.fixture
def review(assignment: Assignment) -> Review:
    """That expert's draft of the first round."""
    return draft_review(assignment)


@pytest.fixture
def other_review(product: Product, people: Cast) -> Review:
    """The other expert's draft: the buying lens of the same round."""
    return draft_review(assigned(product, people.other_expert, by=people.ministry, lens="buying"))


@pytest.fixture
def shot(product: Product) -> Product:
    """The product with files behind its photos."""
    return photographed(product)


@pytest.fixture
def reported(shot: Product, review: Review, people: Cast) -> Document:
    """One lens, two findings, made."""
    photo = review.revision.ordered_photos[1]
    found(
        review, "Sudut kiri terbuka, kunci dengan jahitan rantai.", photo=photo, pin=(Decimal("0.02"), Decimal("0.98"))
    )
    found(review, "Tambahkan label bahan dua bahasa.", "should")
    submitted(review)
    return report(shot)

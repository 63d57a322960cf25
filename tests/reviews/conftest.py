"""A product of the cast's firm, and its panel."""

import pytest

from reviews.models import Assignment, Review
from smes.models import Product
from tests.factories.people import Cast
from tests.factories.reviews import assigned, draft_review, product_to_review


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

"""`visible_to` is exactly the set for which `has_perm` holds, for everybody and every state of a review."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from accounts.models import User
from reviews.domain import assigning
from reviews.models import Assignment, Review
from reviews.rules import panels
from smes.models import Product
from tests.factories.firms import company_of, product_of
from tests.factories.people import Cast
from tests.factories.reviews import answered, assigned, draft_review, submitted

PEOPLE = [
    "visitor", "newcomer", "owner", "staff", "other_owner", "aggregator", "other_aggregator", "expert", "other_expert",
    "ministry", "administrator",
]  # fmt: skip


@pytest.fixture
def world(product: Product, review: Review, other_review: Review, people: Cast) -> None:
    """Reviews in every state: released, submitted but hidden, drafts, of a withdrawn and of a foreign assignment."""
    submitted(review)
    submitted(other_review)
    second = next(one for one in answered(product, by=people.owner) if one.assignment == review.assignment)
    submitted(second)
    foreign = product_of(company_of(people.organisation_of(people.other_owner)))
    ended = assigned(foreign, people.expert, by=people.ministry)
    assigning.withdraw(assignment=ended, reason="", by=people.ministry)
    assigned(foreign, people.other_expert, by=people.ministry)
    third = product_of(product.company)
    submitted(draft_review(assigned(third, people.expert, by=people.ministry)))
    assigned(third, people.other_expert, by=people.ministry, lens="buying")


@pytest.mark.parametrize(
    ("permission", "everything", "visible"),
    [
        ("reviews.view_review", lambda: Review.objects.all(), lambda user: Review.objects.visible_to(user)),
        ("reviews.view_assignment", lambda: Assignment.objects.all(), lambda user: Assignment.objects.visible_to(user)),
        ("reviews.view_panel", lambda: Product.objects.all(), lambda user: Product.objects.filter(panels(user))),
    ],
)
def test_both_say_the_same(
    world: None,
    people: Cast,
    permission: str,
    everything: Callable[[], QuerySet[Model]],
    visible: Callable[[User | AnonymousUser], QuerySet[Model]],
) -> None:
    for who in PEOPLE:
        user = getattr(people, who) or AnonymousUser()
        permitted = {row.pk for row in everything() if user.has_perm(permission, row)}
        assert permitted == {row.pk for row in visible(user)}, who


def test_world_has_something_hidden_and_something_shown_for_each(world: None, people: Cast) -> None:
    every = Review.objects.count()
    for who in ("owner", "expert", "other_expert", "ministry"):
        assert 0 < Review.objects.visible_to(getattr(people, who)).count() < every
    assert not Review.objects.visible_to(people.newcomer).exists()


def test_deactivated_expert_sees_nothing(review: Review, people: Cast) -> None:
    people.expert.is_active = False
    assert not Review.objects.visible_to(people.expert).exists()
    assert not people.expert.has_perm("reviews.view_review", review)

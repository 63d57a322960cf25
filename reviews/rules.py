"""Who assigns, who reviews, who answers, and who sees what when: scores of others stay hidden until one's own are in."""

import rules
from django.db.models import Exists, OuterRef, Q

from accounts.models import Role, User
from accounts.rules import EVERYTHING, NOTHING, Someone, has_role, is_member, oversees
from reviews.models import Assignment, Review
from smes.models import Product


def visible_assignments(user: Someone) -> Q:
    if oversees(user):
        return EVERYTHING
    return Q(expert=user) if isinstance(user, User) and user.is_active else NOTHING


def visible_reviews(user: Someone) -> Q:
    """Submitted ones to the ministry; the maker sees them once released; experts as `seen_by_expert` says."""
    if oversees(user):
        return Q(state=Review.State.SUBMITTED) | mine(user)
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    of_firm = Q(released_at__isnull=False, assignment__product__company__organisation__in=user.organisation_ids)
    return of_firm | mine(user) | seen_by_expert(user)


def mine(user: Someone) -> Q:
    """One's own: submitted ones for good, a draft as long as one is assigned."""
    return Q(assignment__expert=user) & (Q(state=Review.State.SUBMITTED) | Q(assignment__state="assigned"))


def seen_by_expert(user: User) -> Q:
    """Another's submitted review of a product and round in which one's own is in, and no draft of one's own is left."""
    same = Review.objects.filter(
        assignment__product=OuterRef("assignment__product"), round=OuterRef("round"), assignment__expert=user
    )
    return Q(state=Review.State.SUBMITTED) & Exists(same.submitted()) & ~Exists(same.under_way())


def panels(user: Someone) -> Q:
    """Products whose reviews one may read on the panel's page: one's own firm's, those one has reviewed, all."""
    if oversees(user):
        return EVERYTHING
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    reviewed = Review.objects.submitted().filter(assignment__expert=user)
    return Q(company__organisation__in=user.organisation_ids) | Q(pk__in=reviewed.values("assignment__product"))


@rules.predicate
def sees_assignment(user: Someone, assignment: Assignment | None) -> bool:
    return assignment is not None and (oversees(user) or _is(user, assignment.expert_id))


@rules.predicate
def sees_review(user: Someone, review: Review | None) -> bool:
    if review is None or not isinstance(user, User) or not user.is_active:
        return False
    if _is(user, review.assignment.expert_id):
        return review.is_submitted or review.assignment.is_open
    if not review.is_submitted:
        return False
    if oversees(user):
        return True
    product = review.assignment.product
    if review.released_at is not None and is_member(user, product.company.organisation_id):
        return True
    own = Review.objects.of(product).filter(round=review.round, assignment__expert=user)
    return own.submitted().exists() and not own.under_way().exists()


@rules.predicate
def sees_panel(user: Someone, product: Product | None) -> bool:
    if product is None or not isinstance(user, User) or not user.is_active:
        return False
    if oversees(user) or is_member(user, product.company.organisation_id):
        return True
    return Review.objects.of(product).submitted().filter(assignment__expert=user).exists()


@rules.predicate
def writes_review(user: Someone, review: Review | None) -> bool:
    """The assigned expert, as long as the review is a draft and the role and the assignment stand."""
    return (
        review is not None
        and not review.is_submitted
        and review.assignment.is_open
        and _is(user, review.assignment.expert_id)
        and has_role(user, Role.EXPERT)
    )


@rules.predicate
def reviews_products(user: Someone) -> bool:
    return has_role(user, Role.EXPERT)


@rules.predicate
def assigns_experts(user: Someone) -> bool:
    return has_role(user, Role.MINISTRY)


@rules.predicate
def answers_findings(user: Someone, product: Product | None) -> bool:
    return product is not None and is_member(user, product.company.organisation_id)


def _is(user: Someone, pk: int) -> bool:
    return isinstance(user, User) and user.is_active and user.pk == pk


rules.add_perm("reviews.view_assignment", sees_assignment)
rules.add_perm("reviews.view_review", sees_review)
rules.add_perm("reviews.change_review", writes_review)
rules.add_perm("reviews.view_panel", sees_panel)
rules.add_perm("reviews.review_products", reviews_products)
rules.add_perm("reviews.assign_experts", assigns_experts)
rules.add_perm("reviews.answer_findings", answers_findings)

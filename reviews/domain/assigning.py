"""Who looks at which product: assigning, withdrawing, declining."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Role, User
from accounts.rules import has_role
from common.errors import DomainError
from common.templatetags.look import day
from network.domain.notices import tell
from reviews.domain.reporting import complete_panel
from reviews.domain.rounds import join_round, lock
from reviews.models import Assignment, Lens, Review
from smes.models import Product


@transaction.atomic
def assign(*, product: Product, expert: User, lens: str, due_on: date, by: User) -> Assignment:
    """Ask an expert to review a product through a lens, and tell them. Their review opens as a draft."""
    if not by.has_perm("reviews.assign_experts"):
        raise DomainError(_("Only ministry staff assign experts."))
    lock(product)
    _check(product, expert, lens, due_on)
    assignment = Assignment.objects.create(product=product, expert=expert, lens=lens, due_on=due_on, assigned_by=by)
    review = join_round(assignment)
    _tell_assigned(assignment, review)
    return assignment


def conflict(*, expert: User, product: Product) -> str | None:
    """Why this expert may not judge this product: somebody of the maker shares an organisation with them."""
    firm = product.company.organisation_id
    shared = Membership.objects.filter(user=expert, organisation__memberships__user__memberships__organisation=firm)
    organisation = shared.values_list("organisation__name", flat=True).first()
    if organisation is None:
        return None
    sentence = _("%(expert)s belongs to %(organisation)s, as does the maker of this product. Choose another expert.")
    return sentence % {"expert": expert, "organisation": organisation}


@transaction.atomic
def withdraw(*, assignment: Assignment, reason: str, by: User) -> None:
    """End an assignment. A submitted review stays; a draft stays its writer's and counts no more."""
    if not by.has_perm("reviews.assign_experts"):
        raise DomainError(_("Only ministry staff withdraw an assignment."))
    _end(assignment, Assignment.State.WITHDRAWN, reason, by)
    name = str(assignment.product)
    tell(
        people=[assignment.expert],
        key=f"review.withdrawn:{assignment.pk}",
        title=lambda: _("Review withdrawn: %(product)s") % {"product": name},
        text=lambda: _("You need not review this product any more. %(reason)s") % {"reason": assignment.ended_reason},
        url=reverse("reviews:queue"),
    )


@transaction.atomic
def decline(*, assignment: Assignment, reason: str, by: User) -> None:
    """The expert gives the assignment back with a reason; whoever assigned it is told."""
    if assignment.expert_id != by.pk:
        raise DomainError(_("Only the assigned expert can decline."))
    if not reason.strip():
        raise DomainError(_("Say why, so that the ministry can find somebody else."))
    _end(assignment, Assignment.State.DECLINED, reason, by)
    name, expert = str(assignment.product), str(by)
    tell(
        people=[assignment.assigned_by] if assignment.assigned_by else [],
        key=f"review.declined:{assignment.pk}",
        title=lambda: _("Review declined: %(product)s") % {"product": name},
        text=lambda: (
            _("%(expert)s will not review it: %(reason)s Assign another expert.")
            % {"expert": expert, "reason": assignment.ended_reason}
        ),
        url=reverse("reviews:assign", args=[assignment.product.public_id]),
    )


def _check(product: Product, expert: User, lens: str, due_on: date) -> None:
    """Refuse early, with the product locked."""
    if product.archived_at is not None:
        raise DomainError(_("This product is put away. Its maker can bring it back."))
    if product.latest_saved is None:
        raise DomainError(_("Nothing of this product is saved yet. A review looks at a saved revision."))
    if not has_role(expert, Role.EXPERT):
        raise DomainError(_("%(person)s is not an expert on this platform.") % {"person": expert})
    if reason := conflict(expert=expert, product=product):
        raise DomainError(reason)
    if due_on < timezone.localdate():
        raise DomainError(_("This due date is past. Choose today or a later day."))
    held = Assignment.objects.of(product).open()
    if held.filter(lens=Lens(lens)).exists():
        raise DomainError(_("An expert already looks at this product through this lens."))
    if held.filter(expert=expert).exists():
        raise DomainError(_("This expert already looks at this product through another lens."))


def _end(assignment: Assignment, state: str, reason: str, by: User) -> None:
    lock(assignment.product)
    values = {
        "state": state,
        "ended_by": by,
        "ended_at": timezone.now(),
        "ended_reason": " ".join(reason.split())[:300],
    }
    if not Assignment.objects.open().filter(pk=assignment.pk).update(**values):
        raise DomainError(_("This assignment has already ended."))
    assignment.refresh_from_db(fields=list(values))
    complete_panel(product=assignment.product)


def _tell_assigned(assignment: Assignment, review: Review | None) -> None:
    name, lens = str(assignment.product), Lens(assignment.lens)
    due = assignment.due_on
    tell(
        people=[assignment.expert],
        key=f"review.assigned:{assignment.pk}",
        title=lambda: _("Please review: %(product)s") % {"product": name},
        text=lambda: (
            _("You were asked to look at it through the lens %(lens)s, by %(due)s.")
            % {"lens": lens.label, "due": day(due)}
        ),
        url=reverse("reviews:review", args=[review.pk]) if review else reverse("reviews:queue"),
    )

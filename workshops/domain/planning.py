"""Planning a workshop, changing it, and putting it where everybody sees it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import DomainError
from jobs.domain.queue import enqueue
from workshops.domain import seats
from workshops.models import Workshop
from workshops.tasks import MOVED

# What a registered person has in their calendar: a change of these is told to them.
APPOINTMENT = ("starts_at", "ends_at", "zone", "place", "regency_id")


@transaction.atomic
def plan(*, workshop: Workshop, by: User) -> Workshop:
    """Keep a new workshop (not saved before) as a draft that only staff see."""
    _require_keeper(by)
    workshop.created_by = by
    workshop.seats_left = workshop.seats
    workshop.save()
    return workshop


@transaction.atomic
def change(*, workshop: Workshop, by: User) -> None:
    """Save what was changed, the seats through the seat counter; of a move whoever is registered is told by a job."""
    _require_keeper(by)
    before = Workshop.objects.select_for_update().get(pk=workshop.pk)
    wanted = workshop.seats
    workshop.seats, workshop.seats_left, workshop.state = before.seats, before.seats_left, before.state
    workshop.save()
    if wanted != before.seats:
        seats.resize(workshop=workshop, seats=wanted, by=by)
    if workshop.taken and any(getattr(before, name) != getattr(workshop, name) for name in APPOINTMENT):
        enqueue(
            kind=MOVED,
            key=f"workshop:{workshop.pk}:moved:{timezone.now():%Y%m%d%H%M%S%f}",
            payload={"workshop": workshop.pk},
            title=_("Telling the participants: %(title)s") % {"title": workshop.title},
            by=by,
        )


@transaction.atomic
def publish(*, workshop: Workshop, by: User) -> None:
    """From now on everybody sees it and seats can be taken. Publishing twice does no harm."""
    _require_keeper(by)
    Workshop.objects.filter(pk=workshop.pk, state=Workshop.State.DRAFT).update(state=Workshop.State.PUBLISHED)
    workshop.refresh_from_db(fields=["state"])


def _require_keeper(by: User) -> None:
    if not by.has_perm("workshops.keep_workshops"):
        raise DomainError(_("Only ministry staff change workshops."))

"""Planning a workshop, changing it, and putting it where everybody sees it."""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.errors import DomainError
from common.templatetags.look import moment
from network.domain.notices import tell
from workshops.domain import seats
from workshops.models import Registration, Workshop

# What a registered person has in their calendar: a change of these is told to them.
APPOINTMENT = ("starts_at", "ends_at", "zone", "place", "regency_id")
MOVED = gettext_lazy("A workshop of yours has moved")


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
    """Save what was changed, the seats through the seat counter, and tell whoever is registered of a move."""
    _require_keeper(by)
    before = Workshop.objects.select_for_update().get(pk=workshop.pk)
    wanted = workshop.seats
    workshop.seats, workshop.seats_left, workshop.state = before.seats, before.seats_left, before.state
    workshop.save()
    if wanted != before.seats:
        seats.resize(workshop=workshop, seats=wanted, by=by)
    if any(getattr(before, name) != getattr(workshop, name) for name in APPOINTMENT):
        tell_of_move(workshop)


@transaction.atomic
def publish(*, workshop: Workshop, by: User) -> None:
    """From now on everybody sees it and seats can be taken. Publishing twice does no harm."""
    _require_keeper(by)
    Workshop.objects.filter(pk=workshop.pk, state=Workshop.State.DRAFT).update(state=Workshop.State.PUBLISHED)
    workshop.refresh_from_db(fields=["state"])


def tell_of_move(workshop: Workshop) -> None:
    registered = Registration.objects.standing().filter(workshop=workshop).select_related("person")
    tell(
        people=[registration.person for registration in registered],
        key=f"workshop:{workshop.pk}:moved:{timezone.now():%Y%m%d%H%M%S}",
        title=MOVED,
        text=lambda: appointment(workshop),
        url=workshop.get_absolute_url(),
    )


def appointment(workshop: Workshop) -> str:
    """Title, place and time in the place's zone, in the language active now."""
    with timezone.override(ZoneInfo(workshop.zone)):
        start = moment(workshop.starts_at)
    return _("%(title)s: %(start)s, %(place)s, %(regency)s.") % {
        "title": workshop.title,
        "start": start,
        "place": workshop.place,
        "regency": workshop.regency.full_name,
    }


def _require_keeper(by: User) -> None:
    if not by.has_perm("workshops.keep_workshops"):
        raise DomainError(_("Only ministry staff change workshops."))

"""The only place that counts seats: taking one, giving it back, changing how many there are."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import DomainError
from smes.models import Company
from workshops.models import Registration, Workshop
from workshops.models.workshop import MOST_SEATS

# One statement decides (RELIABILITY 1.1): the workshop's row is locked by the UPDATE until the registration stands, and
# where no seat is left nothing is inserted. No reading first, so nothing can change between reading and writing.
TAKE = """
WITH seat AS (
    UPDATE workshops_workshop SET seats_left = seats_left - 1
    WHERE id = %(workshop)s AND state = 'published' AND starts_at > %(now)s AND seats_left > 0
    RETURNING id
)
INSERT INTO workshops_registration (workshop_id, company_id, person_id, registered_at)
SELECT id, %(company)s, %(person)s, %(now)s FROM seat
RETURNING id
"""


def take(*, workshop: Workshop, company: Company, by: User) -> Registration:
    """A seat for this person, who comes for this company. Whoever has one already gets the same one again.

    Raises DomainError when the workshop is full, over or not published, or the person may not take seats.
    """
    if not by.has_perm("workshops.take_seat") or not by.has_perm("smes.change_company", company):
        raise DomainError(_("Seats are for members of a small firm. Choose your own company."))
    now = timezone.now()
    try:
        with transaction.atomic():
            taken = _take(workshop.pk, company.pk, by.pk, now)
    except IntegrityError as error:
        if "registration_once_per_person" not in str(error):
            raise
        taken = None
    if taken is None:
        return _own(workshop, by) or _refuse(workshop, now)
    return Registration.objects.get(pk=taken)


def _take(workshop: int, company: int, person: int, now: datetime) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"workshop": workshop, "company": company, "person": person, "now": now})
        row = cursor.fetchone()
    return row[0] if row else None


def _own(workshop: Workshop, person: User) -> Registration | None:
    return Registration.objects.standing().filter(workshop=workshop, person=person).first()


def _refuse(workshop: Workshop, now: datetime) -> Registration:
    workshop.refresh_from_db(fields=["state", "starts_at", "seats_left"])
    if not workshop.is_published:
        raise DomainError(_("This workshop is not open for registration yet."))
    if workshop.starts_at <= now:
        raise DomainError(_("This workshop has begun. Look for the next one."))
    raise DomainError(_("All seats are taken. Look again later: seats that are given back appear here at once."))


@transaction.atomic
def cancel(*, registration: Registration, by: User) -> None:
    """Give the seat back, once, until the workshop begins. The registration stays as a cancelled one."""
    if not by.has_perm("workshops.cancel_registration", registration):
        raise DomainError(_("Only the person who is registered, a colleague or the ministry can give this seat back."))
    # the workshop first, as in TAKE: both lock in the same order, so that they never wait for each other in a circle
    workshop = Workshop.objects.select_for_update().get(pk=registration.workshop_id)
    now = timezone.now()
    if workshop.starts_at <= now:
        raise DomainError(_("This workshop has begun; the registration stays as it is."))
    freed = Registration.objects.standing().filter(pk=registration.pk).update(cancelled_at=now)
    Workshop.objects.filter(pk=workshop.pk).update(seats_left=F("seats_left") + freed)


def resize(*, workshop: Workshop, seats: int, by: User) -> None:
    """Change the number of seats; never below the number of people who have one."""
    if not by.has_perm("workshops.keep_workshops"):
        raise DomainError(_("Only ministry staff change workshops."))
    if not 1 <= seats <= MOST_SEATS:
        raise DomainError(_("A workshop has between 1 and 2,000 seats."))
    change = seats - F("seats")
    changed = Workshop.objects.filter(pk=workshop.pk, seats_left__gte=F("seats") - seats).update(
        seats=seats, seats_left=F("seats_left") + change
    )
    workshop.refresh_from_db(fields=["seats", "seats_left"])
    if not changed:
        raise DomainError(
            _("%(taken)d people already have a seat, so there cannot be fewer than that.") % {"taken": workshop.taken}
        )

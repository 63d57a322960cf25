"""Who sees workshops and registrations, who keeps workshops, and who may take a seat."""

import rules
from django.db.models import Q

from accounts.models import Role, User
from accounts.rules import EVERYTHING, NOTHING, Someone, has_role, is_member, oversees
from workshops.models import Registration, Workshop


def visible_workshops(user: Someone) -> Q:
    return EVERYTHING if oversees(user) else Q(state=Workshop.State.PUBLISHED)


def visible_registrations(user: Someone) -> Q:
    if oversees(user):
        return EVERYTHING
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    return Q(person=user) | Q(company__organisation__in=user.organisation_ids)


@rules.predicate
def sees_workshop(user: Someone, workshop: Workshop | None) -> bool:
    return workshop is not None and (workshop.is_published or oversees(user))


@rules.predicate
def keeps_workshops(user: Someone) -> bool:
    """Ministry staff plan workshops and see who comes."""
    return has_role(user, Role.MINISTRY)


@rules.predicate
def sees_registrations(user: Someone) -> bool:
    return oversees(user)


@rules.predicate
def sees_registration(user: Someone, registration: Registration | None) -> bool:
    if registration is None or not isinstance(user, User) or not user.is_active:
        return False
    own = registration.person_id == user.pk or is_member(user, registration.company.organisation_id)
    return own or oversees(user)


@rules.predicate
def cancels_registration(user: Someone, registration: Registration | None) -> bool:
    """Whoever holds the seat, a colleague of the same company, or the ministry."""
    if registration is None or not isinstance(user, User) or not user.is_active:
        return False
    own = registration.person_id == user.pk or is_member(user, registration.company.organisation_id)
    return own or has_role(user, Role.MINISTRY)


@rules.predicate
def takes_seats(user: Someone) -> bool:
    """Seats are for small makers; their company must be described first (workshops.domain.seats)."""
    return has_role(user, Role.SME)


rules.add_perm("workshops.view_workshop", sees_workshop)
rules.add_perm("workshops.keep_workshops", keeps_workshops)
rules.add_perm("workshops.view_registrations", sees_registrations)
rules.add_perm("workshops.view_registration", sees_registration)
rules.add_perm("workshops.cancel_registration", cancels_registration)
rules.add_perm("workshops.take_seat", takes_seats)

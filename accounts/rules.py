"""Who may do what with organisations, and which ones they see. Every other app builds on these predicates."""

from typing import TypeAlias

import rules
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import Membership, Organisation, Role, User

Someone: TypeAlias = User | AnonymousUser
OVERSEERS = frozenset({Role.MINISTRY, Role.ADMINISTRATOR})
NOTHING = Q(pk__in=())
EVERYTHING = ~NOTHING


def has_role(user: Someone, *roles: str) -> bool:
    """Whether this signed-in person holds one of the roles."""
    return isinstance(user, User) and user.is_active and bool(user.roles & set(roles))


def oversees(user: Someone) -> bool:
    """Ministry staff and administrators see the whole programme."""
    return has_role(user, *OVERSEERS)


def is_member(user: Someone, organisation_id: int | None) -> bool:
    return isinstance(user, User) and user.is_active and organisation_id in user.organisation_roles


def is_owner(user: Someone, organisation_id: int | None) -> bool:
    if not isinstance(user, User) or organisation_id is None:
        return False
    return user.organisation_roles.get(organisation_id, ("", ""))[1] == Membership.Standing.OWNER


def visible_organisations(user: Someone) -> Q:
    if oversees(user):
        return EVERYTHING
    return Q(pk__in=user.organisation_ids) if isinstance(user, User) else NOTHING


@rules.predicate
def sees_organisation(user: Someone, organisation: Organisation | None) -> bool:
    return organisation is not None and (oversees(user) or is_member(user, organisation.pk))


@rules.predicate
def owns_organisation(user: Someone, organisation: Organisation | None) -> bool:
    return organisation is not None and is_owner(user, organisation.pk)


@rules.predicate
def is_expert(user: Someone) -> bool:
    return has_role(user, Role.EXPERT)


@rules.predicate
def is_aggregator(user: Someone) -> bool:
    return has_role(user, Role.AGGREGATOR)


@rules.predicate
def is_ministry(user: Someone) -> bool:
    return has_role(user, Role.MINISTRY)


@rules.predicate
def is_administrator(user: Someone) -> bool:
    return has_role(user, Role.ADMINISTRATOR)


@rules.predicate
def is_overseer(user: Someone) -> bool:
    return oversees(user)


rules.add_perm("accounts.view_organisation", sees_organisation)
rules.add_perm("accounts.change_organisation", owns_organisation)
rules.add_perm("accounts.manage_people", is_administrator)

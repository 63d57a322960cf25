"""Roles that an administrator gives to a person, and who works for the ministry."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Grant, Membership, Organisation, User
from accounts.rules import is_administrator
from common.errors import DomainError


@transaction.atomic
def grant(*, user: User, role: str, by: User) -> Grant:
    _require_administrator(by)
    row, _new = Grant.objects.get_or_create(user=user, role=role, defaults={"granted_by": by})
    user.forget_roles()
    return row


@transaction.atomic
def revoke(*, user: User, role: str, by: User) -> None:
    """Take a role back; the last administrator keeps theirs."""
    _require_administrator(by)
    held = Grant.objects.select_for_update().filter(role=role)
    if role == Grant.GrantedRole.ADMINISTRATOR and set(held.values_list("user_id", flat=True)) == {user.pk}:
        raise DomainError(_("The platform needs an administrator. Give the role to somebody else first."))
    held.filter(user=user).delete()
    user.forget_roles()


@transaction.atomic
def appoint(*, user: User, ministry: Organisation, by: User) -> Membership:
    """Make a person ministry staff."""
    _require_administrator(by)
    if ministry.kind != Organisation.Kind.MINISTRY:
        raise DomainError(_("Choose a ministry organisation."))
    row, _new = Membership.objects.get_or_create(
        user=user, organisation=ministry, defaults={"standing": Membership.Standing.STAFF}
    )
    user.forget_roles()
    return row


@transaction.atomic
def dismiss(*, user: User, ministry: Organisation, by: User) -> None:
    _require_administrator(by)
    Membership.objects.filter(user=user, organisation=ministry, organisation__kind=Organisation.Kind.MINISTRY).delete()
    user.forget_roles()


def _require_administrator(by: User) -> None:
    if not is_administrator(by):
        raise DomainError(_("Only an administrator can do this."))

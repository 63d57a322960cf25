"""Founding an organisation, inviting, joining, leaving, removing."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Invitation, Membership, Organisation, User
from accounts.rules import is_owner
from common.errors import DomainError


@transaction.atomic
def found(*, kind: str, name: str, by: User) -> Organisation:
    """A new organisation whose first owner is the person who registers it."""
    if kind == Organisation.Kind.MINISTRY:
        raise DomainError(_("Ministry organisations are set up by an administrator."))
    name = " ".join(name.split())
    if not name:
        raise DomainError(_("Give the organisation a name."))
    organisation = Organisation.objects.create(kind=kind, name=name, is_demo=by.is_demo)
    Membership.objects.create(user=by, organisation=organisation, standing=Membership.Standing.OWNER)
    by.forget_roles()
    return organisation


@transaction.atomic
def invite(*, organisation: Organisation, email: str, standing: str, by: User) -> Invitation:
    """An open invitation; a second one to the same address is refused with a sentence."""
    _require_owner(organisation, by)
    email = email.strip().lower()
    if organisation.members.filter(email__iexact=email).exists():
        raise DomainError(_("This person is already a member."))
    Invitation.objects.filter(
        organisation=organisation,
        email=email,
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_at__lte=timezone.now(),
    ).update(withdrawn_at=timezone.now())
    try:
        with transaction.atomic():
            return Invitation.objects.create(organisation=organisation, email=email, standing=standing, invited_by=by)
    except IntegrityError as error:
        raise DomainError(_("This person already has an open invitation.")) from error


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> None:
    _require_owner(invitation.organisation, by)
    Invitation.objects.open_at(timezone.now()).filter(pk=invitation.pk).update(withdrawn_at=timezone.now())


@transaction.atomic
def accept(*, token: str, by: User) -> Membership:
    """Join by an invitation's link: only for the address it was sent to, once."""
    invitation = Invitation.objects.select_for_update().select_related("organisation").filter(token=token).first()
    if invitation is None or not Invitation.objects.open_at(timezone.now()).filter(pk=invitation.pk).exists():
        raise DomainError(_("This invitation is no longer open. Ask for a new one."))
    if invitation.email != by.email.lower():
        raise DomainError(_("This invitation is for another e-mail address. Sign in with the address it was sent to."))
    membership, _new = Membership.objects.get_or_create(
        user=by, organisation=invitation.organisation, defaults={"standing": invitation.standing}
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    by.forget_roles()
    return membership


@transaction.atomic
def leave(*, organisation: Organisation, by: User) -> None:
    """Leave an organisation; its last owner first makes somebody else owner."""
    _end(organisation, by)
    by.forget_roles()


@transaction.atomic
def remove(*, membership: Membership, by: User) -> None:
    _require_owner(membership.organisation, by)
    _end(membership.organisation, membership.user)


@transaction.atomic
def change_standing(*, membership: Membership, standing: str, by: User) -> None:
    _require_owner(membership.organisation, by)
    owners = _lock_owners(membership.organisation)
    if standing != Membership.Standing.OWNER and owners == {membership.user_id}:
        raise DomainError(_("An organisation needs an owner. Make somebody else owner first."))
    Membership.objects.filter(pk=membership.pk).update(standing=standing)


def _require_owner(organisation: Organisation, by: User) -> None:
    if not is_owner(by, organisation.pk):
        raise DomainError(_("Only an owner of the organisation can do this."))


def _lock_owners(organisation: Organisation) -> set[int]:
    """Owners' ids, with the organisation locked so that two owners cannot leave at once."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    owners = Membership.objects.filter(organisation=organisation, standing=Membership.Standing.OWNER)
    return set(owners.values_list("user_id", flat=True))


def _end(organisation: Organisation, person: User) -> None:
    if _lock_owners(organisation) == {person.pk}:
        raise DomainError(_("An organisation needs an owner. Make somebody else owner first."))
    Membership.objects.filter(organisation=organisation, user=person).delete()

"""Founding, inviting, joining, leaving, removing: who may, and what is refused with which sentence."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.domain import organisations
from accounts.models import Invitation, Membership, Organisation
from common.errors import DomainError
from tests.conftest import SignIn
from tests.factories.people import Cast, UserFactory, member


def test_founding_makes_the_founder_owner(people: Cast) -> None:
    firm = organisations.found(kind="sme", name="  Batik   Baru ", by=people.newcomer)
    assert firm.name == "Batik Baru"
    assert people.newcomer.roles == {"sme"}
    assert firm.memberships.get().is_owner


@pytest.mark.parametrize(("kind", "name"), [("ministry", "Kementerian Palsu"), ("sme", "   ")])
def test_founding_refuses(people: Cast, kind: str, name: str) -> None:
    with pytest.raises(DomainError):
        organisations.found(kind=kind, name=name, by=people.newcomer)
    assert not people.newcomer.memberships.exists()


def test_invitation_brings_one_person_in_once(people: Cast) -> None:
    firm = people.organisation_of(people.owner)
    invited = UserFactory.create(email="baru@exportready.example")
    invitation = organisations.invite(
        organisation=firm, email=" Baru@exportready.example", standing="staff", by=people.owner
    )
    with pytest.raises(DomainError, match=r"another e-mail|alamat"):
        organisations.accept(token=invitation.token, by=people.newcomer)
    organisations.accept(token=invitation.token, by=invited)
    assert firm.members.filter(pk=invited.pk).exists()
    with pytest.raises(DomainError):
        organisations.accept(token=invitation.token, by=invited)
    assert Membership.objects.filter(user=invited).count() == 1


def test_expired_and_withdrawn_invitations_are_closed(people: Cast) -> None:
    firm = people.organisation_of(people.owner)
    invited = UserFactory.create()
    invitation = organisations.invite(organisation=firm, email=invited.email, standing="staff", by=people.owner)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(DomainError):
        organisations.accept(token=invitation.token, by=invited)
    second = organisations.invite(organisation=firm, email=invited.email, standing="staff", by=people.owner)
    organisations.withdraw(invitation=second, by=people.owner)
    with pytest.raises(DomainError):
        organisations.accept(token=second.token, by=invited)


def test_staff_and_outsiders_do_not_invite(people: Cast) -> None:
    firm = people.organisation_of(people.owner)
    for user in (people.other_owner, people.staff, people.ministry):
        with pytest.raises(DomainError):
            organisations.invite(organisation=firm, email="x@exportready.example", standing="staff", by=user)
    assert not Invitation.objects.exists()


def test_the_last_owner_stays(people: Cast) -> None:
    firm = people.organisation_of(people.owner)
    with pytest.raises(DomainError):
        organisations.leave(organisation=firm, by=people.owner)
    with pytest.raises(DomainError):
        organisations.change_standing(
            membership=firm.memberships.get(user=people.owner), standing="staff", by=people.owner
        )
    organisations.change_standing(membership=firm.memberships.get(user=people.staff), standing="owner", by=people.owner)
    organisations.leave(organisation=firm, by=people.owner)
    assert list(firm.members.all()) == [people.staff]


def test_removing_is_for_owners(people: Cast) -> None:
    firm = people.organisation_of(people.owner)
    membership = firm.memberships.get(user=people.staff)
    with pytest.raises(DomainError):
        organisations.remove(membership=membership, by=people.other_owner)
    organisations.remove(membership=membership, by=people.owner)
    assert not firm.members.filter(pk=people.staff.pk).exists()


def test_one_person_in_several_organisations(people: Cast, as_user: SignIn) -> None:
    second = member(people.organisation_of(people.aggregator), "staff")
    firm = people.organisation_of(people.owner)
    Membership.objects.create(user=second, organisation=firm, standing="staff")
    client = as_user(second)
    assert client.post(reverse("accounts:act"), {"acting": f"sme:{firm.pk}"}).status_code == 302
    assert firm.name in client.get(reverse("accounts:profile")).content.decode()
    foreign = people.organisation_of(people.other_owner)
    assert client.post(reverse("accounts:act"), {"acting": f"sme:{foreign.pk}"}).status_code == 404


def test_members_page(people: Cast, as_user: SignIn) -> None:
    firm = people.organisation_of(people.owner)
    page = reverse("accounts:organisation", args=[firm.pk])
    assert as_user(people.other_owner).get(page).status_code == 404
    response = as_user(people.owner).post(page, {"email": "teman@exportready.example", "standing": "staff"})
    assert response.status_code == 302
    assert Invitation.objects.get().token in as_user(people.owner).get(page).content.decode()
    assert Invitation.objects.get().token not in as_user(people.staff).get(page).content.decode()


@pytest.mark.django_db
def test_visible_organisations_are_those_one_may_view(people: Cast) -> None:
    for name, user in people.everybody().items():
        if user is None:
            continue
        seen = set(Organisation.objects.visible_to(user))
        assert seen == {o for o in Organisation.objects.all() if user.has_perm("accounts.view_organisation", o)}, name

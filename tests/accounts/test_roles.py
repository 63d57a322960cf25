"""What an administrator may give and take."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.domain import roles
from common.errors import DomainError
from tests.conftest import SignIn
from tests.factories.people import Cast, UserFactory


def test_only_administrators_change_roles(people: Cast, as_user: SignIn) -> None:
    page = reverse("accounts:people")
    for user in (people.other_owner, people.ministry, people.expert):
        assert as_user(user).get(page).status_code == 403
        with pytest.raises(DomainError):
            roles.grant(user=user, role="administrator", by=user)
    response = as_user(people.administrator).post(page, {"person": people.newcomer.pk, "change": "grant:expert"})
    assert response.status_code == 302
    assert list(people.newcomer.grants.values_list("role", "granted_by")) == [("expert", people.administrator.pk)]


def test_the_last_administrator_keeps_the_role(people: Cast) -> None:
    with pytest.raises(DomainError):
        roles.revoke(user=people.administrator, role="administrator", by=people.administrator)
    roles.grant(user=people.newcomer, role="administrator", by=people.administrator)
    roles.revoke(user=people.administrator, role="administrator", by=people.newcomer)
    assert "administrator" not in people.administrator.roles


def test_ministry_staff_are_appointed(people: Cast, as_user: SignIn) -> None:
    client = as_user(people.administrator)
    client.post(reverse("accounts:people"), {"person": people.newcomer.pk, "change": "appoint"})
    people.newcomer.forget_roles()
    assert people.newcomer.roles == {"ministry"}
    client.post(reverse("accounts:people"), {"person": people.newcomer.pk, "change": "dismiss"})
    people.newcomer.forget_roles()
    assert people.newcomer.roles == frozenset()


def test_the_list_asks_the_same_number_of_queries_for_1_and_30(people: Cast, as_user: SignIn) -> None:
    client = as_user(people.administrator)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("accounts:people"), {"q": people.owner.email})
    UserFactory.create_batch(30)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("accounts:people"))
    assert len(many) == len(few)

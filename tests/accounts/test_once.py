"""The same form twice: one effect, the same answer; another body is refused; one under way is told to wait."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, Submission
from tests.conftest import SignIn
from tests.factories.people import Cast, UserFactory

FORM = {"kind": "sme", "name": "Tenun Ikat", "once": "kunci-1"}


def founded() -> int:
    return Organisation.objects.filter(name__startswith="Tenun").count()


def test_a_repeat_gets_the_first_answer(people: Cast, as_user: SignIn) -> None:
    client = as_user(people.newcomer)
    first = client.post(reverse("accounts:start"), FORM)
    second = client.post(reverse("accounts:start"), FORM)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert founded() == 1


def test_another_body_under_the_same_key_is_refused(people: Cast, as_user: SignIn) -> None:
    client = as_user(people.newcomer)
    client.post(reverse("accounts:start"), FORM)
    assert client.post(reverse("accounts:start"), FORM | {"name": "Tenun Lain"}).status_code == 422
    assert founded() == 1


def test_one_under_way_is_told_to_wait(people: Cast, as_user: SignIn) -> None:
    Submission.objects.create(user=people.newcomer, key=FORM["once"], fingerprint="x")
    assert as_user(people.newcomer).post(reverse("accounts:start"), FORM).status_code == 409
    assert founded() == 0


def test_a_refused_form_leaves_its_key_free(people: Cast, as_user: SignIn) -> None:
    client = as_user(people.newcomer)
    assert client.post(reverse("accounts:start"), FORM | {"name": ""}).status_code == 200
    assert client.post(reverse("accounts:start"), FORM).status_code == 302
    assert founded() == 1


def test_keys_are_per_person(people: Cast, as_user: SignIn) -> None:
    as_user(people.newcomer).post(reverse("accounts:start"), FORM)
    as_user(people.other_expert).post(reverse("accounts:start"), FORM)
    assert founded() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("key", "expected"), [("kunci-2", 1), ("", 8)], ids=["with a key", "control: without"])
def test_eight_at_once_make_one(key: str, expected: int) -> None:
    user = UserFactory.create()
    start = Barrier(8)

    def send(_: int) -> int:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        start.wait()
        try:
            return client.post(reverse("accounts:start"), FORM | {"once": key}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, range(8)))
    assert set(statuses) <= {302, 409}
    assert founded() == expected

"""Signing up and in by code, the second factor, the language and the demonstration's door."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings as SettingsWrapper

from accounts.models import User
from tests.conftest import SignIn
from tests.factories.people import Cast, OrganisationFactory, UserFactory, granted, member


def code_in_mail() -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group(1)


@pytest.mark.django_db
def test_signing_up_and_in_by_code(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "Ibu.Sari@exportready.example", "name": "Ibu Sari"})
    user = User.objects.get()
    assert (user.email, user.name, user.language, user.has_usable_password()) == (
        "ibu.sari@exportready.example",
        "Ibu Sari",
        "id",
        False,
    )
    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})
    assert client.get("/", follow=True).request["PATH_INFO"] == reverse("accounts:start")

    again = Client()
    again.post(reverse("account_request_login_code"), {"email": user.email})
    response = again.post(reverse("account_confirm_login_code"), {"code": code_in_mail()}, follow=True)
    assert response.context["user"] == user


@pytest.mark.django_db
def test_unknown_and_known_addresses_look_the_same(client: Client) -> None:
    UserFactory.create(email="ada@exportready.example")
    for page in ("account_request_login_code", "account_signup"):
        answers = []
        for address in ("ada@exportready.example", "tiada@exportready.example"):
            response = Client().post(reverse(page), {"email": address, "name": "N"})
            answers.append((response.status_code, response.headers.get("Location")))
        assert answers[0] == answers[1], page


@pytest.mark.django_db
def test_codes_are_rate_limited() -> None:
    """The fourth code for one address within a minute is refused, from whichever browser it is asked for."""
    UserFactory.create(email="ada@exportready.example")
    page = reverse("account_request_login_code")
    for _ in range(4):
        response = Client().post(page, {"email": "ada@exportready.example"})
    assert response.status_code == 200
    assert len(mail.outbox) == 3


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def demo_mode(self, settings: SettingsWrapper) -> None:
        settings.DEMO = True

    def test_staff_and_aggregators_must_set_it_up(self, db: None, as_user: SignIn) -> None:
        real = [
            member(OrganisationFactory.create(kind="ministry"), is_demo=False),
            member(OrganisationFactory.create(kind="aggregator"), is_demo=False),
            granted("administrator", is_demo=False),
        ]
        for user in real:
            response = as_user(user).get(reverse("network:notices"))
            assert response.status_code == 302
            assert response.headers["Location"] == reverse("mfa_index")

    def test_with_it_the_door_opens(self, db: None, as_user: SignIn) -> None:
        user = granted("administrator", is_demo=False)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
        assert as_user(user).get(reverse("network:notices")).status_code == 200

    def test_others_may(self, people: Cast, as_user: SignIn) -> None:
        User.objects.filter(pk=people.owner.pk).update(is_demo=False)
        people.owner.refresh_from_db()
        assert as_user(people.owner).get(reverse("network:notices")).status_code == 200

    def test_demo_accounts_are_excepted_in_demo_mode_only(
        self, people: Cast, as_user: SignIn, settings: SettingsWrapper
    ) -> None:
        assert as_user(people.ministry).get(reverse("network:notices")).status_code == 200
        settings.DEMO = False
        assert as_user(people.ministry).get(reverse("network:notices")).status_code == 302


class TestDemo:
    def test_one_button_per_role_signs_in(self, people: Cast, client: Client) -> None:
        page = client.get(reverse("accounts:demo")).content.decode()
        for user in (people.owner, people.aggregator, people.expert, people.ministry, people.administrator):
            assert user.email in page
        response = client.post(reverse("accounts:demo_sign_in"), {"email": people.owner.email}, follow=True)
        assert response.context["user"] == people.owner

    def test_only_demonstration_accounts(self, people: Cast, client: Client) -> None:
        User.objects.filter(pk=people.owner.pk).update(is_demo=False)
        assert client.post(reverse("accounts:demo_sign_in"), {"email": people.owner.email}).status_code == 404

    def test_outside_demo_mode_it_does_not_exist(self, people: Cast, client: Client, settings: SettingsWrapper) -> None:
        settings.DEMO = False
        assert client.get(reverse("accounts:demo")).status_code == 404
        assert client.get(reverse("accounts:demo_mail")).status_code == 404
        assert client.post(reverse("accounts:demo_sign_in"), {"email": people.owner.email}).status_code == 404


class TestLanguage:
    def test_indonesian_is_the_default_whatever_the_browser_says(self, db: None, client: Client) -> None:
        response = client.get(reverse("account_request_login_code"), headers={"Accept-Language": "en-US"})
        assert response.headers["Content-Language"] == "id"
        assert '<html lang="id">' in response.content.decode()

    def test_the_switch_keeps_the_page_and_the_person_keeps_the_language(self, people: Cast, as_user: SignIn) -> None:
        client = as_user(people.owner)
        page = reverse("network:notices") + "?page=1"
        response = client.post(reverse("set_language"), {"language": "en", "next": page})
        assert response.headers["Location"] == page
        assert '<html lang="en">' in client.get(page).content.decode()
        people.owner.refresh_from_db()
        assert people.owner.language == "en"

    @pytest.mark.parametrize(
        "evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "about", "a:b", "²"]
    )
    def test_it_never_leads_away(self, db: None, client: Client, evil: str) -> None:
        response = client.post(reverse("set_language"), {"language": "en", "next": evil})
        assert response.headers["Location"] == "/"

"""What every test shares: the fixed cast, static files as in production, and a clean cache."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from tests.factories.people import Cast, cast


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Pages name hashed static files, so these must stand before the first page."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def clean_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture
def people(db: None) -> Cast:
    """One person of each role, and an outsider for each organisation's role."""
    return cast()


@pytest.fixture
def as_user(client: Client) -> "SignIn":
    return SignIn(client)


class SignIn:
    """`as_user(person)` is a client signed in as that person."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def __call__(self, user: User | None) -> Client:
        self.client.logout()
        if user is not None:
            self.client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return self.client

"""These tests read the English sentences: the msgids, whatever the catalogues say."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from accounts.models import User
from tests.conftest import SignIn
from tests.factories.people import Cast
from tests.smes.loop import Loop


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


class EnglishSignIn(SignIn):
    def __call__(self, user: User | None) -> Client:
        client = super().__call__(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client


@pytest.fixture
def as_user(client: Client) -> EnglishSignIn:
    return EnglishSignIn(client)


@pytest.fixture
def loop(people: Cast) -> Loop:
    """The owner's verified firm, and what is done with its products."""
    return Loop.of(people)

"""Every URL × every role × GET and POST against the declared table; an undeclared URL fails; no foreign marker shows.

(RELIABILITY 2, "authorisation".) Each request runs in a transaction of its own that is rolled back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.matrix import world as worlds
from tests.matrix.route import PEOPLE, Route, World
from tests.matrix.table import ROUTES

pytestmark = pytest.mark.django_db
LIBRARY = re.compile(r"^(account|mfa)_")  # django-allauth's own views, tested there


def named(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}"


def test_every_address_is_declared_and_exists() -> None:
    addresses = {name for name in named(get_resolver().url_patterns) if not LIBRARY.match(name)}
    assert addresses == set(ROUTES)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once, in a transaction that every route's requests stand on, rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


def filled(value: Any, rows: dict[str, Any]) -> Any:
    return rows[value[1:]] if isinstance(value, str) and value.startswith("$") else value


@dataclass(frozen=True)
class Answer:
    """What came back: `seen` is the body and the headers, for the search of markers."""

    status: int
    location: str
    address: str
    seen: bytes


def answer(route: Route, name: str, who: str, method: str, world: World) -> Answer:
    client = Client(raise_request_exception=True)
    user = getattr(world.people, who)
    address = reverse(name, args=[world.rows[arg] for arg in route.args]) + route.query
    with transaction.atomic():
        if user is not None:
            user.forget_roles()
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        if route.setup is not None:
            route.setup(world)
        data = {key: filled(value, world.rows) for key, value in route.data.items()}
        response: HttpResponseBase = client.get(address) if method == "get" else client.post(address, data)
        body = b"".join(response) if isinstance(response, StreamingHttpResponse) else getattr(response, "content", b"")
        transaction.set_rollback(True)
    seen = body + repr(dict(response.headers)).encode()
    return Answer(response.status_code, response.headers.get("Location", ""), address, seen)


def expected(route: Route, who: str, method: str) -> tuple[int, ...]:
    may = getattr(route, method)
    if may is not None and who in may:
        return route.answers
    if may is None:
        return (405,) if who in (route.get or route.post or ()) else (405, 302, 403, 404)
    if who == "visitor" and not route.hidden:
        return (302,)
    return (404 if who in route.foreign else route.refused,)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_route(name: str, world: World) -> None:
    route = ROUTES[name]
    wrong: list[object] = []
    for who in PEOPLE:
        for method in ("get", "post"):
            got = answer(route, name, who, method, world)
            if got.status not in expected(route, who, method):
                wrong.append((who, method, got.status, "expected", expected(route, who, method)))
            if who == "visitor" and got.status == 302 and who not in (getattr(route, method) or ()):
                assert reverse("account_request_login_code") in got.location, name
            wrong += [
                (who, method, "sees", marker)
                for marker, allowed in world.secrets.items()
                if who not in allowed and marker.encode() in got.seen and marker not in got.address
            ]
    assert wrong == []

"""Fills the database of the seats' fault run: `python -m tests.faults.seats_rows PEOPLE SEATS WORKSHOPS`."""

import json
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from tests.factories.firms import company_of  # noqa: E402
from tests.factories.people import OrganisationFactory, member  # noqa: E402
from tests.factories.workshops import workshop_of  # noqa: E402


def session(user: User) -> str:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return str(client.cookies["sessionid"].value)


def maker() -> User:
    """Somebody with a company of their own."""
    organisation = OrganisationFactory.create()
    company_of(organisation)
    return member(organisation)


def fill(people: int, seats: int, workshops: int) -> dict[str, Any]:
    staff = member(OrganisationFactory.create(kind="ministry"))
    makers = [maker() for _n in range(people)]
    sessions = [session(user) for user in makers]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE fault_session (person_id bigint PRIMARY KEY, session_key text NOT NULL)")
        rows = [(user.pk, key) for user, key in zip(makers, sessions, strict=True)]
        cursor.executemany("INSERT INTO fault_session VALUES (%s, %s)", rows)
    starts = timezone.now() + timedelta(days=30)
    times: dict[str, Any] = {"starts_at": starts, "ends_at": starts + timedelta(hours=7)}
    pks = [workshop_of(seats=seats, **times).pk for _n in range(workshops)]
    return {"sessions": sessions, "workshops": pks, "seats": seats, "staff": session(staff)}


if __name__ == "__main__":
    print(json.dumps(fill(*(int(word) for word in sys.argv[1:4]))))

"""Taking the last seats: our one statement beside `select_for_update` and a naive control, on a real PostgreSQL.

Sixteen processes want a few hundred seats. Each way gets the same clicks, interleaved over the repeats: the statement of
workshops.domain.seats, a lock on the workshop's row with the counter under it, and counting first and inserting
afterwards (the control, which shows that the measurement can find a seat too many). Only the taking itself is timed,
without pages and permissions.
"""

import multiprocessing
import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks._ground import django_on_own_servers

DESCRIPTION = (
    "taking seats by one statement beside select_for_update and a naive control; --size attempts (default 10,000)"
)
PROCESSES, SEATS, REPEATS = 16, 300, 3


def statement(workshop: int, company: int, person: int) -> bool:
    from django.db import IntegrityError
    from django.utils import timezone

    from workshops.domain import seats

    try:
        return seats._take(workshop, company, person, timezone.now()) is not None
    except IntegrityError:  # a second click
        return True


def select_for_update(workshop: int, company: int, person: int) -> bool:
    from django.db import IntegrityError, transaction

    from workshops.models import Registration, Workshop

    try:
        with transaction.atomic():
            row = Workshop.objects.select_for_update().get(pk=workshop)
            if row.seats_left <= 0:
                return False
            row.seats_left -= 1
            row.save(update_fields=["seats_left"])
            Registration.objects.create(workshop_id=workshop, company_id=company, person_id=person)
            return True
    except IntegrityError:
        return True


def naive(workshop: int, company: int, person: int) -> bool:
    from django.db import IntegrityError

    from workshops.models import Registration, Workshop

    if Registration.objects.standing().filter(workshop=workshop).count() >= Workshop.objects.get(pk=workshop).seats:
        return False
    try:
        Registration.objects.create(workshop_id=workshop, company_id=company, person_id=person)
    except IntegrityError:
        return True
    return True


WAYS: dict[str, Callable[[int, int, int], bool]] = {
    "statement": statement,
    "select_for_update": select_for_update,
    "naive": naive,
}


def run(size: int | None = None) -> dict[str, Any]:
    with django_on_own_servers():
        return measure(size or 10_000)


def measure(attempts: int) -> dict[str, Any]:
    people = makers(min(attempts, 2_000))
    seats = max(1, min(SEATS, attempts // 10))
    rates: dict[str, list[float]] = {name: [] for name in WAYS}
    wrong = {name: {"oversold": 0, "unsold": 0} for name in WAYS}
    for _repeat in range(REPEATS):
        for name in WAYS:
            taken, refused, seconds = race(name, people, attempts, seats)
            rates[name].append(attempts / seconds)
            wrong[name]["oversold"] += max(0, taken - seats)
            wrong[name]["unsold"] += max(0, seats - taken) if refused else 0
    per_second = {name: statistics.median(rate) for name, rate in rates.items()}
    return {
        "attempts": attempts * REPEATS,
        "seats": seats,
        "processes": PROCESSES,
        "oversold": wrong["statement"]["oversold"],
        "unsold": wrong["statement"]["unsold"],
        "per_second": round(per_second["statement"]),
        "ratio": round(per_second["statement"] / per_second["select_for_update"], 2),
        "control_oversold": wrong["naive"]["oversold"],
        "peers": {f"{name}_per_second": round(rate) for name, rate in per_second.items() if name != "statement"},
    }


def makers(count: int) -> list[tuple[int, int]]:
    """(company, person) of each; written straight into rows."""
    from accounts.models import User
    from tests.factories.firms import company_of

    firm = company_of()
    users = [User(email=f"peserta{n}@exportready.example") for n in range(count)]
    return [(firm.pk, user.pk) for user in User.objects.bulk_create(users)]


def race(name: str, people: list[tuple[int, int]], attempts: int, seats: int) -> tuple[int, int, float]:
    """Seats taken, people refused, and the seconds from the start of all processes to the end of the last."""
    from django.db import connections

    from tests.factories.workshops import workshop_of
    from workshops.models import Registration

    workshop = workshop_of(seats=seats).pk
    connections.close_all()  # a connection must not be shared with the processes that are forked now
    context = multiprocessing.get_context("fork")
    start, answers = context.Barrier(PROCESSES + 1), context.SimpleQueue()
    clicks = [people[n % len(people)] for n in range(attempts)]
    processes = [
        context.Process(target=clicker, args=(name, workshop, clicks[n::PROCESSES], start, answers))
        for n in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    start.wait()
    began = time.perf_counter()
    refused = sum(answers.get() for _process in processes)
    seconds = time.perf_counter() - began
    for process in processes:
        process.join()
    return Registration.objects.standing().filter(workshop=workshop).count(), refused, seconds


def clicker(name: str, workshop: int, clicks: list[tuple[int, int]], start: Any, answers: Any) -> None:
    """One process: its clicks one after the other; answers how many were refused."""
    from django.db import connection

    connection.ensure_connection()
    start.wait()
    answers.put(sum(not WAYS[name](workshop, company, person) for company, person in clicks))
    connection.close()

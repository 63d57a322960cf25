"""Taking seats and giving them back: never one too many, none lost, and who may."""

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connections
from django.utils import timezone

from accounts.models import User
from common.errors import DomainError
from smes.models import Company
from tests.factories.firms import company_of
from tests.factories.people import Cast, OrganisationFactory, cast, member
from tests.factories.workshops import counted_right, workshop_of
from workshops.domain import seats
from workshops.models import Registration, Workshop


def maker() -> tuple[User, Company]:
    organisation = OrganisationFactory.create()
    return member(organisation), company_of(organisation)


@pytest.fixture
def firm(people: Cast) -> Company:
    return company_of(people.organisation_of(people.owner))


def test_only_members_of_the_firm_take_a_seat_for_it(people: Cast, firm: Company) -> None:
    workshop = workshop_of()
    for user in (people.other_owner, people.newcomer, people.aggregator, people.expert, people.ministry):
        with pytest.raises(DomainError):
            seats.take(workshop=workshop, company=firm, by=user)
    assert not Registration.objects.exists()
    assert counted_right(workshop)
    assert seats.take(workshop=workshop, company=firm, by=people.staff).person == people.staff
    assert counted_right(workshop)


def test_taking_twice_gives_the_same_seat(people: Cast, firm: Company) -> None:
    workshop = workshop_of()
    first = seats.take(workshop=workshop, company=firm, by=people.owner)
    assert seats.take(workshop=workshop, company=firm, by=people.owner) == first
    assert workshop.seats_left == 3, "the object in hand is not written to"
    workshop.refresh_from_db()
    assert workshop.seats_left == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"seats": 1, "seats_left": 0}, "penuh|taken|terisi"),
        ({"published": False}, "not open|belum dibuka"),
        ({"starts_at": timezone.now() - timedelta(minutes=1)}, "begun|dimulai"),
    ],
)
def test_refused_with_a_reason(people: Cast, firm: Company, fields: dict[str, object], words: str) -> None:
    workshop = workshop_of(**fields)  # type: ignore[arg-type]
    with pytest.raises(DomainError, match=words):
        seats.take(workshop=workshop, company=firm, by=people.owner)
    assert not Registration.objects.exists()


def test_a_full_workshop_still_knows_who_has_a_seat(people: Cast, firm: Company) -> None:
    workshop = workshop_of(seats=1)
    own = seats.take(workshop=workshop, company=firm, by=people.owner)
    assert seats.take(workshop=workshop, company=firm, by=people.owner) == own


def test_giving_back_frees_one_seat_once(people: Cast, firm: Company) -> None:
    workshop = workshop_of(seats=1)
    registration = seats.take(workshop=workshop, company=firm, by=people.owner)
    with pytest.raises(DomainError):
        seats.cancel(registration=registration, by=people.other_owner)
    for _time in range(2):
        seats.cancel(registration=registration, by=people.owner)
        workshop.refresh_from_db()
        assert workshop.seats_left == 1
    again = seats.take(workshop=workshop, company=firm, by=people.owner)
    assert again != registration
    assert counted_right(workshop)


def test_a_colleague_and_the_ministry_may_give_a_seat_back(people: Cast, firm: Company) -> None:
    workshop = workshop_of()
    for user in (people.staff, people.ministry):
        seats.cancel(registration=seats.take(workshop=workshop, company=firm, by=people.owner), by=user)
        assert counted_right(workshop)
    assert workshop.seats_left == 3


def test_nothing_is_given_back_once_it_has_begun(people: Cast, firm: Company) -> None:
    workshop = workshop_of()
    registration = seats.take(workshop=workshop, company=firm, by=people.owner)
    Workshop.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(DomainError):
        seats.cancel(registration=registration, by=people.owner)
    assert counted_right(workshop)
    assert workshop.taken == 1


def test_seats_shrink_no_further_than_those_taken(people: Cast, firm: Company) -> None:
    workshop = workshop_of(seats=5)
    seats.take(workshop=workshop, company=firm, by=people.owner)
    seats.take(workshop=workshop, company=firm, by=people.staff)
    with pytest.raises(DomainError):
        seats.resize(workshop=workshop, seats=9, by=people.owner)
    for wrong in (1, 0, -1, 2001):
        with pytest.raises(DomainError):
            seats.resize(workshop=workshop, seats=wrong, by=people.ministry)
    for right, left in ((2, 0), (10, 8)):
        seats.resize(workshop=workshop, seats=right, by=people.ministry)
        assert (workshop.seats, workshop.seats_left) == (right, left)


def at_once(work: Sequence[Callable[[], object]]) -> list[object]:
    """Run everything in threads that start together; a DomainError becomes its own answer."""
    start = threading.Barrier(len(work))
    answers: list[object] = [None] * len(work)

    def run(number: int, piece: Callable[[], object]) -> None:
        start.wait()
        try:
            answers[number] = piece()
        except DomainError as error:
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.mark.django_db(transaction=True)
def test_at_once_nobody_gets_a_seat_too_many() -> None:
    workshop, makers = workshop_of(seats=5), [maker() for _ in range(12)]
    answers = at_once([partial(seats.take, workshop=workshop, company=firm, by=who) for who, firm in makers * 2])
    assert {type(answer) for answer in answers} == {Registration, DomainError}
    assert Registration.objects.standing().count() == 5
    assert counted_right(workshop)
    assert workshop.seats_left == 0


@pytest.mark.django_db(transaction=True)
def test_at_once_taking_cancelling_and_resizing_keep_the_count() -> None:
    people, workshop, makers = cast(), workshop_of(seats=6), [maker() for _ in range(6)]
    taken = [seats.take(workshop=workshop, company=firm, by=who) for who, firm in makers[:3]]
    work: list[Callable[[], object]] = []
    for registration in taken:
        work += [partial(seats.cancel, registration=registration, by=people.ministry)] * 2
    work += [partial(seats.take, workshop=workshop, company=firm, by=who) for who, firm in makers]
    work.append(partial(seats.resize, workshop=workshop, seats=8, by=people.ministry))
    at_once(work)
    assert counted_right(workshop)
    assert workshop.seats == 8


@pytest.mark.django_db(transaction=True)
def test_control_reading_first_oversells() -> None:
    """The same race without the one statement: this is what the test above would catch."""
    workshop, makers = workshop_of(seats=1), [maker() for _ in range(4)]
    all_have_read = threading.Barrier(len(makers))

    def naive(who: User, firm: Company) -> object:
        free = workshop.seats > Registration.objects.standing().filter(workshop=workshop).count()
        all_have_read.wait()
        return Registration.objects.create(workshop=workshop, company=firm, person=who) if free else None

    at_once([partial(naive, who, firm) for who, firm in makers])
    assert Registration.objects.standing().count() > workshop.seats
    assert not counted_right(workshop)


@pytest.mark.parametrize("wrong", [-1, 3])
def test_the_database_refuses_a_wrong_count(db: None, wrong: int) -> None:
    workshop = workshop_of(seats=2)
    with pytest.raises(IntegrityError, match="workshop_seats_left_within"):
        Workshop.objects.filter(pk=workshop.pk).update(seats_left=wrong)

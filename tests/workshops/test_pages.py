"""The workshops' pages: who sees which, drafts stay with staff, and times are the place's."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from jobs.models import Job
from jobs.tasks import run_job
from network.models import Notice
from tests.conftest import SignIn
from tests.factories.firms import company_of, place
from tests.factories.people import Cast, member
from tests.factories.workshops import counted_right, workshop_of
from workshops.domain import planning, seats
from workshops.models import Registration, Workshop, Zone
from workshops.tasks import MOVED

LIST = reverse("workshops:workshops")


def typed(**changes: object) -> dict[str, object]:
    """A form as staff send it."""
    values: dict[str, object] = {
        "title_id": "Kemasan",
        "title_en": "Packaging",
        "summary_id": "Belajar mengemas.",
        "summary_en": "Learn to pack.",
        "place": "Balai kota",
        "regency": place().pk,
        "zone": Zone.MAKASSAR,
        "starts_at": "2027-03-01T09:00",
        "ends_at": "2027-03-01T16:00",
        "seats": 20,
    }
    return values | changes


def test_drafts_are_seen_by_staff_only(people: Cast, as_user: SignIn) -> None:
    draft = workshop_of(published=False, title_id="RAHASIA")
    allowed = {"ministry", "administrator"}
    for name, user in people.everybody().items():
        client = as_user(user)
        assert client.get(draft.get_absolute_url()).status_code == (200 if name in allowed else 404), name
        assert ("RAHASIA" in client.get(LIST).content.decode()) == (name in allowed), name
        assert client.post(reverse("workshops:register", args=[draft.pk])).status_code in {302, 404}
    assert not Registration.objects.exists()


def test_visible_to_and_may_view_say_the_same(people: Cast) -> None:
    workshops = [workshop_of(), workshop_of(published=False)]
    firm = company_of(people.organisation_of(people.owner))
    registration = seats.take(workshop=workshops[0], company=firm, by=people.owner)
    for name, user in people.everybody().items():
        if user is None:
            continue
        for workshop in workshops:
            seen = Workshop.objects.visible_to(user).filter(pk=workshop.pk).exists()
            assert seen == user.has_perm("workshops.view_workshop", workshop), name
        seen = Registration.objects.visible_to(user).filter(pk=registration.pk).exists()
        assert seen == user.has_perm("workshops.view_registration", registration), name
        assert seen == (name in {"owner", "staff", "ministry", "administrator"}), name


def test_an_outsider_can_not_give_back_another_firms_seat(people: Cast, as_user: SignIn) -> None:
    firm = company_of(people.organisation_of(people.owner))
    workshop = workshop_of()
    registration = seats.take(workshop=workshop, company=firm, by=people.owner)
    url = reverse("workshops:cancel", args=[registration.pk])
    for user in (people.other_owner, people.aggregator, people.expert, people.newcomer):
        assert as_user(user).post(url).status_code == 404
    as_user(people.administrator).post(url)  # sees it, and is told that it is not theirs to give back
    assert counted_right(workshop)
    assert workshop.taken == 1
    assert as_user(people.owner).post(url).url == workshop.get_absolute_url()  # type: ignore[attr-defined]
    workshop.refresh_from_db()
    assert workshop.taken == 0


def test_taking_a_seat_and_undoing_without_javascript(people: Cast, as_user: SignIn) -> None:
    company_of(people.organisation_of(people.owner))
    workshop, client = workshop_of(), as_user(people.owner)
    page = client.post(reverse("workshops:register", args=[workshop.pk]), follow=True).content.decode()
    registration = Registration.objects.get()
    cancel, again = (
        reverse("workshops:cancel", args=[registration.pk]),
        reverse("workshops:register", args=[workshop.pk]),
    )
    assert cancel in page
    page = client.post(cancel, follow=True).content.decode()
    assert f'action="{again}"' in page, "the toast offers the way back"
    client.post(again)
    assert counted_right(workshop)
    assert workshop.taken == 1


def test_somebody_without_a_company_is_led_to_it(people: Cast, as_user: SignIn) -> None:
    workshop = workshop_of()
    response = as_user(people.owner).post(reverse("workshops:register", args=[workshop.pk]))
    assert response.url == reverse("smes:company")  # type: ignore[attr-defined]


def test_a_company_of_another_firm_is_not_taken(people: Cast, as_user: SignIn) -> None:
    company_of(people.organisation_of(people.owner))
    other = company_of(people.organisation_of(people.other_owner))
    as_user(people.owner).post(reverse("workshops:register", args=[workshop_of().pk]), {"company": other.pk})
    assert not Registration.objects.filter(company=other).exists()


def test_only_the_ministry_plans(people: Cast, as_user: SignIn) -> None:
    workshop = workshop_of(published=False)
    urls = [reverse("workshops:new"), *(reverse(f"workshops:{n}", args=[workshop.pk]) for n in ("edit", "publish"))]
    for name, user in people.everybody().items():
        for url in urls:
            response = as_user(user).post(url, typed())
            if name == "ministry":
                assert response.status_code == 302, url
            else:
                assert response.status_code == (302 if user is None else 403), (name, url)
    assert Workshop.objects.count() == 2


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        (Zone.JAKARTA, datetime(2027, 2, 28, 16, 59, tzinfo=UTC)),
        (Zone.MAKASSAR, datetime(2027, 2, 28, 15, 59, tzinfo=UTC)),
        (Zone.JAYAPURA, datetime(2027, 2, 28, 14, 59, tzinfo=UTC)),
    ],
)
def test_times_are_those_of_the_place_around_midnight(
    people: Cast, as_user: SignIn, zone: Zone, moment: datetime
) -> None:
    client = as_user(people.ministry)
    times = {"zone": zone, "starts_at": "2027-02-28T23:59", "ends_at": "2027-03-01T00:01"}
    response = client.post(reverse("workshops:new"), typed(**times))
    workshop = Workshop.objects.get()
    assert response.url == workshop.get_absolute_url()  # type: ignore[attr-defined]
    assert workshop.starts_at == moment
    page = client.get(workshop.get_absolute_url()).content.decode()
    assert f"28 Februari 2027, 23.59\xa0{workshop.zone_word}" in page
    assert f"1 Maret 2027, 00.01\xa0{workshop.zone_word}" in page
    form = client.get(reverse("workshops:edit", args=[workshop.pk])).content.decode()
    assert 'value="2027-02-28T23:59"' in form


@pytest.mark.parametrize("wrong", [{"ends_at": "2027-03-01T08:00"}, {"seats": 0}, {"zone": "UTC"}, {"starts_at": "x"}])
def test_wrong_input_is_said_and_nothing_is_kept(people: Cast, as_user: SignIn, wrong: dict[str, object]) -> None:
    response = as_user(people.ministry).post(reverse("workshops:new"), typed(**wrong))
    assert response.status_code == 422
    assert 'class="errors"' in response.content.decode()
    assert not Workshop.objects.exists()


def test_sending_the_form_twice_plans_one_workshop(people: Cast, as_user: SignIn) -> None:
    client = as_user(people.ministry)
    for _time in range(2):
        client.post(reverse("workshops:new"), typed(once="same-key"))
    assert Workshop.objects.count() == 1


def test_whoever_is_registered_is_told_of_a_move(people: Cast) -> None:
    firm = company_of(people.organisation_of(people.owner))
    workshop = workshop_of()
    seats.take(workshop=workshop, company=firm, by=people.owner)
    cancelled = seats.take(workshop=workshop, company=firm, by=people.staff)
    seats.cancel(registration=cancelled, by=people.staff)
    workshop.refresh_from_db()
    workshop.title_id = "Judul baru"
    planning.change(workshop=workshop, by=people.ministry)
    assert not Job.objects.filter(kind=MOVED).exists(), "a new title moves nobody"
    workshop.starts_at += timedelta(hours=1)
    planning.change(workshop=workshop, by=people.ministry)
    job = Job.objects.get(kind=MOVED)
    for _time in range(2):  # a second message of the same job does nothing
        run_job(job.pk)
    notice = Notice.objects.get()
    assert notice.user == people.owner
    assert workshop.place in notice.text
    job.refresh_from_db()
    assert job.state == "done"
    assert counted_right(workshop)


def test_changing_does_not_touch_seats_taken_meanwhile(people: Cast) -> None:
    workshop = workshop_of(seats=3)
    stale = Workshop.objects.get(pk=workshop.pk)
    firm = company_of(people.organisation_of(people.owner))
    seats.take(workshop=workshop, company=firm, by=people.owner)
    stale.seats = 5
    planning.change(workshop=stale, by=people.ministry)
    assert counted_right(workshop)
    assert (workshop.seats, workshop.seats_left) == (5, 4)


def test_guest_list_is_for_staff_and_runs_no_formula(people: Cast, as_user: SignIn) -> None:
    firm = company_of(people.organisation_of(people.owner), brand="=2+3", legal_name="=2+3")
    workshop = workshop_of()
    seats.take(workshop=workshop, company=firm, by=people.owner)
    url = reverse("workshops:registrations", args=[workshop.pk])
    for name, user in people.everybody().items():
        for query in ("", "?format=csv", "?format=xlsx"):
            status = as_user(user).get(url + query).status_code
            expected = 200 if name in {"ministry", "administrator"} else 302 if user is None else 403
            assert status == expected, (name, query)
    text = as_user(people.ministry).get(url, {"format": "csv"}).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert people.owner.email in cells
    assert "'=2+3" in cells
    assert "=2+3" not in cells


def test_lists_ask_as_much_for_one_row_as_for_thirty(
    people: Cast, as_user: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_user(people.ministry)
    workshop = workshop_of(seats=60)
    firm = company_of(people.organisation_of(people.owner))
    seats.take(workshop=workshop, company=firm, by=people.owner)
    urls = [LIST, reverse("workshops:registrations", args=[workshop.pk])]
    few = [queries_of(client, url) for url in urls]
    for _n in range(29):
        workshop_of()
    for _n in range(29):
        seats.take(workshop=workshop, company=firm, by=member(people.organisation_of(people.owner)))
    assert [queries_of(client, url) for url in urls] == few


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_past_workshops_have_their_own_side(client: Client, db: None) -> None:
    workshop_of(
        title_id="Yang lalu", starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=8)
    )
    workshop_of(title_id="Yang datang")
    coming, past = (client.get(LIST + query).content.decode() for query in ("", "?when=past"))
    assert "Yang datang" in coming
    assert "Yang lalu" not in coming
    assert "Yang lalu" in past
    assert "Yang datang" not in past

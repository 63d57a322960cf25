"""A job's page, one's own list, the queues; health and readiness."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from jobs.domain import queue
from jobs.models import Job, Pulse
from jobs.tasks import run_job
from tests.conftest import SignIn
from tests.factories.people import Cast


def asked(by: User, key: str = "k", kind: str = "test.work") -> Job:
    return queue.enqueue(kind=kind, key=key, payload={}, title="Laporan contoh", by=by)


def test_progress_is_for_its_owner(people: Cast, as_user: SignIn) -> None:
    job = asked(people.owner)
    page = reverse("jobs:job", args=[job.pk])
    assert as_user(people.other_owner).get(page).status_code == 404
    assert as_user(people.staff).get(page).status_code == 404
    assert as_user(None).get(page).status_code == 302
    assert 'hx-trigger="every 2s"' in as_user(people.owner).get(page).content.decode()
    part = as_user(people.owner).get(page, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    run_job(job.pk)
    done = as_user(people.owner).get(page, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in done
    assert "/hasil/" in done


def test_failure_is_a_sentence_with_try_again(people: Cast, as_user: SignIn) -> None:
    job = asked(people.owner, kind="test.refuse")
    run_job(job.pk)
    page = as_user(people.owner).get(reverse("jobs:job", args=[job.pk])).content.decode()
    assert "Foto terlalu kecil." in page
    again = reverse("jobs:try_again", args=[job.pk])
    assert again in page
    assert as_user(people.other_owner).post(again).status_code == 404
    assert as_user(people.owner).post(again).status_code == 302
    assert Job.objects.get().state == "queued"


def test_own_list_with_1_and_30_rows_asks_the_same(people: Cast, as_user: SignIn) -> None:
    client = as_user(people.owner)
    asked(people.owner)
    client.get(reverse("jobs:jobs"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("jobs:jobs"))
    for n in range(29):
        asked(people.owner, key=str(n))
    with CaptureQueriesContext(connection) as thirty:
        client.get(reverse("jobs:jobs"))
    assert len(one) == len(thirty)


def test_queues_are_for_staff(people: Cast, as_user: SignIn) -> None:
    asked(people.owner)
    page = reverse("jobs:queues")
    for user in (people.other_owner, people.aggregator, people.expert):
        assert as_user(user).get(page).status_code == 403
    for user in (people.ministry, people.administrator):
        assert "test.work" in as_user(user).get(page).content.decode()


def test_visible_jobs_are_those_one_may_view(people: Cast) -> None:
    asked(people.owner, "a")
    asked(people.expert, "b")
    for user in (people.owner, people.staff, people.expert, people.ministry, people.administrator):
        assert set(Job.objects.visible_to(user)) == {j for j in Job.objects.all() if user.has_perm("jobs.view_job", j)}


@pytest.mark.django_db
def test_ready_only_with_a_worker_heard_from(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json() == {"database": True, "broker": True, "worker": False}
    Pulse.beat("worker@here:1", "worker")
    assert client.get("/readyz").status_code == 200
    Pulse.objects.update(heard_at=timezone.now() - timedelta(seconds=31))
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_metrics_are_not_public(client: Client) -> None:
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403
    figures = client.get("/metrics", headers={"Authorization": "Bearer tests-only"})
    assert b"django_http_requests" in figures.content

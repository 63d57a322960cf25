"""A job's life: asked for once, claimed by one, fenced, put back, failed with a sentence, started again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from common.errors import DomainError
from jobs.domain import queue
from jobs.models import Job
from jobs.run import ClaimLost, Run
from jobs.tasks import run_job
from tests.factories.people import Cast, UserFactory
from tests.jobs.conftest import effects

pytestmark = pytest.mark.django_db


def asked(kind: str = "test.work", key: str = "k") -> Job:
    return queue.enqueue(kind=kind, key=key, payload={})


def test_the_same_key_is_one_job() -> None:
    assert asked().pk == asked().pk
    assert Job.objects.count() == 1


def test_a_job_exists_only_if_its_reason_was_saved() -> None:
    def reason_that_fails() -> None:
        with transaction.atomic():
            asked()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        reason_that_fails()
    assert not Job.objects.exists()


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match=r"test\.nothing"):
        asked("test.nothing")


def test_done_with_its_effect() -> None:
    job = asked()
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result_url, job.steps_done, job.steps_total) == ("done", "/hasil/", 1, 2)
    assert effects == [f"{job.pk}.1"]
    run_job(job.pk)
    assert effects == [f"{job.pk}.1"], "a message that comes twice does nothing"


def test_a_refusal_is_a_sentence_and_is_not_repeated() -> None:
    job = asked("test.refuse")
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == ("failed", "Foto terlalu kecil.", 1)
    assert queue.sweep() == 0


def test_a_bug_is_tried_again_later_and_then_told(settings: Settings) -> None:
    settings.JOBS_MAX_ATTEMPTS = 2
    job = asked("test.break")
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "queued"
    assert job.not_before > timezone.now()
    Job.objects.update(not_before=timezone.now())
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "a bug" not in job.error


def test_a_claim_belongs_to_one_while_its_lease_runs() -> None:
    job = asked()
    now = timezone.now()
    assert Job.objects.claim(job.pk, now) == 1
    assert Job.objects.claim(job.pk, now) is None
    assert Job.objects.claim(job.pk, now + timedelta(seconds=4)) == 2


def test_a_late_attempt_writes_nothing() -> None:
    """The fence: an attempt that was believed dead comes back after another took over."""
    job = asked()
    Job.objects.claim(job.pk, timezone.now())
    late = Run(job, 1)
    Job.objects.claim(job.pk, timezone.now() + timedelta(seconds=4))
    with pytest.raises(ClaimLost), late.finishing():
        effects.append("late")
    with pytest.raises(ClaimLost):
        late.progress(1, of=2)
    assert effects == []
    assert Job.objects.get().state == "running"


def test_the_sweep_brings_back_what_nobody_holds(settings: Settings) -> None:
    settings.JOBS_LIVE_MESSAGES = 2
    jobs = [asked(key=str(n)) for n in range(3)]
    sent_at_once = Job.objects.live_at(timezone.now()).count()
    assert queue.sweep() + sent_at_once == 2, "live messages stay bounded; the backlog waits in the table"
    assert queue.sweep() == 0
    Job.objects.update(lease_until=timezone.now())
    assert queue.sweep() == 2
    assert len(jobs) == 3


def test_without_the_broker_the_job_waits_and_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise run_job.OperationalError("no broker")

    monkeypatch.setattr(run_job, "apply_async", unreachable)
    job = asked()
    assert queue.send(1, only=job.pk) == 1
    assert Job.objects.get().state == "queued"


def test_transitions_are_the_databases_too() -> None:
    job = asked()
    run_job(job.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None)


def test_only_the_owner_starts_a_failed_job_again(people: Cast) -> None:
    job = queue.enqueue(kind="test.refuse", key="r", payload={}, by=people.owner)
    with pytest.raises(DomainError):
        queue.try_again(job=job, by=people.owner)
    run_job(job.pk)
    with pytest.raises(DomainError):
        queue.try_again(job=job, by=people.other_owner)
    queue.try_again(job=job, by=people.owner)
    job.refresh_from_db()
    assert (job.state, job.error) == ("queued", "")


def test_work_started_again_has_all_its_tries(settings: Settings, people: Cast) -> None:
    settings.JOBS_MAX_ATTEMPTS = 2
    job = queue.enqueue(kind="test.break", key="b", payload={}, by=people.owner)
    for state in ("queued", "failed"):
        Job.objects.update(not_before=timezone.now(), lease_until=None)
        run_job(job.pk)
        assert Job.objects.get().state == state
    queue.try_again(job=job, by=people.owner)
    for state in ("queued", "failed"):
        Job.objects.update(not_before=timezone.now(), lease_until=None)
        run_job(job.pk)
        assert Job.objects.get().state == state
    assert Job.objects.get().attempts == 4, "the fence counts on"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("careful", [True, False], ids=["claim", "control: read, then write"])
def test_eight_workers_claim_one_job_once(careful: bool) -> None:
    job = asked()
    start, between = Barrier(8), Barrier(8)

    def take(_: int) -> bool:
        try:
            start.wait()
            if careful:
                return Job.objects.claim(job.pk, timezone.now()) is not None
            free = Job.objects.get(pk=job.pk).state == "queued"
            between.wait()
            Job.objects.filter(pk=job.pk).update(state="running")
            return free
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        winners = sum(pool.map(take, range(8)))
    assert winners == (1 if careful else 8)


def test_the_owner_is_told_in_their_language() -> None:
    english = UserFactory.create(language="en")
    job = queue.enqueue(kind="test.break", key="e", payload={}, by=english)
    Job.objects.update(attempts=5)
    run_job(job.pk)
    job.refresh_from_db()
    assert job.error.startswith("The work stopped several times")

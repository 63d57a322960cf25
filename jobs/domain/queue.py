"""Asking for long work, trying again, and the sweep that loses nothing."""

from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import DomainError
from jobs import kinds
from jobs.models import Job

logger = structlog.get_logger(__name__)


def enqueue(*, kind: str, key: str, payload: dict[str, Any], title: str = "", by: User | None = None) -> Job:
    """Write the job's row in the caller's transaction and hand its pk over on commit.

    The same key gives the same row: asking twice makes one thing. Titles are shown to the owner.
    """
    if kind not in kinds.names():
        raise ValueError(f"no handler for jobs of kind {kind!r}")
    request_id = str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64]
    with transaction.atomic():
        job, new = Job.objects.get_or_create(
            key=key,
            defaults={"kind": kind, "payload": payload, "title": title[:200], "owner": by, "request_id": request_id},
        )
        if new:
            transaction.on_commit(lambda: send(1, only=job.pk), robust=True)
    return job


def try_again(*, job: Job, by: User) -> None:
    """Queue a failed job once more, with as many tries as a new one."""
    if not by.has_perm("jobs.view_job", job):
        raise DomainError(_("Only the owner of this work can start it again."))
    with transaction.atomic():
        restarted = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(
            state=Job.State.QUEUED,
            error="",
            finished_at=None,
            lease_until=None,
            not_before=timezone.now(),
            steps_done=0,
            attempts_before=F("attempts"),
        )
        if not restarted:
            raise DomainError(_("This work has not failed, so there is nothing to start again."))
        transaction.on_commit(lambda: send(1, only=job.pk), robust=True)


def sweep() -> int:
    """Hand over jobs that nobody holds, oldest first, keeping the live messages bounded. Run every second."""
    now = timezone.now()
    room = settings.JOBS_LIVE_MESSAGES - Job.objects.live_at(now).count()
    return send(room) if room > 0 else 0


def send(limit: int, *, only: int | None = None) -> int:
    """Mark up to `limit` jobs as sent and publish their pks. Returns how many were handed over.

    The mark is committed first: a message lost on its way costs one lease, never the job.
    """
    from jobs.tasks import run_job  # noqa: PLC0415 - the task imports what handlers need, and handlers may enqueue

    now = timezone.now()
    with transaction.atomic():
        waiting = Job.objects.stale_at(now).order_by("created_at", "pk")
        if only is not None:
            if Job.objects.live_at(now).count() >= settings.JOBS_LIVE_MESSAGES:
                return 0
            waiting = waiting.filter(pk=only)
        locked = waiting.select_for_update(skip_locked=True)[:limit]
        rows = list(locked.values_list("pk", "request_id"))
        lease = timedelta(seconds=settings.JOBS_LEASE_SECONDS + 2)
        Job.objects.filter(pk__in=[pk for pk, _request in rows]).update(state="queued", lease_until=now + lease)
    for pk, request_id in rows:
        try:
            run_job.apply_async((pk,), headers={"request_id": request_id})
        except run_job.OperationalError as error:
            logger.warning("broker_unreachable", job=pk, error=str(error))
            break
    return len(rows)

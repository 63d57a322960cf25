"""One attempt at one job: what a handler is given."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import TracebackType
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from jobs.models import Job

logger = structlog.get_logger(__name__)


class ClaimLost(Exception):
    """Another attempt has taken the job over; this one writes nothing more."""


class Run:
    """The claim of one attempt. Everything that it writes about the job passes the fence of its attempt number."""

    def __init__(self, job: Job, attempt: int) -> None:
        self.job = job
        self.attempt = attempt
        self.payload: dict[str, Any] = job.payload
        self.finished = False

    @property
    def tries(self) -> int:
        """How many attempts there were, this one included, since the work was asked for or started again."""
        return self.attempt - self.job.attempts_before

    def progress(self, done: int, *, of: int) -> None:
        """Show `done` of `of` steps on the job's page."""
        if not Job.objects.held(self.job.pk, self.attempt).update(steps_done=done, steps_total=of):
            raise ClaimLost

    @contextmanager
    def finishing(self, *, result_url: str = "") -> Iterator[None]:
        """One transaction with the job's effects and its 'done': both or neither, and only for the attempt in charge."""
        with transaction.atomic():
            held = Job.objects.held(self.job.pk, self.attempt)
            if not held.select_for_update().exists():
                raise ClaimLost
            yield
            now = timezone.now()
            held.update(state="done", finished_at=now, lease_until=None, result_url=result_url)
        self.finished = True


class Heartbeat:
    """Prolongs a claim's lease from a thread of its own, at a third of its length, until the work ends."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._beat, name=f"lease-{run.job.pk}", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self.thread.join(timeout=settings.JOBS_LEASE_SECONDS)

    def _beat(self) -> None:
        lease = timedelta(seconds=settings.JOBS_LEASE_SECONDS)
        try:
            while not self.over.wait(settings.JOBS_LEASE_SECONDS / 3):
                try:
                    Job.objects.held(self.run.job.pk, self.run.attempt).update(lease_until=timezone.now() + lease)
                except DatabaseError as error:  # the database may be restarting; the next beat tries again
                    logger.warning("lease_not_prolonged", job=self.run.job.pk, error=str(error))
                    connection.close()
        finally:
            connection.close()

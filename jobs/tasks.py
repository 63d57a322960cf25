"""The one Celery task. It takes a pk, claims the row, runs the kind's handler and marks the outcome."""

from datetime import timedelta

import structlog
from celery import shared_task
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.errors import DomainError
from jobs import kinds
from jobs.models import Job
from jobs.run import ClaimLost, Heartbeat, Run

logger = structlog.get_logger(__name__)


@shared_task(name="jobs.run")
def run_job(pk: int) -> None:
    attempt = Job.objects.claim(pk, timezone.now())
    if attempt is None:
        return
    job = Job.objects.select_related("owner").get(pk=pk)
    run = Run(job, attempt)
    structlog.contextvars.bind_contextvars(job=pk, kind=job.kind, attempt=attempt, request_id=job.request_id)
    with translation.override(job.owner.language if job.owner else settings.LANGUAGE_CODE):
        attempt_job(run)


def attempt_job(run: Run) -> None:
    """One attempt: done, failed for a reason that a person can mend, or put back for another try."""
    try:
        if run.tries > settings.JOBS_MAX_ATTEMPTS:
            raise DomainError(_("The work stopped several times. Our team has been told; you can try again."))
        with Heartbeat(run):
            kinds.kind(run.job.kind).handler(run)
            if not run.finished:
                with run.finishing():
                    pass
        logger.info("job_done")
    except ClaimLost:
        logger.warning("job_taken_over")
    except DomainError as error:
        fail(run, str(error.message))
    except DatabaseError:  # the database may have gone: the lease runs out and the sweep brings the job back
        logger.exception("job_interrupted")
        connection.close()
    except Exception:
        logger.exception("job_broke")
        put_back(run)


def fail(run: Run, sentence: str) -> None:
    now = timezone.now()
    Job.objects.held(run.job.pk, run.attempt).update(
        state="failed", error=sentence[:500], finished_at=now, lease_until=None
    )
    logger.warning("job_failed", reason=sentence)


def put_back(run: Run) -> None:
    """Try again later: after 2, 4, 8… seconds; after the last attempt it fails with a sentence."""
    if run.tries >= settings.JOBS_MAX_ATTEMPTS:
        fail(run, _("Something went wrong on our side. You can try again; if it fails once more, tell our team."))
        return
    later = timezone.now() + timedelta(seconds=2**run.tries)
    Job.objects.held(run.job.pk, run.attempt).update(state="queued", not_before=later, lease_until=None)

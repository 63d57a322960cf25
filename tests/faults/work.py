"""The fault run's own kind of work: 0.1–0.3 s of it, with every start and every commit written to the fault run's own table.

Loaded in the worker by `celery worker -I tests.faults.work`.
"""

import os
import random
import time

from django.db import connection

from exportready.celery import app
from jobs.kinds import handles
from jobs.models import Job
from jobs.run import Run


def note(run: Run, what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO fault_effect (job, attempt, pid, what) VALUES (%s, %s, %s, %s)",
            [run.job.pk, run.attempt, os.getpid(), what],
        )


@handles("faults.work")
def work(run: Run) -> None:
    note(run, "start")
    time.sleep(random.uniform(0.1, 0.3))
    with run.finishing():
        note(run, "commit")


@app.task(name="faults.early", acks_late=False, reject_on_worker_lost=False)
def early(pk: int) -> None:
    """The control: acknowledged before the work, no claim, no lease, no sweep. A killed worker loses it."""
    run = Run(Job.objects.get(pk=pk), 1)
    note(run, "start")
    time.sleep(random.uniform(0.1, 0.3))
    note(run, "commit")
    Job.objects.filter(pk=pk).delete()

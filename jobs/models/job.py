"""One piece of long work as a row. The table, not Redis, is the truth: losing Redis loses nothing."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

# state → the states it may become; the database refuses anything else (trigger `job_transitions`)
TRANSITIONS = {
    "queued": ("queued", "running", "failed"),
    "running": ("running", "queued", "done", "failed"),
    "failed": ("failed", "queued"),
    "done": ("done",),
}


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: "User | AnonymousUser") -> "JobQuerySet":
        """One's own jobs; administrators see all."""
        from jobs.rules import visible_jobs

        return self.filter(visible_jobs(user))

    def live_at(self, moment: datetime) -> "JobQuerySet":
        """Jobs whose message is believed to be with the broker or a worker."""
        return self.filter(state__in=("queued", "running"), lease_until__gt=moment)

    def stale_at(self, moment: datetime) -> "JobQuerySet":
        """Unfinished jobs that nobody holds: never sent, or the holder's lease ran out."""
        unfinished = self.filter(state__in=("queued", "running"), not_before__lte=moment)
        return unfinished.filter(Q(lease_until__isnull=True) | Q(lease_until__lte=moment))

    def claim(self, pk: int, moment: datetime) -> int | None:
        """Take the job for one attempt; the attempt's number, or None when somebody else holds it."""
        free = Q(state="queued") | Q(state="running", lease_until__lte=moment)
        taken = self.filter(free, pk=pk, not_before__lte=moment).update(
            state="running",
            attempts=F("attempts") + 1,
            lease_until=moment + timedelta(seconds=settings.JOBS_LEASE_SECONDS),
            started_at=moment,
        )
        return self.values_list("attempts", flat=True).get(pk=pk) if taken else None

    def held(self, pk: int, attempt: int) -> "JobQuerySet":
        """The job as long as this attempt still holds it: the fence that every write of an attempt passes."""
        return self.filter(pk=pk, attempts=attempt, state="running")


class Job(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("working")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(
        max_length=200, unique=True, help_text=_("What the job makes: the same key is made once, never twice.")
    )
    payload = models.JSONField(default=dict)
    title = models.CharField(_("title"), max_length=200, blank=True)
    owner = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.QUEUED)
    # Counts on when the work is started again: it is the fence, and an old attempt must never pass it.
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_before = models.PositiveSmallIntegerField(default=0, db_default=0)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    error = models.CharField(_("what went wrong"), max_length=500, blank=True)
    result_url = models.CharField(max_length=300, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    not_before = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["lease_until"], name="job_unfinished", condition=Q(state__in=("queued", "running"))),
            models.Index(fields=["owner", "-created_at"], name="job_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state="failed") | Q(error=""), name="job_error_only_when_failed"),
            models.CheckConstraint(
                condition=Q(state="done", finished_at__isnull=False)
                | Q(state="failed", finished_at__isnull=False)
                | Q(state__in=("queued", "running"), finished_at__isnull=True),
                name="job_finished_has_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="job_transitions",
                field="state",
                transitions=[(old, new) for old, states in TRANSITIONS.items() for new in states],
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.pk}"

    @property
    def shown_state(self) -> str:
        """The state's name in the progress component."""
        return "waiting" if self.state == self.State.QUEUED else str(self.state)

    @property
    def age(self) -> timedelta:
        """How long it has waited and worked."""
        return (self.finished_at or timezone.now()) - self.created_at

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone


class PulseQuerySet(models.QuerySet["Pulse"]):
    def heard_since(self, moment: datetime) -> "PulseQuerySet":
        return self.filter(heard_at__gte=moment)


class Pulse(models.Model):
    """When each long-running process (a worker, the sweep) was last heard from."""

    name = models.CharField(max_length=120, primary_key=True)
    role = models.CharField(max_length=12)
    heard_at = models.DateTimeField(default=timezone.now)

    objects = PulseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def beat(cls, name: str, role: str) -> None:
        """Note that this process is alive; processes silent for a day are forgotten."""
        now = timezone.now()
        cls.objects.update_or_create(name=name, defaults={"role": role, "heard_at": now})
        cls.objects.filter(heard_at__lt=now - timedelta(days=1)).delete()

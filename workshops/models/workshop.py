"""A workshop: where, when in the place's own time, and how many seats are left."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

# state → the states it may become; the database refuses anything else (trigger `workshop_transitions`)
TRANSITIONS = {"draft": ("draft", "published"), "published": ("published",)}
MOST_SEATS = 2000


class Zone(models.TextChoices):
    """The three time zones of Indonesia, by the name under which their rules are kept."""

    JAKARTA = "Asia/Jakarta", _("WIB – western Indonesia")
    MAKASSAR = "Asia/Makassar", _("WITA – central Indonesia")
    JAYAPURA = "Asia/Jayapura", _("WIT – eastern Indonesia")


ZONE_WORDS = {Zone.JAKARTA: "WIB", Zone.MAKASSAR: "WITA", Zone.JAYAPURA: "WIT"}


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def visible_to(self, user: "User | AnonymousUser") -> "WorkshopQuerySet":
        """Published workshops to everybody; drafts to the ministry and administrators."""
        from workshops.rules import visible_workshops

        return self.filter(visible_workshops(user))

    def published(self) -> "WorkshopQuerySet":
        return self.filter(state="published")

    def coming_at(self, moment: datetime) -> "WorkshopQuerySet":
        """Not over yet, the next one first."""
        return self.filter(ends_at__gt=moment).order_by("starts_at", "pk")

    def over_at(self, moment: datetime) -> "WorkshopQuerySet":
        """Past ones, the latest first."""
        return self.filter(ends_at__lte=moment).order_by("-starts_at", "-pk")


class Workshop(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    title_id = models.CharField(_("title in Indonesian"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    summary_id = models.TextField(_("what it is about, in Indonesian"), max_length=2000)
    summary_en = models.TextField(_("what it is about, in English"), max_length=2000)
    place = models.CharField(_("place"), max_length=160, help_text=_("Building and street."))
    regency = models.ForeignKey("market.Regency", models.PROTECT, related_name="+", verbose_name=_("regency or city"))
    zone = models.CharField(_("time zone of the place"), max_length=13, choices=Zone, default=Zone.JAKARTA)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    seats = models.PositiveIntegerField(_("seats"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)])
    # Written by workshops.domain.seats alone: always seats minus the registrations that stand.
    seats_left = models.IntegerField(_("seats left"), editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at"], name="workshop_by_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(seats_left__gte=0, seats_left__lte=F("seats")),
                name="workshop_seats_left_within",
                violation_error_message=_("There cannot be fewer seats than people who are registered."),
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1, seats__lte=MOST_SEATS),
                name="workshop_has_seats",
                violation_error_message=_("A workshop has between 1 and 2,000 seats."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="workshop_ends_after_start",
                violation_error_message=_("The end must lie after the start."),
            ),
            models.CheckConstraint(condition=Q(zone__in=Zone.values), name="workshop_zone_known"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="workshop_transitions",
                field="state",
                transitions=[(old, new) for old, states in TRANSITIONS.items() for new in states],
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workshops:workshop", args=[self.pk])

    @property
    def title(self) -> str:
        return self.title_en if get_language() == "en" else self.title_id

    @property
    def summary(self) -> str:
        return self.summary_en if get_language() == "en" else self.summary_id

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def taken(self) -> int:
        return self.seats - self.seats_left

    @property
    def local_start(self) -> datetime:
        """In the zone of the place: what the clock on its wall shows."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    @property
    def zone_word(self) -> str:
        """How people call the zone: WIB, WITA or WIT."""
        return ZONE_WORDS[Zone(self.zone)]

    @property
    def is_one_day(self) -> bool:
        return self.local_start.date() == self.local_end.date()

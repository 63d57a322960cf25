"""One seat, taken by one person for one company. A cancelled registration stays, so that one can see it was there."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def visible_to(self, user: "User | AnonymousUser") -> "RegistrationQuerySet":
        """One's own and one's company's; all to the ministry and administrators."""
        from workshops.rules import visible_registrations

        return self.filter(visible_registrations(user))

    def standing(self) -> "RegistrationQuerySet":
        """Not cancelled: each of these holds a seat."""
        return self.filter(cancelled_at__isnull=True)


class Registration(models.Model):
    workshop = models.ForeignKey("workshops.Workshop", models.PROTECT, related_name="registrations")
    company = models.ForeignKey("smes.Company", models.PROTECT, related_name="+", verbose_name=_("company"))
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("person"))
    registered_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["registered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=Q(cancelled_at__isnull=True),
                name="registration_once_per_person",
                violation_error_message=_("This person already has a seat."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.workshop}"

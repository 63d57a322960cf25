import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.membership import Membership


def new_token() -> str:
    """192 random bits, safe in an address."""
    return secrets.token_urlsafe(24)


def in_two_weeks() -> datetime:
    return timezone.now() + timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_at(self, moment: datetime) -> "InvitationQuerySet":
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=moment)


class Invitation(models.Model):
    """A link by which one person joins an organisation. It works once, for two weeks, for whoever holds that address."""

    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    standing = models.CharField(_("standing"), max_length=5, choices=Membership.Standing, default="staff")
    token = models.CharField(max_length=40, default=new_token, unique=True, editable=False)
    invited_by = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(default=in_two_weeks)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open_once",
                violation_error_message=_("This person already has an open invitation."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.organisation}"

"""A body that acts on the platform through its members: a firm, an aggregator or the ministry."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import Role

if TYPE_CHECKING:
    from accounts.models.user import User


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: "User | AnonymousUser") -> "OrganisationQuerySet":
        """Own organisations; the ministry and administrators see all."""
        from accounts.rules import visible_organisations

        return self.filter(visible_organisations(user))

    def of_kind(self, kind: str) -> "OrganisationQuerySet":
        return self.filter(kind=kind)


class Organisation(models.Model):
    class Kind(models.TextChoices):
        SME = Role.SME.value, _("SME")
        AGGREGATOR = Role.AGGREGATOR.value, _("Aggregator")
        MINISTRY = Role.MINISTRY.value, _("Ministry")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=160)
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    members = models.ManyToManyField("accounts.User", through="accounts.Membership", related_name="organisations")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="organisation_has_name",
                violation_error_message=_("Give the organisation a name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

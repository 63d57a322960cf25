"""A product that an aggregator keeps in mind, with a note that only its own people read."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class ShortlistEntryQuerySet(models.QuerySet["ShortlistEntry"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ShortlistEntryQuerySet":
        """Those of one's own aggregators, and nobody else's: not even the ministry reads what a buyer notes."""
        from aggregators.rules import visible_entries

        return self.filter(visible_entries(user))

    def kept(self) -> "ShortlistEntryQuerySet":
        """Not taken off."""
        return self.filter(removed_at__isnull=True)


class ShortlistEntry(models.Model):
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    product = models.ForeignKey("smes.Product", models.CASCADE, related_name="+", verbose_name=_("product"))
    note = models.CharField(_("private note"), max_length=600, blank=True)
    added_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    # taken off, so that undoing it brings the note back too
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    objects = ShortlistEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("shortlist entry")
        verbose_name_plural = _("shortlist entries")
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "product"],
                name="shortlist_once",
                violation_error_message=_("This product is on your shortlist already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.product_id}"

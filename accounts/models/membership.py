from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Membership(models.Model):
    """A person's place in an organisation. One always remains owner (accounts.domain.organisations)."""

    class Standing(models.TextChoices):
        OWNER = "owner", _("Owner")
        STAFF = "staff", _("Staff")

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="memberships")
    standing = models.CharField(_("standing"), max_length=5, choices=Standing)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["standing", "since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="membership_once",
                violation_error_message=_("This person is already a member."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"

    @property
    def is_owner(self) -> bool:
        return self.standing == self.Standing.OWNER

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Grant(models.Model):
    """A role that a person holds for themselves, given by an administrator: expert or administrator."""

    class GrantedRole(models.TextChoices):
        EXPERT = "expert", _("Expert")
        ADMINISTRATOR = "administrator", _("Administrator")

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=14, choices=GrantedRole)
    granted_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(_("granted"), default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                name="grant_once",
                violation_error_message=_("This person already has that role."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

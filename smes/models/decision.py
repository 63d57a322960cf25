import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class VerificationDecision(models.Model):
    """One decision of the ministry about a company. The log only grows."""

    class Outcome(models.TextChoices):
        VERIFIED = "verified", _("verified")
        RETURNED = "returned", _("returned to mend")

    class Section(models.TextChoices):
        """The pages of a company's description, for pointing at what is not right."""

        IDENTITY = "identity", _("Name and numbers")
        PLACE = "place", _("Place and contact")
        SIZE = "size", _("Size")
        STORY = "story", _("Story")

    company = models.ForeignKey("smes.Company", models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome)
    reasons = models.TextField(_("what to mend"), max_length=2000, blank=True)
    sections = ArrayField(
        models.CharField(max_length=8, choices=Section), verbose_name=_("which parts"), default=list, blank=True
    )
    decided_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="verified") | ~models.Q(reasons=""),
                name="decision_return_has_reasons",
                violation_error_message=_("Write what the company should mend."),
            )
        ]
        triggers = [
            # SET_NULL on a deleted person must still work
            pgtrigger.Trigger(
                name="decision_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "to_jsonb(OLD) - 'decided_by_id' IS DISTINCT FROM to_jsonb(NEW) - 'decided_by_id'"
                ),
                func="RAISE EXCEPTION 'a decision never changes';",
            )
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.get_outcome_display()}"

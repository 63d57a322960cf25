"""What an expert found, the maker's answer to it with a revision, and the expert's word on that: a conversation."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reviews.models.guards import only_while_draft

# The letter before a finding's number says the lens: findings of three experts stand in one list. The same in both
# languages, for the number is quoted on paper and in talk.
LETTERS = {"design": "D", "buying": "B", "aggregation": "A"}


class Finding(models.Model):
    class Severity(models.TextChoices):
        MUST = "must", _("Must fix")
        SHOULD = "should", _("Should fix")
        IDEA = "idea", _("Idea")

    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField(help_text=_("Counts on through the rounds of one lens."))
    severity = models.CharField(_("severity"), max_length=6, choices=Severity)
    text = models.TextField(_("finding"), max_length=600)
    photo = models.ForeignKey("smes.Photo", models.PROTECT, null=True, blank=True, related_name="+")
    pin_x = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    pin_y = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="finding_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="finding_has_text"),
            models.CheckConstraint(
                condition=Q(pin_x__isnull=True, pin_y__isnull=True)
                | Q(pin_x__isnull=False, pin_y__isnull=False, photo__isnull=False),
                name="finding_pin_whole",
                violation_error_message=_("A pin needs a photo and both of its coordinates."),
            ),
            models.CheckConstraint(
                condition=Q(pin_x__isnull=True) | Q(pin_x__range=(0, 1), pin_y__range=(0, 1)),
                name="finding_pin_inside",
                violation_error_message=_("The pin lies outside the photo."),
            ),
        ]
        triggers = [only_while_draft("finding_frozen")]

    def __str__(self) -> str:
        return f"{self.label} · {self.text[:60]}"

    @property
    def label(self) -> str:
        """Lens letter and number, as people quote it: D3."""
        return f"{LETTERS[self.review.assignment.lens]}{self.number}"

    @property
    def has_pin(self) -> bool:
        return self.pin_x is not None


class Answer(models.Model):
    """The maker's answer. Without a revision it is still being written; it is sent together with a saved one."""

    class Kind(models.TextChoices):
        CHANGE = "change", _("We changed it")
        QUESTION = "question", _("We have a question")
        REASON = "reason", _("We leave it as it is")

    finding = models.ForeignKey("reviews.Finding", models.PROTECT, related_name="answers")
    revision = models.ForeignKey("smes.ProductRevision", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("answer"), max_length=8, choices=Kind)
    text = models.TextField(_("what you say to it"), max_length=600)
    by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "revision"], name="answer_once_per_revision"),
            models.UniqueConstraint(fields=["finding"], condition=Q(revision__isnull=True), name="answer_one_draft"),
            models.CheckConstraint(condition=~Q(text=""), name="answer_has_text"),
        ]
        triggers = [
            # SET_NULL on a deleted person must still work, so only what was said is frozen
            pgtrigger.Trigger(
                name="answer_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.revision_id IS NOT NULL"
                    " AND (to_jsonb(OLD) - 'by_id') IS DISTINCT FROM (to_jsonb(NEW) - 'by_id')"
                ),
                func="RAISE EXCEPTION 'an answer that was sent never changes';",
            ),
            pgtrigger.Protect(
                name="answer_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__revision__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


class Resolution(models.Model):
    """In a later round, the expert's word on an earlier finding of the lens."""

    finding = models.ForeignKey("reviews.Finding", models.PROTECT, related_name="resolutions")
    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="resolutions")
    resolved = models.BooleanField(_("resolved"))
    note = models.CharField(pgettext_lazy("on a resolution", "note"), max_length=300, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["finding", "review"], name="resolution_once")]
        triggers = [only_while_draft("resolution_frozen")]

    def __str__(self) -> str:
        return f"{self.finding.label}: {self.resolved}"

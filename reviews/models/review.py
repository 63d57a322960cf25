"""What one expert says about one revision in one round. A draft saves itself; once submitted it never changes."""

from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reviews.models.guards import only_while_draft
from reviews.models.rubric import TOP

if TYPE_CHECKING:
    from accounts.models import User
    from smes.models import Product

# state → the states it may become; the database refuses anything else (trigger `review_transitions`)
TRANSITIONS = {"draft": ("draft", "submitted"), "submitted": ("submitted",)}


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ReviewQuerySet":
        """One's own; a peer's once one's own of that round is in; the maker's when the panel is complete."""
        from reviews.rules import visible_reviews

        return self.filter(visible_reviews(user))

    def of(self, product: "Product") -> "ReviewQuerySet":
        return self.filter(assignment__product=product)

    def submitted(self) -> "ReviewQuerySet":
        return self.filter(state="submitted")

    def released(self) -> "ReviewQuerySet":
        """Of complete panels: the maker may read them."""
        return self.filter(released_at__isnull=False)

    def under_way(self) -> "ReviewQuerySet":
        """Drafts that their expert still owes."""
        return self.filter(state="draft", assignment__state="assigned")


class Review(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SUBMITTED = "submitted", _("submitted")

    class Verdict(models.TextChoices):
        EXPORT_READY = "export_ready", _("Export ready")
        AFTER_CHANGES = "after_changes", _("Ready after changes")
        NOT_YET = "not_yet", pgettext_lazy("verdict", "Not yet")

    assignment = models.ForeignKey("reviews.Assignment", models.PROTECT, related_name="reviews")
    revision = models.ForeignKey("smes.ProductRevision", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(_("round"))
    rubric = models.ForeignKey("reviews.Rubric", models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    verdict = models.CharField(_("verdict"), max_length=13, choices=Verdict, blank=True)
    summary = models.TextField(_("summary"), max_length=1200, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text=_("Counts the savings of the draft: a stale page is noticed.")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the panel was complete: the maker sees it.")
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "round"], name="review_round_once"),
            models.CheckConstraint(condition=Q(round__gte=1), name="review_round_from_one"),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at__isnull=True, released_at__isnull=True)
                | (Q(state="submitted", submitted_at__isnull=False) & ~Q(verdict="") & ~Q(summary="")),
                name="review_submitted_complete",
                violation_error_message=_("A review needs a verdict and a summary before it is submitted."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="review_transitions",
                field="state",
                transitions=[(old, new) for old, states in TRANSITIONS.items() for new in states],
            ),
            # only its release to the maker is written afterwards, once
            pgtrigger.Trigger(
                name="review_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state = 'submitted' AND (OLD.released_at IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*"
                    " OR (to_jsonb(OLD) - 'released_at') IS DISTINCT FROM (to_jsonb(NEW) - 'released_at'))"
                ),
                func="RAISE EXCEPTION 'a submitted review never changes';",
            ),
            pgtrigger.Protect(
                name="review_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__state="submitted")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} · {_('round')} {self.round}"

    @property
    def is_submitted(self) -> bool:
        return self.state == self.State.SUBMITTED


class Score(models.Model):
    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("reviews.Criterion", models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(_("score"))

    class Meta:
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=TOP),
                name="score_from_one_to_five",
                violation_error_message=_("A score is a number from 1 to 5."),
            ),
        ]
        triggers = [only_while_draft("score_frozen")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"

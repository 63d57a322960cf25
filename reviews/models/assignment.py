"""That an expert looks at a product through one lens, until it ends by declining or withdrawing."""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.rubric import Lens

if TYPE_CHECKING:
    from accounts.models import User
    from smes.models import Product

# state → the states it may become; the database refuses anything else (trigger `assignment_transitions`)
TRANSITIONS = {
    "assigned": ("assigned", "declined", "withdrawn"),
    "declined": ("declined",),
    "withdrawn": ("withdrawn",),
}


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, user: "User | AnonymousUser") -> "AssignmentQuerySet":
        """The expert's own, and all of them to the ministry and administrators."""
        from reviews.rules import visible_assignments

        return self.filter(visible_assignments(user))

    def open(self) -> "AssignmentQuerySet":
        return self.filter(state="assigned")

    def of(self, product: "Product") -> "AssignmentQuerySet":
        return self.filter(product=product)


class Assignment(models.Model):
    class State(models.TextChoices):
        ASSIGNED = "assigned", _("assigned")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    product = models.ForeignKey("smes.Product", models.PROTECT, related_name="+")
    expert = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("expert"))
    lens = models.CharField(_("lens"), max_length=11, choices=Lens)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ASSIGNED)
    assigned_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now, editable=False)
    due_on = models.DateField(_("due on"))
    ended_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["expert", "due_on"], name="assignment_open", condition=Q(state="assigned"))]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "lens"],
                condition=Q(state="assigned"),
                name="assignment_one_open_per_lens",
                violation_error_message=_("An expert already looks at this product through this lens."),
            ),
            models.UniqueConstraint(
                fields=["product", "expert"],
                condition=Q(state="assigned"),
                name="assignment_one_lens_per_expert",
                violation_error_message=_("This expert already looks at this product through another lens."),
            ),
            models.CheckConstraint(
                condition=Q(state="assigned", ended_at__isnull=True)
                | (~Q(state="assigned") & Q(ended_at__isnull=False)),
                name="assignment_ended_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(ended_reason=""),
                name="assignment_declined_with_reason",
                violation_error_message=_("Say why, so that the ministry can find somebody else."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="assignment_transitions",
                field="state",
                transitions=[(old, new) for old, states in TRANSITIONS.items() for new in states],
            ),
            pgtrigger.ReadOnly(name="assignment_frozen", fields=["product", "expert", "lens", "assigned_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_lens_display()} · {self.expert}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.ASSIGNED

    def is_late_on(self, day: date) -> bool:
        return self.due_on < day

"""What an expert judges by: a rubric per lens, as data, in versions. A review keeps the version it used."""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

TOP = 5


class Lens(models.TextChoices):
    """From where an expert looks at a product (DOMAIN 5)."""

    DESIGN = "design", _("Design")
    BUYING = "buying", _("Buying")
    AGGREGATION = "aggregation", _("Aggregation")


class RubricQuerySet(models.QuerySet["Rubric"]):
    def current(self) -> "RubricQuerySet":
        return self.filter(is_current=True)


class Rubric(models.Model):
    lens = models.CharField(_("lens"), max_length=11, choices=Lens)
    version = models.PositiveSmallIntegerField(_("version"))
    is_current = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RubricQuerySet.as_manager()

    class Meta:
        ordering = ["lens", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["lens", "version"], name="rubric_version_once"),
            models.UniqueConstraint(fields=["lens"], condition=Q(is_current=True), name="rubric_one_current"),
        ]

    def __str__(self) -> str:
        return f"{self.get_lens_display()} {self.version}"


class Criterion(models.Model):
    """One question of a rubric: a weight and five written anchors, from 1 to 5, in both languages. It never changes."""

    rubric = models.ForeignKey("reviews.Rubric", models.CASCADE, related_name="criteria")
    key = models.SlugField(_("key"), max_length=20, help_text=_("The same key in several lenses is the same question."))
    name_id = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    weight = models.PositiveSmallIntegerField(_("weight"))
    anchors_id = ArrayField(models.CharField(max_length=200), size=TOP)
    anchors_en = ArrayField(models.CharField(max_length=200), size=TOP)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rubric", "position"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "key"], name="criterion_key_once"),
            models.UniqueConstraint(fields=["rubric", "position"], name="criterion_position_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="criterion_weighs"),
            models.CheckConstraint(
                condition=Q(anchors_id__len=TOP, anchors_en__len=TOP), name="criterion_five_anchors"
            ),
        ]
        triggers = [pgtrigger.Protect(name="criterion_kept", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_in(get_language())

    def name_in(self, language: str | None) -> str:
        return self.name_en if language == "en" else self.name_id

    def anchors_in(self, language: str | None) -> list[str]:
        """Five sentences, for the scores 1 to 5."""
        return list(self.anchors_en if language == "en" else self.anchors_id)

    @property
    def choices(self) -> list[dict[str, Any]]:
        """Score and anchor, in the reader's language."""
        return [{"value": n, "text": text} for n, text in enumerate(self.anchors_in(get_language()), 1)]

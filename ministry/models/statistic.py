"""One official figure as somebody stated it: with its source, definition and confidence. It never changes.

A correction is a new row that supersedes the old one, so everything that was ever shown can be looked up.
"""

from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from babel.core import get_global
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.templatetags.look import number, percent, reader

if TYPE_CHECKING:
    from accounts.models import User

INDONESIA = "IDN"
FIRST_YEAR, LAST_YEAR = 1990, 2100
MEASURES = ("value", "low", "high")


class Indicator(models.TextChoices):
    SHARE = "msme_export_share", _("Share of small firms in exports")
    TARGET = "msme_export_share_target", _("Target for the share of small firms in exports")
    EXPORTS = "non_oil_gas_exports_usd_bn", _("Exports other than oil and gas")


class Unit(models.TextChoices):
    PERCENT = "percent", _("per cent")
    USD_BILLION = "USD billion", _("billion US dollars")


class Confidence(models.TextChoices):
    HIGH = "high", pgettext_lazy("confidence in a figure", "high")
    MEDIUM = "medium", pgettext_lazy("confidence in a figure", "medium")
    LOW = "low", pgettext_lazy("confidence in a figure", "low")


UNITS = {Indicator.SHARE: Unit.PERCENT, Indicator.TARGET: Unit.PERCENT, Indicator.EXPORTS: Unit.USD_BILLION}


class StatisticQuerySet(models.QuerySet["Statistic"]):
    def visible_to(self, user: "User | AnonymousUser") -> "StatisticQuerySet":
        """Official figures are public, and so is their history."""
        from ministry.rules import visible_statistics

        return self.filter(visible_statistics(user))

    def current(self) -> "StatisticQuerySet":
        """What stands: nobody has entered a row that supersedes it."""
        return self.filter(~Exists(Statistic.objects.filter(supersedes=OuterRef("pk"))))

    def of(self, indicator: str, country: str = INDONESIA) -> "StatisticQuerySet":
        return self.filter(indicator=indicator, country=country)


TRIGGERS = [
    # SET_NULL on a deleted person must still work
    pgtrigger.Trigger(
        name="statistic_frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "to_jsonb(OLD) - 'entered_by_id' IS DISTINCT FROM to_jsonb(NEW) - 'entered_by_id'"
        ),
        func="RAISE EXCEPTION 'an official figure never changes: enter a new one that supersedes it';",
    ),
    pgtrigger.Protect(name="statistic_kept", operation=pgtrigger.Delete),
    pgtrigger.Trigger(
        name="statistic_supersedes_its_like",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition("NEW.supersedes_id IS NOT NULL"),
        func=(
            "IF NOT EXISTS (SELECT 1 FROM ministry_statistic WHERE id = NEW.supersedes_id"
            " AND country = NEW.country AND indicator = NEW.indicator)"
            " THEN RAISE EXCEPTION 'a figure supersedes one of the same kind and country'; END IF; RETURN NEW;"
        ),
    ),
]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, model_name="StatisticEvent")
class Statistic(models.Model):
    key = models.SlugField(max_length=60, unique=True, null=True, blank=True, editable=False)
    country = models.CharField(
        _("country (ISO 3166, three letters)"),
        max_length=3,
        default=INDONESIA,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, like IDN."))],
    )
    indicator = models.CharField(_("figure"), max_length=30, choices=Indicator)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=4, null=True, blank=True)
    low = models.DecimalField(_("lowest of a range"), max_digits=12, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(_("highest of a range"), max_digits=12, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=11, choices=Unit)
    reference_year = models.PositiveSmallIntegerField(
        _("year it refers to"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        help_text=_("Empty where the source does not say."),
    )
    period_id = models.CharField(_("period in Indonesian"), max_length=80)
    period_en = models.CharField(_("period in English"), max_length=80)
    numerator_id = models.CharField(_("what is counted, in Indonesian"), max_length=200)
    numerator_en = models.CharField(_("what is counted, in English"), max_length=200)
    denominator_id = models.CharField(_("out of what, in Indonesian"), max_length=200)
    denominator_en = models.CharField(_("out of what, in English"), max_length=200)
    publisher_id = models.CharField(_("publisher, in Indonesian"), max_length=160)
    publisher_en = models.CharField(_("publisher, in English"), max_length=160)
    quoted_on = models.DateField(_("quoted on"), null=True, blank=True)
    quoted_day_known = models.BooleanField(_("the day is known, not only the month"), default=True)
    citation_id = models.CharField(_("citation or link, in Indonesian"), max_length=400)
    citation_en = models.CharField(_("citation or link, in English"), max_length=400)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence)
    verified = models.BooleanField(_("read in the source itself"), default=False)
    note_id = models.CharField(_("note in Indonesian"), max_length=400, blank=True)
    note_en = models.CharField(_("note in English"), max_length=400, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+", editable=False)
    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    objects = StatisticQuerySet.as_manager()

    class Meta:
        verbose_name = _("official figure")
        verbose_name_plural = _("official figures")
        ordering = ["indicator", "country", F("reference_year").desc(nulls_last=True), "-quoted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, low__isnull=True, high__isnull=True)
                | Q(value__isnull=True, low__isnull=False, high__isnull=False),
                name="statistic_value_or_range",
                violation_error_message=_("Give one value, or the lowest and the highest of a range, not both."),
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lt=F("high")),
                name="statistic_range_in_order",
                violation_error_message=_("The lowest of a range must be below the highest."),
            ),
            models.CheckConstraint(
                condition=~Q(unit=Unit.PERCENT)
                | (
                    (Q(value__isnull=True) | Q(value__range=(0, 100)))
                    & (Q(low__isnull=True) | Q(low__range=(0, 100)))
                    & (Q(high__isnull=True) | Q(high__range=(0, 100)))
                ),
                name="statistic_percent_within",
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=~Q(unit=Unit.USD_BILLION) | Q(value__gt=0) | Q(low__gt=0),
                name="statistic_amount_positive",
                violation_error_message=_("An amount of exports is above 0."),
            ),
            models.CheckConstraint(
                condition=Q(indicator=Indicator.EXPORTS, unit=Unit.USD_BILLION)
                | Q(indicator__in=(Indicator.SHARE, Indicator.TARGET), unit=Unit.PERCENT),
                name="statistic_unit_fits",
                violation_error_message=_("This figure is given in another unit."),
            ),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{3}$"), name="statistic_country_code"),
            models.CheckConstraint(
                condition=~Q(publisher_id="") & ~Q(publisher_en="") & ~Q(citation_id="") & ~Q(citation_en=""),
                name="statistic_has_source",
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                name="statistic_superseded_once",
                violation_error_message=_("Somebody has corrected this figure already. Correct the newer one."),
            ),
        ]
        triggers = TRIGGERS

    def __str__(self) -> str:
        return f"{self.country} · {self.get_indicator_display()} · {self.shown}"

    @property
    def country_name(self) -> str:
        """The country in the reader's language; its code where it is unknown."""
        alpha2 = get_global("territory_aliases").get(self.country, [""])[0]
        return str(reader().territories.get(alpha2, self.country))

    @property
    def lowest(self) -> float:
        """The value, or the lower end of the range."""
        return float(self.value if self.value is not None else self.low or 0)

    @property
    def highest(self) -> float:
        return float(self.value if self.value is not None else self.high or 0)

    @property
    def is_range(self) -> bool:
        return self.value is None

    @property
    def shown(self) -> str:
        """The figure as the reader writes it: "15,7%", "60–70%", "USD 226,91 bn"."""
        if self.unit == Unit.PERCENT:
            ends = [percent(end, places(end)) for end in (self.low, self.high)]
            return percent(self.value, places(self.value)) if not self.is_range else f"{ends[0][:-1]}–{ends[1]}"
        span = f"{number(self.low)}–{number(self.high)}"
        amount = span if self.is_range else number(self.value, places(self.value))
        return _("USD %(amount)s billion") % {"amount": amount}

    @property
    def period(self) -> str:
        return self._in("period")

    @property
    def numerator(self) -> str:
        return self._in("numerator")

    @property
    def denominator(self) -> str:
        return self._in("denominator")

    @property
    def publisher(self) -> str:
        return self._in("publisher")

    @property
    def citation(self) -> str:
        return self._in("citation")

    @property
    def note(self) -> str:
        return self._in("note")

    def _in(self, name: str) -> str:
        return str(getattr(self, f"{name}_{'en' if get_language() == 'en' else 'id'}"))


def places(value: object) -> int:
    """How many decimals a figure was stated with, as far as they say something: 15.7000 has one, 17.0000 none."""
    text = format(value, "f").rstrip("0") if value is not None else ""  # type: ignore[str-format,unused-ignore]
    return len(text.partition(".")[2])

"""A workshop as staff write it, with its times as the clock at the place shows them; and the choice of one's company."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from market.models import Province, Regency
from smes.models import Company
from workshops.models import Workshop

CLOCK = "%Y-%m-%dT%H:%M"


class GroupedRegencies(forms.ModelChoiceField[Regency]):
    """Regencies and cities under their province."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Regency.objects.select_related("province"), **kwargs)
        self.choices = self.grouped

    def grouped(self) -> list[tuple[str, Any]]:
        provinces = Province.objects.order_by("name").prefetch_related("regencies")
        groups = [(province.name, [(r.pk, r.full_name) for r in province.regencies.all()]) for province in provinces]
        return [("", self.empty_label or ""), *groups]


class WorkshopForm(forms.ModelForm[Workshop]):
    regency = GroupedRegencies(label=_("Regency or city"), empty_label=_("Choose the place's regency or city"))

    class Meta:
        model = Workshop
        fields = (
            "title_id",
            "title_en",
            "summary_id",
            "summary_en",
            "place",
            "regency",
            "zone",
            "starts_at",
            "ends_at",
            "seats",
        )
        widgets = {
            "summary_id": forms.Textarea({"rows": 4}),
            "summary_en": forms.Textarea({"rows": 4}),
            "starts_at": forms.DateTimeInput({"type": "datetime-local"}, format=CLOCK),
            "ends_at": forms.DateTimeInput({"type": "datetime-local"}, format=CLOCK),
        }
        help_texts = {"starts_at": _("By the clock at the place."), "ends_at": _("By the clock at the place.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        workshop: Workshop | None = kwargs.get("instance")
        if workshop is not None and workshop.pk:
            times = {"starts_at": workshop.local_start, "ends_at": workshop.local_end}
            local = {name: value.replace(tzinfo=None) for name, value in times.items()}
            kwargs["initial"] = {**local, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """What was typed is meant in the zone of the place, not in the reader's."""
        values = super().clean() or self.cleaned_data
        zone = values.get("zone")
        for name in ("starts_at", "ends_at"):
            typed = values.get(name)
            if zone and isinstance(typed, datetime):
                values[name] = timezone.make_naive(typed).replace(tzinfo=ZoneInfo(zone))
        return values


class SeatForm(forms.Form):
    """For which of one's companies one comes; asked only of a person who has several."""

    company = forms.ModelChoiceField(label=_("Your company"), queryset=Company.objects.none(), empty_label=None)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Company.objects.filter(organisation__in=person.organisation_ids)
        self.fields["company"].queryset = own  # type: ignore[attr-defined]
        self.companies = list(own)
        if len(self.companies) == 1:
            self.fields["company"].widget = forms.HiddenInput()
            self.initial["company"] = self.companies[0].pk

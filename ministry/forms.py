"""An official figure as the ministry enters it."""

from typing import Any

from django import forms

from ministry.models import Indicator, Statistic, Unit
from ministry.models.statistic import UNITS


class StatisticForm(forms.ModelForm[Statistic]):
    """The unit follows from the kind of figure. A correction keeps country and kind."""

    class Meta:
        model = Statistic
        fields = (
            "country",
            "indicator",
            "value",
            "low",
            "high",
            "reference_year",
            "period_id",
            "period_en",
            "numerator_id",
            "numerator_en",
            "denominator_id",
            "denominator_en",
            "publisher_id",
            "publisher_en",
            "quoted_on",
            "quoted_day_known",
            "citation_id",
            "citation_en",
            "confidence",
            "verified",
            "note_id",
            "note_en",
        )
        widgets = {
            "quoted_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "note_id": forms.Textarea({"rows": 2}),
            "note_en": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args: Any, correcting: Statistic | None = None, **kwargs: Any) -> None:
        if correcting is not None:
            old = forms.model_to_dict(correcting, fields=self._meta.fields)
            for name in ("value", "low", "high"):  # as it was stated: 15.7, not 15.7000
                old[name] = None if old[name] is None else f"{old[name].normalize():f}"
            kwargs["initial"] = {**old, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if correcting is not None:
            self.fields["country"].disabled = self.fields["indicator"].disabled = True

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("indicator"):
            self.instance.unit = Unit(UNITS[Indicator(values["indicator"])])
        return values

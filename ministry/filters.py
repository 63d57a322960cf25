"""The filters of the ministry's lists, as they stand in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from market.models import Province
from ministry.models import Indicator, Statistic
from smes.models import Company


class Named:
    """Adds the set filters in words, for the files: the title of each filter and what was chosen."""

    form: forms.Form

    def named(self) -> list[tuple[str, str]]:
        if not self.form.is_valid():
            return []
        chosen = []
        for name, value in self.form.cleaned_data.items():
            if value in (None, "", False):
                continue
            field = self.form.fields[name]
            label = dict(getattr(field, "choices", [])).get(value, value) if isinstance(value, str) else value
            chosen.append((str(field.label), str(_("yes") if value is True else label)))
        return chosen


class StatisticFilter(Named, django_filters.FilterSet):  # type: ignore[misc]
    indicator = django_filters.ChoiceFilter(label=_("Figure"), choices=Indicator.choices, empty_label=_("All figures"))
    country = django_filters.CharFilter(label=_("Country (three letters)"), lookup_expr="iexact")

    class Meta:
        model = Statistic
        fields = ("indicator", "country")


class CompanyFilter(Named, django_filters.FilterSet):  # type: ignore[misc]
    """Which companies the funnel counts."""

    province = django_filters.ModelChoiceFilter(
        label=_("Province"), queryset=Province.objects.order_by("name"), empty_label=_("All provinces")
    )
    size = django_filters.ChoiceFilter(label=_("Size class"), choices=Company.Size.choices, empty_label=_("All sizes"))
    since = django_filters.DateFilter(
        label=_("Registered from"),
        field_name="created_at",
        lookup_expr="date__gte",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    until = django_filters.DateFilter(
        label=_("Registered until"),
        field_name="created_at",
        lookup_expr="date__lte",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    real = django_filters.BooleanFilter(
        label=_("Without demonstration data"), method="only_real", widget=forms.CheckboxInput
    )

    class Meta:
        model = Company
        fields = ("province", "size", "since", "until", "real")

    def only_real(self, rows: "QuerySet[Company]", name: str, value: Any) -> "QuerySet[Company]":
        return rows.filter(is_demo=False) if value else rows

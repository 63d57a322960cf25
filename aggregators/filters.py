"""The directory's filters as they stand in the address. Terms that are hidden are filters for those who see them only."""

from collections.abc import Collection
from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxLengthValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from aggregators.models import ProductIndex
from aggregators.verdicts import shown_is_export_ready
from smes.models import Company, Product
from smes.models.product import ProductQuerySet
from smes.models.revision import Currency

# For each of these the page says how many products every value would give.
FACETS = ("hs", "province", "regency", "size")
# A filter by a hidden figure would tell it after a few tries, so without the right these do not exist at all.
TERMS = ("capacity", "moq", "lead", "price_min", "price_max", "currency")
LONGEST_TEXT = 200
Products = ProductQuerySet


def code(label: Any, pattern: str, lookup: str, lookup_expr: str = "exact") -> django_filters.CharFilter:
    """A filter by a code; which codes there are to choose from is known after counting (aggregators.facets)."""
    known = RegexValidator(pattern, _("There is no such choice."))
    return django_filters.CharFilter(
        label=label, field_name=lookup, lookup_expr=lookup_expr, validators=[known], widget=forms.Select
    )


def figure(label: Any, name: str, lookup_expr: str, **kwargs: Any) -> django_filters.NumberFilter:
    return django_filters.NumberFilter(
        label=label,
        field_name=f"published_revision__{name}",
        lookup_expr=lookup_expr,
        min_value=0,
        max_value=10**9,
        widget=forms.NumberInput({"min": 0}),
        **kwargs,
    )


class DirectoryFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(
        label=_("Product, material or company"),
        method="by_text",
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    hs = code(_("Kind of product"), r"^\d\d$", "published_revision__hs__code", "startswith")
    province = code(_("Province"), r"^\d\d$", "company__province")
    regency = code(_("Regency or city"), r"^\d\d\.\d\d$", "company__regency")
    size = django_filters.ChoiceFilter(
        label=_("Size class"), field_name="company__size", choices=Company.Size.choices, empty_label=None
    )
    ready = django_filters.BooleanFilter(
        label=_("Only what experts call export ready"), method="by_verdict", widget=forms.CheckboxInput
    )
    capacity = figure(_("Capacity per month, at least"), "monthly_capacity", "gte")
    moq = figure(_("Smallest order, at most"), "moq", "lte")
    lead = figure(_("Days until ready, at most"), "lead_days", "lte")
    price_min = figure(_("Price from"), "price", "gte", method="from_price")
    price_max = figure(_("Price up to"), "price", "lte", method="up_to_price")
    currency = django_filters.ChoiceFilter(
        label=_("in the currency"), choices=Currency.choices, empty_label=None, method="as_it_is", initial=Currency.IDR
    )

    class Meta:
        model = Product
        fields = ("q", *FACETS, "ready", *TERMS)

    def __init__(self, data: Any, queryset: Products, *, with_terms: bool) -> None:
        super().__init__(data, queryset)
        self.is_guess = False
        self.similar: list[int] | None = None  # looked for once, when the text is first applied
        if not with_terms:
            for name in TERMS:
                del self.filters[name]

    def by_text(self, rows: Products, name: str, value: str) -> Products:
        """Products with all the words; where there is none, those whose words look like them (`is_guess`)."""
        matching = ProductIndex.objects.matching(value).values("product")
        if self.similar is None:
            found = self.queryset.filter(pk__in=matching).exists()
            self.similar = [] if found else ProductIndex.objects.similar(value)
            self.is_guess = not found
        return rows.filter(pk__in=self.similar) if self.is_guess else rows.filter(pk__in=matching)

    def by_verdict(self, rows: Products, name: str, value: bool | None) -> Products:
        return rows.filter(shown_is_export_ready()) if value else rows

    def from_price(self, rows: Products, name: str, value: Any) -> Products:
        return self.in_currency(rows).filter(published_revision__price__gte=value)

    def up_to_price(self, rows: Products, name: str, value: Any) -> Products:
        return self.in_currency(rows).filter(published_revision__price__lte=value)

    def in_currency(self, rows: Products) -> Products:
        """Prices of one currency only: amounts in different ones are not compared."""
        return rows.filter(published_revision__currency=self.form.cleaned_data.get("currency") or Currency.IDR)

    def as_it_is(self, rows: Products, name: str, value: Any) -> Products:
        return rows

    def narrowed(self, *, skip: Collection[str] = ()) -> Products:
        """The products that pass all filters that are set, apart from `skip`. What cannot be understood is left out."""
        if not hasattr(self, "_values"):
            self.form.is_valid()
            self._values = {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "")}
        rows: Products = self.queryset
        for name, value in self._values.items():
            if name not in skip:
                rows = self.filters[name].filter(rows, value)
        return rows

    def chosen(self) -> list[str]:
        """The names of the filters that are set and narrow the list."""
        self.narrowed()
        return [name for name, value in self._values.items() if value is not False and name != "currency"]

    def text(self) -> str:
        self.narrowed()
        return str(self._values.get("q", ""))

"""What the directory shows for an address and a reader: products or companies, numbers, the way out of nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Func, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from accounts.rules import Someone
from aggregators import facets
from aggregators.filters import DirectoryFilter, Products
from aggregators.models import ProductIndex
from aggregators.models.index import rank
from smes.models import Company, Product

PER_PAGE = 12


@dataclass(frozen=True)
class Choice:
    """A filter that is set, in words, with the query string that takes it away and what that would give."""

    name: str
    words: str
    without: str
    gives: int | None = None


class Directory:
    """The products that fit, best first."""

    def __init__(self, data: QueryDict, reader: Someone) -> None:
        self.data = data
        self.with_terms = reader.has_perm("smes.view_trade_terms")
        self.filter = DirectoryFilter(data, Product.objects.published(), with_terms=self.with_terms)
        self.facets = facets.count(self.filter)
        self.names = facets.offer(self.filter, self.facets)

    @property
    def total(self) -> int:
        return self.facets.total

    @cached_property
    def companies_total(self) -> int:
        return self.products.order_by().aggregate(n=Count("company", distinct=True))["n"] or 0

    @cached_property
    def products(self) -> Products:
        return self.filter.narrowed()

    def page_of_products(self) -> Page[Product]:
        return page(self.ordered(), self.total, self.data.get("page"))

    def ordered(self) -> Products:
        """By how well the text fits, else the newest first."""
        rows = self.products.for_tiles()
        text = self.filter.text()
        if not text:
            return rows.order_by("-published_at", "-pk")
        if self.filter.is_guess:
            likest = Func(Value(self.filter.similar), F("pk"), function="array_position", output_field=IntegerField())
            return rows.order_by(likest, "-pk")
        fit = ProductIndex.objects.filter(product=OuterRef("pk")).values(fit=rank(text))
        return rows.annotate(fit=Subquery(fit)).order_by("-fit", "-published_at", "-pk")

    def page_of_companies(self) -> Page[Company]:
        """Companies with at least one product that fits, and how many those are."""
        fitting = self.products.order_by().filter(company=OuterRef("pk")).values("company").annotate(n=Count("pk"))
        rows: QuerySet[Company] = (
            Company.objects.filter(pk__in=self.products.order_by().values("company"))
            .select_related("regency", "province")
            .annotate(fitting=Subquery(fitting.values("n")))
            .order_by("-fitting", "brand", "legal_name", "pk")
        )
        return page(rows, self.companies_total, self.data.get("page"))

    @cached_property
    def chosen(self) -> Sequence[Choice]:
        return [Choice(name, self.words(name), self.without(name)) for name in self.filter.chosen()]

    @cached_property
    def ways_out(self) -> Sequence[Choice]:
        """For an empty result: each filter that, taken away alone, would give something; the most first."""
        tried = [
            Choice(one.name, one.words, one.without, self.filter.narrowed(skip={one.name}).count())
            for one in self.chosen
        ]
        return sorted((one for one in tried if one.gives), key=lambda one: -(one.gives or 0))

    def words(self, name: str) -> str:
        field = self.filter.form.fields[name]
        value = self.filter.form.cleaned_data[name]
        if name == "q":
            return f"“{value}”"
        if value is True:
            return str(field.label)
        if name in self.names:
            return self.names[name].get(value, str(value))
        return f"{field.label}: {value}"

    def query(self, *leaving_out: str) -> str:
        """The address's query string without these filters and without what is empty."""
        values = self.data.copy()
        for name in list(values):
            if name in leaving_out or not values[name]:
                del values[name]
        return values.urlencode()

    def without(self, name: str) -> str:
        """The query string without a filter; a province takes its regencies with it."""
        return self.query(name, "page", *(("regency",) if name == "province" else ()))

    def tabs(self, request: HttpRequest, urls: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
        query = self.query("page")
        totals = {"products": self.total, "companies": self.companies_total}
        titles = {"products": _("Products"), "companies": _("Companies")}
        return [
            {
                "title": titles[name],
                "url": f"{url}?{query}" if query else url,
                "current": request.path == url,
                "count": totals[name],
            }
            for name, url in urls
        ]


class Counted(Paginator[Any]):
    """A paginator that is told the number of rows, which the facets know already."""

    def __init__(self, rows: QuerySet[Any], total: int) -> None:
        super().__init__(rows, PER_PAGE)
        self.total = total

    @cached_property
    def count(self) -> int:
        return self.total


def page(rows: QuerySet[Any], total: int, number: str | None) -> Page[Any]:
    return Counted(rows, total).get_page(number)

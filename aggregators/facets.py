"""How many products every value of a facet would give, with all other filters as they are: one query for all facets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Value, When
from django.db.models.functions import Left
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from aggregators.filters import FACETS, DirectoryFilter
from common.templatetags.look import number
from market.models import HsCode, Province, Regency
from smes.models import Company

Choice = tuple[str, str]


@dataclass(frozen=True)
class Facets:
    """For each facet, value → number; and the number of products with every filter on."""

    counts: Mapping[str, Counter[str]]
    total: int


def count(chosen: DirectoryFilter) -> Facets:
    """Rows are grouped by the four facets together, so that each can then be counted without its own filter."""
    rows = chosen.narrowed(skip=FACETS).order_by()
    values = chosen.form.cleaned_data
    # regencies are told apart in the chosen province only, or there would be nearly as many groups as products
    regency = Case(When(company__province=values.get("province") or None, then="company__regency"), default=Value(""))
    grouped = (
        rows.annotate(chapter=Left("published_revision__hs__code", 2), regency=regency)
        .values_list("chapter", "company__province", "regency", "company__size")
        .annotate(n=Count("pk"))
    )
    wanted = [values.get(name) or None for name in FACETS]
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    total = 0
    for *row, n in grouped:
        misses = [place for place, value in enumerate(wanted) if value is not None and row[place] != value]
        if not misses:
            total += n
        for place, name in enumerate(FACETS):
            # the regencies of another province are no choice, so that one's own filter alone is left out
            if all(miss == place or (name == "province" and FACETS[miss] == "regency") for miss in misses):
                counts[name][row[place] or ""] += n
    return Facets(counts, total)


def offer(chosen: DirectoryFilter, facets: Facets) -> Mapping[str, Mapping[str, str]]:
    """Put the values that there are, with their numbers, into the form's selects; a chosen value stays, even with 0.

    Returns the names of all values, by facet.
    """
    values = chosen.form.cleaned_data
    province = values.get("province") or ""
    names = {
        "hs": chapters([*facets.counts["hs"], values.get("hs") or ""]),
        "province": dict(Province.objects.order_by("name").values_list("code", "name")),
        "regency": regencies(province) if province else {},
        "size": {value: str(label) for value, label in Company.Size.choices},
    }
    empty = {
        "hs": _("All kinds"),
        "province": _("All of Indonesia"),
        "regency": _("All regencies and cities") if province else _("Choose the province first"),
        "size": _("All sizes"),
    }
    for name in FACETS:
        chosen.form.fields[name].widget.choices = [
            ("", empty[name]),
            *numbered(names[name], facets.counts[name], str(values.get(name) or "")),
        ]
    return names


def numbered(names: Mapping[str, str], counts: Counter[str], chosen: str) -> list[Choice]:
    known = [(value, name, counts[value]) for value, name in names.items() if counts[value] or value == chosen]
    return [
        (value, pgettext("a choice and how many there are", "%(name)s (%(n)s)") % {"name": name, "n": number(n)})
        for value, name, n in known
    ]


def chapters(codes: Sequence[str]) -> dict[str, str]:
    rows = HsCode.objects.edition().filter(code__in=codes, level=HsCode.Level.CHAPTER).order_by("code")
    return {row.code: f"{row.code} – {shortened(row.name)}" for row in rows.only("code", "name_id", "name_en")}


def regencies(province: str) -> dict[str, str]:
    return {row.code: row.full_name for row in Regency.objects.filter(province=province).order_by("kind", "name")}


def shortened(name: str, most: int = 48) -> str:
    """A chapter's name up to its first stop that leaves something to read."""
    return name if len(name) <= most else f"{name[: most - 1].rsplit(' ', 1)[0].rstrip(',;')}…"

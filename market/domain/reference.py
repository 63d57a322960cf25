"""Loads the reference tables. A second run finds nothing to change, so it may run at every start."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import TypeVar

from django.db import connection, models, transaction

from market.models import HsCode, HsWord, Province, Regency
from market.models.hs import EDITION
from market.sources import hs_rows, table

Row = TypeVar("Row", bound=models.Model)
WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Loaded:
    """Rows read from the source, and how many of them were new or different."""

    rows: int
    changed: int


@transaction.atomic
def load_reference() -> dict[str, Loaded]:
    """Provinces, regencies, HS codes and the search words. Rows that left a source stay: products may point to them."""
    # Two starts at once (web and worker of a fresh deployment) take turns instead of colliding on the unique keys.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('market.load_reference'))")
    return {
        "provinces": _load_provinces(),
        "regencies": _load_regencies(),
        "hs_codes": _load_hs(),
        "hs_words": _load_words(),
    }


def _load_provinces() -> Loaded:
    rows = [
        Province(code=row["code"], bps_code=row["bps_code"], name=row["name"])
        for row in table("regions.csv")
        if row["level"] == "province"
    ]
    return _upsert(Province, rows, key=["code"], values=["bps_code", "name"])


def _load_regencies() -> Loaded:
    rows = [
        Regency(
            code=row["code"],
            bps_code=row["bps_code"],
            province_id=row["province"],
            kind=row["kind"],
            name=row["name"],
        )
        for row in table("regions.csv")
        if row["level"] == "regency"
    ]
    return _upsert(Regency, rows, key=["code"], values=["bps_code", "province_id", "kind", "name"])


def _load_hs() -> Loaded:
    values = [
        "level",
        "parent_id",
        "name_en",
        "name_id",
        "keywords",
        "search_id",
        "search_en",
        "context_id",
        "context_en",
    ]
    parents: dict[str, int] = {}
    rows = hs_rows()
    changed = 0
    for level in (2, 4, 6):
        objects = [
            HsCode(
                edition=EDITION,
                code=row.code,
                level=level,
                parent_id=parents.get(row.parent),
                name_en=row.name_en,
                name_id=row.name_id,
                keywords=list(row.keywords),
                search_id=row.search_id,
                search_en=row.search_en,
                context_id=row.context_id,
                context_en=row.context_en,
            )
            for row in rows
            if len(row.code) == level
        ]
        changed += _upsert(HsCode, objects, key=["edition", "code"], values=values).changed
        parents = dict(HsCode.objects.edition().filter(level=level).values_list("code", "id"))
    return Loaded(len(rows), changed)


def _load_words() -> Loaded:
    counts: Counter[str] = Counter()
    for search_id, search_en in HsCode.objects.edition().values_list("search_id", "search_en"):
        counts.update({word for word in WORD.findall(f"{search_id} {search_en}".lower()) if len(word) <= 60})
    present = dict(HsWord.objects.values_list("word", "documents"))
    if present == dict(counts):
        return Loaded(len(counts), 0)
    HsWord.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO market_hsword (word, documents, stem)"
            " SELECT word, documents, coalesce((ts_lexize('english_stem', word))[1], word)"
            " FROM unnest(%s::text[], %s::int[]) AS counted(word, documents)",
            [list(counts.keys()), list(counts.values())],
        )
    return Loaded(len(counts), len(set(counts.items()) ^ set(present.items())))


def _upsert(model: type[Row], rows: list[Row], *, key: list[str], values: list[str]) -> Loaded:
    """Write only the rows that are new or differ from what is stored."""
    stored = {row[: len(key)]: list(row[len(key) :]) for row in model._default_manager.values_list(*key, *values)}
    changed = [
        row
        for row in rows
        if stored.get(tuple(getattr(row, name) for name in key)) != [getattr(row, name) for name in values]
    ]
    model._default_manager.bulk_create(
        changed, batch_size=1000, update_conflicts=True, unique_fields=key, update_fields=values
    )
    return Loaded(len(rows), len(changed))

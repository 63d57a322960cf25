"""What text search looks at: one row for each product that has a published revision.

Why a table that the database keeps by itself. The words of one product stand in four tables (revision, company, HS code and
its heading), and a query's words may hit different ones of them: *rotan lestari* is a material and a brand. Expression
indexes on each table cannot answer that without a scan (an OR across tables uses none of them), and ranking would parse
every hit's text again. A generated column cannot read other tables, and smes may not write upward to this app. So
triggers on smes_product, smes_company and market_hscode (migration 0002) call one function that computes the row from
what stands, in the same transaction as the change: the index is never behind, and no code can forget it. Saved
revisions never change, so smes_productrevision needs no trigger. The triggers' functions compare columns in their bodies
rather than in their heads, so that smes and market may alter their columns without knowing of them.
Measured with 10,000 products and a word that a fifth of them have: 6 ms to match, 20 ms ranked with the first page.
"""

import re
from collections.abc import Sequence
from functools import reduce
from operator import add

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVectorField,
    TrigramWordSimilarity,
)
from django.db import connection, models, transaction
from django.db.models import F, Value
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

LIKENESS = 0.5  # of a typed word to a word of the product: "kranjang" to "keranjang" is 0.67, "pandna" to "pandan" 0.57
MOST_SIMILAR = 200
SHORTEST_WORD, MOST_WORDS = 3, 6
STRAY_MINUS = re.compile(r'-(?![\w"])')  # each is a NOT to PostgreSQL, and some twenty without a word are an error


class Asked(SearchQuery):  # type: ignore[misc,unused-ignore]
    """What somebody typed, understood in three ways at once (migration 0002). Never an error, whatever they typed."""

    def __init__(self, text: str) -> None:
        super().__init__(STRAY_MINUS.sub(" ", text))
        self.function = "aggregators_query"


def rank(text: str) -> Combinable:
    """How well a row fits: a word of the name counts most, then of the company, then of the materials.

    Where only the description or the HS names have the words it is 0: ranking by the whole text costs three times as much.
    """
    return SearchRank(F("head"), Asked(text), weights=[0.0, 0.2, 0.4, 1.0], normalization=Value(1))


def likeness(words: Sequence[str]) -> Combinable:
    return reduce(add, (TrigramWordSimilarity(word, "words") for word in words))


class ProductIndexQuerySet(models.QuerySet["ProductIndex"]):
    def matching(self, text: str) -> "ProductIndexQuerySet":
        """Products that have all the words, in either language; "…" keeps words together, - leaves one out."""
        return self.filter(vector=Asked(text))

    def similar(self, text: str) -> list[int]:
        """Ids of products with words that look like all of these, the likest first: for typos, when nothing matches."""
        words = [word for word in text.split() if len(word) >= SHORTEST_WORD][:MOST_WORDS]
        if not words:
            return []
        rows = self
        for word in words:
            rows = rows.filter(words__trigram_word_similar=word)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(LIKENESS)])
            ranked = rows.annotate(fit=likeness(words)).order_by("-fit", "-product_id")
            return list(ranked.values_list("product_id", flat=True)[:MOST_SIMILAR])


class ProductIndex(models.Model):
    """Written by the database alone: never save one of these."""

    product = models.OneToOneField("smes.Product", models.CASCADE, primary_key=True, related_name="+")
    vector = SearchVectorField(help_text=_("Name A, materials and description B, company C, HS names D."))
    head = SearchVectorField(help_text=_("Name A, company B, materials C: small, for ranking."))
    words = models.TextField(help_text=_("Name, company and materials in lower case without accents, for typos."))

    objects = ProductIndexQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="product_index_words"),
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="product_index_trigrams"),
        ]

    def __str__(self) -> str:
        return self.words[:60]

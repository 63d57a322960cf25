"""How an HS code is found from a maker's own words. Pure reading: nothing here writes.

Every word of the query is worth more the rarer it is; it counts in full where it stands in a code's own name or
everyday words, less where only the heading above has it. An everyday word or phrase that equals (part of) the query
lifts the code further. Subheadings are listed under their heading, the best heading first.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import reduce
from operator import add, or_
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import Case, F, FloatField, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.utils.functional import cached_property

if TYPE_CHECKING:
    from market.models.hs import HsCode

DEFAULT_LIMIT = 20
PER_HEADING = 6
MAX_TEXT = 100
MAX_TERMS = 8
CANDIDATES = 500
CODES_IN_EDITION = 6939  # only scales the weight of rare words
OWN, ABOVE = 1.0, 0.6
FULL_PHRASE, PAIR, SINGLE = 0.6, 0.4, 0.2
CLOSE_ENOUGH = 0.74
WORTH_SHOWING = 0.22  # of the best score: below it only a common word of the heading was hit
CODE = re.compile(r"^\d[\d. ]*$")
TERM = re.compile(r"[^\W\d_][^\W_]{1,39}")
# Words that say nothing about what a thing is, sizes and quantities among them.
NO_MEANING = (
    "dan atau dari untuk yang dengan di ke isi ukuran khas asli murah gram gr kg ml cm liter lusin pcs"
    " of for and or with from the in to an pieces"
)
STOP = frozenset(NO_MEANING.split())


@dataclass(frozen=True)
class HsMatch:
    """One found code; `code.parent` and its parent are loaded."""

    code: "HsCode"
    score: float

    @cached_property
    def chain(self) -> list["HsCode"]:
        return self.code.chain()

    def label(self, language: str) -> str:
        """ "4602.12 - heading › subheading" in the language, with the chapter first where the code is a heading."""
        names = [code.name_in(language) for code in (self.chain[1:] if len(self.chain) > 2 else self.chain)]
        return f"{self.code.dotted} - {' › '.join(dict.fromkeys(names))}"


@dataclass(frozen=True)
class HsSearch:
    """The answer to one query; `corrected_query` is empty unless a typo was mended."""

    query: str
    language: str
    corrected_query: str
    matches: list[HsMatch]


@dataclass(frozen=True)
class Term:
    word: str
    weight: float
    begins: bool = False

    def query(self, labels: str = "AB") -> SearchQuery:
        """The word in either language, in places of the given weight; still being typed, so as a beginning."""
        if self.begins:
            return SearchQuery(f"{self.word}:*{labels}", search_type="raw", config="simple")
        return SearchQuery(f"{self.word}:{labels}", search_type="raw", config="simple") | SearchQuery(
            f"{self.word}:{labels}", search_type="raw", config="english"
        )


def find(codes: "QuerySet[HsCode]", text: str, language: str, limit: int) -> HsSearch:
    """See `HsCodeQuerySet.search`. Never raises on odd input: what cannot be searched finds nothing."""
    query = " ".join(text.replace("\x00", " ").split())[:MAX_TEXT]
    searched = codes.exclude(code__startswith="99")
    if CODE.match(query):
        return HsSearch(query, language, "", _by_code(searched, re.sub(r"\D", "", query), limit))
    asked = [word for word in TERM.findall(query.lower()) if word not in STOP][:MAX_TERMS]
    terms, changed = _understood(asked)
    corrected = " ".join(term.word for term in terms) if changed else ""
    phrase = corrected or query.lower()
    return HsSearch(query, language, corrected, _by_words(searched, terms, phrase, limit) if terms else [])


def _by_code(codes: "QuerySet[HsCode]", digits: str, limit: int) -> list[HsMatch]:
    """The code itself, then what stands under it. National codes are longer: their first six digits are the HS code."""
    wanted = digits[:6]
    rows = codes.filter(code__startswith=wanted).select_related("parent__parent").order_by("code")[:limit]
    return [HsMatch(code, 1.0 if code.code == wanted else 0.5) for code in rows]


def _by_words(codes: "QuerySet[HsCode]", terms: Sequence[Term], phrase: str, limit: int) -> list[HsMatch]:
    anything: SearchQuery = reduce(or_, (term.query() for term in terms))
    rows = (
        codes.filter(level__gte=4, search_vector=anything)
        .annotate(score=_score(terms, phrase, anything))
        .order_by("-score", "code")
        .values_list("pk", "code", "score")[:CANDIDATES]
    )
    best: dict[str, float] = defaultdict(float)
    under: dict[str, list[tuple[int, float]]] = defaultdict(list)
    top = max((score for _, _, score in rows), default=0.0)
    for pk, code, score in rows:
        if score < top * WORTH_SHOWING:
            continue
        heading = code[:4]
        best[heading] = max(best[heading], score)
        if len(code) == 6 and len(under[heading]) < PER_HEADING:
            under[heading].append((pk, score))
    chosen = [
        pair for heading in sorted(under, key=lambda heading: (-best[heading], heading)) for pair in under[heading]
    ]
    found = codes.select_related("parent__parent").in_bulk([pk for pk, _ in chosen[:limit]])
    return [HsMatch(found[pk], round(score, 4)) for pk, score in chosen[:limit]]


def _score(terms: Sequence[Term], phrase: str, anything: SearchQuery) -> Combinable:
    """0 to about 2: the weighted share of words that hit, the everyday-word bonus, a little for a short, close text."""
    total = sum(term.weight for term in terms)
    words = [term.word for term in terms]
    hits = [
        Case(
            When(search_vector=term.query("A"), then=Value(OWN * term.weight / total)),
            When(search_vector=term.query("B"), then=Value(ABOVE * term.weight / total)),
            default=Value(0.0),
            output_field=FloatField(),
        )
        for term in terms
    ]
    pairs = [" ".join(words[start : start + 2]) for start in range(len(words) - 1)]
    bonus = [When(keywords__overlap=[phrase, " ".join(words)], then=Value(FULL_PHRASE))]
    if len(words) > 2:
        bonus.append(When(keywords__overlap=pairs, then=Value(PAIR)))
    if len(words) > 1:
        bonus.append(When(keywords__overlap=words, then=Value(SINGLE)))
    everyday = Case(*bonus, default=Value(0.0), output_field=FloatField())
    closeness = SearchRank(F("search_vector"), anything, weights=[0.0, 0.0, 0.1, 1.0], normalization=Value(1))
    return reduce(add, [*hits, everyday, closeness * Value(0.2)])


def _understood(words: list[str]) -> tuple[list[Term], bool]:
    """The words with their weights; an unknown one is read as a beginning, or as the known word most like it."""
    counts = _documents(words)
    terms: list[Term] = []
    changed = False
    for place, word in enumerate(words):
        if counts[word]:
            terms.append(Term(word, _weight(counts[word])))
            continue
        long_enough = 3 if place == len(words) - 1 else 4  # the last word may still be being typed
        if len(word) >= long_enough and (begun := _beginning(word)):
            terms.append(Term(word, _weight(begun), begins=True))
        elif nearest := _nearest(word):
            changed = True
            terms.append(Term(nearest[0], _weight(nearest[1])))
    return terms, changed


def _weight(documents: int) -> float:
    return math.log(1 + CODES_IN_EDITION / documents)


def _documents(words: list[str]) -> dict[str, int]:
    """How many codes use each word, as it is or in another English form."""
    if not words:
        return {}
    return dict(
        _rows(
            "WITH asked AS MATERIALIZED"
            " (SELECT term, (ts_lexize('english_stem', term))[1] AS form FROM unnest(%s) AS term)"
            " SELECT term, coalesce((SELECT sum(documents) FROM market_hsword WHERE word = term OR stem = form), 0)"
            "::int FROM asked",
            [words],
        )
    )


def _beginning(word: str) -> int:
    rows = _rows("SELECT coalesce(sum(documents), 0)::int FROM market_hsword WHERE word LIKE %s", [f"{word}%"])
    return int(rows[0][0])


def _nearest(word: str) -> tuple[str, int] | None:
    """The known word that looks most like this one: near in trigrams, or with two neighbouring letters swapped."""
    swapped = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    rows = _rows(
        "SELECT word, documents FROM market_hsword WHERE word %% %s OR word = ANY(%s)"
        " ORDER BY similarity(word, %s) DESC, documents DESC LIMIT 20",
        [word, swapped, word],
    )
    ranked = sorted(((SequenceMatcher(None, word, known).ratio(), count, known) for known, count in rows), reverse=True)
    return (ranked[0][2], ranked[0][1]) if ranked and ranked[0][0] >= CLOSE_ENOUGH else None


def _rows(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())

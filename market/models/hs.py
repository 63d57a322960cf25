from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from market.models.hs_search import DEFAULT_LIMIT, HsSearch, find
from market.models.hs_words import HsWord

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

EDITION = "2022"

__all__ = ["EDITION", "HsCode", "HsWord", "dotted"]


def dotted(code: str) -> str:
    """Digits as customs print them: "46", "4602", "4602.12"."""
    return f"{code[:4]}.{code[4:]}" if len(code) > 4 else code


class HsCodeQuerySet(models.QuerySet["HsCode"]):
    def edition(self, edition: str = EDITION) -> "HsCodeQuerySet":
        return self.filter(edition=edition)

    def subheadings(self) -> "HsCodeQuerySet":
        """The 6-digit codes, the ones a product is classified under."""
        return self.filter(level=HsCode.Level.SUBHEADING)

    def search(self, text: str, language: str | None = None, *, limit: int = DEFAULT_LIMIT) -> HsSearch:
        """Rank codes for what a maker types: a code with or without dots, or everyday words in Indonesian or English.

        `language` ("id" or "en", default the active one) decides the labels; both languages are always searched.
        """
        return find(self.edition(), text, language or get_language() or "id", limit)


class HsCode(models.Model):
    """A line of the Harmonized System: chapter (2 digits), heading (4), subheading (6). Text: leading zeros matter."""

    class Level(models.IntegerChoices):
        CHAPTER = 2, pgettext_lazy("HS level", "chapter")
        HEADING = 4, pgettext_lazy("HS level", "heading")
        SUBHEADING = 6, pgettext_lazy("HS level", "subheading")

    edition = models.CharField(_("HS edition"), max_length=4, default=EDITION)
    code = models.CharField(_("HS code"), max_length=6)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("parent")
    )
    name_en = models.TextField(_("name in English"))
    name_id = models.TextField(_("name in Indonesian"), blank=True)
    # Everyday words in both languages, lower case: a query that equals one of them is a strong sign.
    keywords = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("everyday words"))
    # What is searched: own words, and those of the heading a subheading stands under.
    search_id = models.TextField(blank=True, editable=False)
    search_en = models.TextField(blank=True, editable=False)
    context_id = models.TextField(blank=True, editable=False)
    context_en = models.TextField(blank=True, editable=False)
    search_vector = models.GeneratedField(
        # Indonesian words are taken as they are: the stemmer reads keranjang (basket) as ke + ranjang (bed).
        expression=SearchVector("search_id", config="simple", weight="A")
        + SearchVector("search_en", config="english", weight="A")
        + SearchVector("context_id", config="simple", weight="B")
        + SearchVector("context_en", config="english", weight="B"),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    objects = HsCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("HS code")
        verbose_name_plural = _("HS codes")
        ordering = ("edition", "code")
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="market_hscode_once_per_edition",
                violation_error_message=_("This edition already has this HS code."),
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{2}([0-9]{2}){0,2}$")
                & (
                    models.Q(level=2, code__regex=r"^..$", parent__isnull=True)
                    | models.Q(level=4, code__regex=r"^....$")
                    | models.Q(level=6, code__regex=r"^......$")
                ),
                name="market_hscode_digits_match_level",
                violation_error_message=_("An HS code has 2, 4 or 6 digits, as its level says."),
            ),
        )
        indexes = (GinIndex(fields=["search_vector"], name="market_hscode_words"),)

    def __str__(self) -> str:
        return f"{self.dotted} {self.name}"

    @property
    def dotted(self) -> str:
        return dotted(self.code)

    @property
    def name(self) -> str:
        """The name in the active language; English where we have no Indonesian name of our own."""
        return self.name_in(get_language() or "id")

    def name_in(self, language: str) -> str:
        return (self.name_id if language.startswith("id") else "") or self.name_en

    @property
    def level_name(self) -> "StrOrPromise":
        return self.Level(self.level).label

    def chain(self) -> list["HsCode"]:
        """The code and what it stands under, widest first. A query a level unless select_related("parent__parent")."""
        above = self.parent.chain() if self.parent else []
        return [*above, self]

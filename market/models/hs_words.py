from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class HsWord(models.Model):
    """A word that occurs in the HS names or everyday words: how rare it is, its stems, and the target of typo correction.

    Rebuilt by `load_reference`; nothing points to it.
    """

    word = models.CharField(_("word"), max_length=60, primary_key=True)
    stem_id = models.CharField(max_length=60)
    stem_en = models.CharField(max_length=60)
    documents = models.PositiveIntegerField(_("codes that use it"))

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        indexes = [
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="market_hsword_trigrams"),
            models.Index(fields=["stem_id"], name="market_hsword_stem_id"),
            models.Index(fields=["stem_en"], name="market_hsword_stem_en"),
        ]

    def __str__(self) -> str:
        return self.word

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class HsWord(models.Model):
    """A word of the HS names or everyday words: how rare it is, its English stem, and a target of typo correction.

    Rebuilt by `load_reference`; nothing points to it.
    """

    word = models.CharField(_("word"), max_length=60, primary_key=True)
    stem = models.CharField(max_length=60)
    documents = models.PositiveIntegerField(_("codes that use it"))

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        indexes = (
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="market_hsword_trigrams"),
            models.Index(fields=["stem"], name="market_hsword_stem"),
        )

    def __str__(self) -> str:
        return self.word

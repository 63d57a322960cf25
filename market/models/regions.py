from django.db import models
from django.utils.translation import gettext_lazy as _


class Province(models.Model):
    """One of the 38 provinces. `code` is Kemendagri's; BPS numbers Papua differently, so its code is kept too."""

    code = models.CharField(_("Ministry of Home Affairs code"), max_length=2, primary_key=True)
    bps_code = models.CharField(_("BPS code"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Regency(models.Model):
    """A regency (kabupaten) or city (kota).

    `code` is Kemendagri's, e.g. "36.71"; `bps_code`, e.g. "3671", is empty where we do not know it.
    """

    class Kind(models.TextChoices):
        KABUPATEN = "kabupaten", _("Regency")
        KOTA = "kota", _("City")

    code = models.CharField(_("Ministry of Home Affairs code"), max_length=5, primary_key=True)
    bps_code = models.CharField(_("BPS code"), max_length=4, blank=True)
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="regencies", verbose_name=_("province")
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("regency or city")
        verbose_name_plural = _("regencies and cities")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=["province", "kind", "name"],
                name="market_regency_name_in_province",
                violation_error_message=_("This province already has a regency or city of this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(code__startswith=models.F("province_id")),
                name="market_regency_code_in_province",
                violation_error_message=_("The code of a regency starts with the code of its province."),
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The official Indonesian name: "Kabupaten Tangerang" and "Kota Tangerang" are two places."""
        return f"{self.kind.capitalize()} {self.name}"

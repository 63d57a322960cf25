"""One version of a product. Written as a draft that saves itself; once saved it never changes."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from smes.models.photo import Photo, RevisionPhoto

# What a buyer asks first; a revision is saved only when all of these are there (constraint `revision_saved_complete`).
COMPLETE = (
    ~Q(name="")
    & ~Q(description="")
    & ~Q(materials="")
    & Q(hs__isnull=False)
    & Q(price__isnull=False)
    & ~Q(incoterm="")
    & ~Q(incoterm_place="")
    & ~Q(unit="")
    & Q(moq__isnull=False)
    & Q(monthly_capacity__isnull=False)
    & Q(lead_days__isnull=False)
)
PEOPLE = "ARRAY['created_by_id', 'saved_by_id', 'touched_by_id']"


class Incoterm(models.TextChoices):
    """Incoterms® 2020; the last four are for sea and inland waterway only."""

    EXW = "EXW", _("EXW – at the maker's door")
    FCA = "FCA", _("FCA – handed to the carrier")
    CPT = "CPT", _("CPT – carriage paid to")
    CIP = "CIP", _("CIP – carriage and insurance paid to")
    DAP = "DAP", _("DAP – delivered at place")
    DPU = "DPU", _("DPU – delivered and unloaded")
    DDP = "DDP", _("DDP – delivered, duty paid")
    FAS = "FAS", _("FAS – alongside the ship (sea)")
    FOB = "FOB", _("FOB – on board the ship (sea)")
    CFR = "CFR", _("CFR – cost and freight (sea)")
    CIF = "CIF", _("CIF – cost, insurance and freight (sea)")


class Currency(models.TextChoices):
    IDR = "IDR", "IDR"
    USD = "USD", "USD"
    EUR = "EUR", "EUR"
    JPY = "JPY", "JPY"
    SGD = "SGD", "SGD"
    AUD = "AUD", "AUD"
    CNY = "CNY", "CNY"


class Unit(models.TextChoices):
    PIECE = "piece", _("piece")
    SET = "set", _("set")
    PAIR = "pair", _("pair")
    KILOGRAM = "kg", _("kilogram")
    TONNE = "tonne", _("tonne")
    LITRE = "litre", _("litre")
    METRE = "metre", _("metre")
    SQUARE_METRE = "m2", _("square metre")
    PACK = "pack", _("pack")


class ProductRevisionQuerySet(models.QuerySet["ProductRevision"]):
    def saved(self) -> "ProductRevisionQuerySet":
        return self.filter(saved_at__isnull=False)

    def with_photos(self) -> "ProductRevisionQuerySet":
        return self.prefetch_related("revision_photos__photo")


class ProductRevision(models.Model):
    product = models.ForeignKey("smes.Product", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    version = models.PositiveIntegerField(
        default=1, help_text=_("Counts the savings of the draft: a stale page is noticed.")
    )
    name = models.CharField(_("product name"), max_length=120, blank=True)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    materials = models.CharField(_("materials and where they come from"), max_length=400, blank=True)
    hs = models.ForeignKey("market.HsCode", models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.CharField(_("unit"), max_length=6, choices=Unit, blank=True)
    price = models.DecimalField(_("price per unit"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.IDR)
    incoterm = models.CharField(_("price term (Incoterms 2020)"), max_length=3, choices=Incoterm, blank=True)
    incoterm_place = models.CharField(_("place of the price term"), max_length=80, blank=True)
    moq = models.PositiveIntegerField(_("smallest order"), null=True, blank=True)
    monthly_capacity = models.PositiveIntegerField(_("capacity per month"), null=True, blank=True)
    lead_days = models.PositiveSmallIntegerField(_("days from order to ready"), null=True, blank=True)
    changes = models.CharField(_("what changed"), max_length=400, blank=True)
    photos = models.ManyToManyField("smes.Photo", through="smes.RevisionPhoto", related_name="revisions")
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    touched_at = models.DateTimeField(default=timezone.now)
    touched_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    saved_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)

    objects = ProductRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["product_id", "-number"]  # "product" would join the product's own ordering in
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["product"], condition=Q(saved_at__isnull=True), name="revision_one_draft"),
            models.CheckConstraint(
                condition=Q(saved_at__isnull=True) | COMPLETE,
                name="revision_saved_complete",
                violation_error_message=_("Some details that buyers ask for first are still missing."),
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gt=0),
                name="revision_price_positive",
                violation_error_message=_("The price must be above 0."),
            ),
            models.CheckConstraint(
                condition=Q(moq__isnull=True) | Q(moq__gt=0),
                name="revision_moq_positive",
                violation_error_message=_("The smallest order must be at least 1."),
            ),
            models.CheckConstraint(
                condition=Q(monthly_capacity__isnull=True) | Q(monthly_capacity__gt=0),
                name="revision_capacity_positive",
                violation_error_message=_("The capacity per month must be at least 1."),
            ),
        ]
        triggers = [
            # SET_NULL on a deleted person must still work, so only what was written is frozen
            pgtrigger.Trigger(
                name="revision_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.saved_at IS NOT NULL AND to_jsonb(OLD) - {PEOPLE} IS DISTINCT FROM to_jsonb(NEW) - {PEOPLE}"
                ),
                func="RAISE EXCEPTION 'a saved revision never changes';",
            ),
            pgtrigger.Protect(
                name="revision_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__saved_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({_('revision')} {self.number})"

    @property
    def is_saved(self) -> bool:
        return self.saved_at is not None

    @property
    def ordered_photos(self) -> list["Photo"]:
        """The photos in the maker's order; from the prefetch where there is one."""
        if "revision_photos" in getattr(self, "_prefetched_objects_cache", {}):
            return [link.photo for link in self.revision_photos.all()]
        from smes.models.photo import Photo

        shown = Photo.objects.filter(revision_photos__revision=self)
        return list(shown.order_by("revision_photos__position", "revision_photos__pk"))

    @property
    def cover(self) -> "Photo | None":
        """The first photo; from `cover_links` where a queryset brought it (`for_tiles`, `for_list`)."""
        links: list[RevisionPhoto] | None = getattr(self, "cover_links", None)
        if links is not None:
            return links[0].photo if links else None
        photos = self.ordered_photos
        return photos[0] if photos else None

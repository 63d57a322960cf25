"""A small firm's description of itself, and how far the ministry has checked it."""

from typing import TYPE_CHECKING, Any

import pghistory
import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from common.public_ids import new_public_id

if TYPE_CHECKING:
    from accounts.models import User

# state → the states it may become; the database refuses anything else (trigger `company_transitions`)
TRANSITIONS = {
    "draft": ("draft", "submitted"),
    "submitted": ("submitted", "verified", "returned", "draft"),
    "returned": ("returned", "submitted"),
    "verified": ("verified", "returned"),
}


class CompanyQuerySet(models.QuerySet["Company"]):
    def visible_to(self, user: "User | AnonymousUser") -> "CompanyQuerySet":
        """Published companies to everybody; one's own always; all to the ministry and administrators."""
        from smes.rules import visible_companies

        return self.filter(visible_companies(user))

    def verified(self) -> "CompanyQuerySet":
        return self.filter(state="verified")

    def published(self) -> "CompanyQuerySet":
        """Verified companies that show at least one product."""
        from smes.models.product import Product

        return self.filter(pk__in=Product.objects.published().values("company"))

    def named(self, text: str) -> "CompanyQuerySet":
        """Whose name holds the text, or whose NIB begins with its digits."""
        names = Q(legal_name__icontains=text) | Q(brand__icontains=text) | Q(organisation__name__icontains=text)
        digits = "".join(character for character in text if character.isdigit())
        return self.filter(names | Q(nib__startswith=digits) if digits else names)

    def waiting(self) -> "CompanyQuerySet":
        """Submitted and not yet decided, the longest-waiting first."""
        return self.filter(state="submitted").order_by("submitted_at", "pk")


# Every declared size stays, with its date: the history shows who has grown ("naik kelas").
@pghistory.track(
    pghistory.InsertEvent("declared", condition=pgtrigger.Condition("NEW.size <> ''"), trigger_name="size_declared"),
    pghistory.UpdateEvent("changed", condition=pghistory.AnyChange("basis", "amount"), trigger_name="size_changed"),
    fields=["basis", "amount", "size", "sized_at"],
    model_name="CompanySize",
    obj_field=pghistory.ObjForeignKey(related_name="sizes"),
    append_only=True,
)
class Company(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("being filled in")
        SUBMITTED = "submitted", _("waiting for verification")
        RETURNED = "returned", _("returned to mend")
        VERIFIED = "verified", _("verified")

    class Basis(models.TextChoices):
        """PP 7/2021 art. 35: capital counts for new registrations, yearly sales for existing firms."""

        SALES = "sales", _("Yearly sales (running firm)")
        CAPITAL = "capital", _("Capital without land and buildings (new firm)")

    class Size(models.TextChoices):
        MICRO = "micro", _("micro")
        SMALL = "small", _("small")
        MEDIUM = "medium", _("medium")
        LARGE = "large", _("large")

    organisation = models.OneToOneField("accounts.Organisation", models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    legal_name = models.CharField(_("legal name"), max_length=160, blank=True)
    brand = models.CharField(_("brand or trade name"), max_length=120, blank=True)
    nib = models.CharField(
        _("NIB (business identification number)"),
        max_length=13,
        blank=True,
        validators=[
            RegexValidator(r"^\d{13}$", _("An NIB has exactly 13 digits. Check the number on your NIB letter."))
        ],
    )
    npwp = models.CharField(
        _("NPWP (tax number)"),
        max_length=16,
        blank=True,
        validators=[
            RegexValidator(r"^\d{16}$", _("An NPWP has 16 digits; an old one of 15 digits gets a 0 in front."))
        ],
    )
    province = models.ForeignKey("market.Province", models.PROTECT, null=True, blank=True, related_name="+")
    regency = models.ForeignKey("market.Regency", models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(_("street address"), max_length=240, blank=True)
    phone = PhoneNumberField(_("phone number (WhatsApp)"), blank=True)
    basis = models.CharField(_("what your size is computed from"), max_length=7, choices=Basis, blank=True)
    amount = models.DecimalField(_("amount in rupiah"), max_digits=18, decimal_places=0, null=True, blank=True)
    size = models.CharField(_("size class"), max_length=6, choices=Size, blank=True)
    sized_at = models.DateField(_("size class computed on"), null=True, blank=True)
    story = models.TextField(_("story"), max_length=3000, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["legal_name", "pk"]
        indexes = [models.Index(fields=["submitted_at"], name="company_waiting", condition=Q(state="submitted"))]
        constraints = [
            models.UniqueConstraint(
                fields=["nib"],
                condition=~Q(nib=""),
                name="company_nib_unique",
                violation_error_message=_("Another company is registered with this NIB. Ask its owner to invite you."),
            ),
            models.CheckConstraint(condition=Q(nib="") | Q(nib__regex=r"^\d{13}$"), name="company_nib_digits"),
            models.CheckConstraint(condition=Q(npwp="") | Q(npwp__regex=r"^\d{16}$"), name="company_npwp_digits"),
            models.CheckConstraint(
                condition=Q(regency__isnull=True) | Q(Exact(Left(F("regency"), 2), F("province"))),
                name="company_regency_in_province",
                violation_error_message=_("This regency is not in the chosen province."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="company_amount_not_negative",
                violation_error_message=_("An amount cannot be below 0."),
            ),
            models.CheckConstraint(
                condition=Q(size="", sized_at__isnull=True) | (~Q(size="") & Q(sized_at__isnull=False)),
                name="company_size_dated",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (~Q(nib="") & ~Q(legal_name="") & Q(regency__isnull=False)),
                name="company_submitted_complete",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="company_transitions",
                field="state",
                transitions=[(old, new) for old, states in TRANSITIONS.items() for new in states],
            )
        ]

    def __str__(self) -> str:
        """What people call it; before anything is written, what its organisation was called when it was founded."""
        return self.brand or self.legal_name or self.organisation.name

    def declared_sizes(self) -> "models.QuerySet[Any]":
        """The rows of its size history (kept by a trigger), the newest first."""
        history: models.QuerySet[Any] = self.sizes.order_by("-pgh_id")  # type: ignore[attr-defined]
        return history

    @property
    def may_be_edited(self) -> bool:
        """While staff look at it, it stands still."""
        return self.state != self.State.SUBMITTED

    @property
    def is_sme(self) -> bool:
        """Above medium a firm is large: it may be an aggregator, not an SME."""
        return self.size in {self.Size.MICRO, self.Size.SMALL, self.Size.MEDIUM}

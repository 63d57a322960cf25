"""A product's way: draft, saved revision, published; and the next revision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import is_member
from common.errors import DomainError
from common.templatetags.look import clock
from smes.domain.completeness import Label, label_of, missing, product_sections
from smes.domain.refusals import sentences_of
from smes.models import Company, Product, ProductRevision, RevisionPhoto

COPIED = (
    "name", "description", "materials", "hs", "unit", "price", "currency", "incoterm", "incoterm_place", "moq",
    "monthly_capacity", "lead_days",
)  # fmt: skip
WRITABLE = frozenset({*COPIED, "changes"})


@dataclass(frozen=True)
class Conflict:
    """A field that two people wrote: what is stored now, and what the refused page held."""

    field: str
    label: Label
    theirs: Any
    yours: Any


class StaleDraftError(DomainError):
    """The draft was saved by another page meanwhile. Nothing was overwritten; `conflicts` has both values."""

    def __init__(self, revision: ProductRevision, conflicts: list[Conflict], by: User) -> None:
        self.revision, self.conflicts = revision, conflicts
        self.own = revision.touched_by_id == by.pk
        who = _("You yourself, in another window,") if self.own else str(revision.touched_by or _("Somebody"))
        super().__init__(
            _("%(who)s saved this product at %(when)s while this page was open. Nothing was overwritten.")
            % {"who": who, "when": clock(revision.touched_at)}
        )


@transaction.atomic
def start(*, company: Company, name: str, by: User) -> Product:
    """A new product with an empty draft; its name is all that is needed."""
    _require_member(company, by)
    name = " ".join(name.split())
    if not name:
        raise DomainError(_("Give the product a name, as a buyer would say it."))
    product = Product.objects.create(company=company, created_by=by)
    ProductRevision.objects.create(product=product, number=1, name=name, created_by=by, touched_by=by)
    return product


@transaction.atomic
def write(*, revision: ProductRevision, version: int, values: Mapping[str, Any], by: User) -> ProductRevision:
    """Write some of the fields WRITABLE into the draft, if nobody did since `version`. Returns it with its new version.

    A page that knows an older version gets StaleDraftError, unless its values are just what is stored (the same
    saving, sent twice).
    """
    if unknown := set(values) - WRITABLE:
        raise ValueError(f"not part of a product: {sorted(unknown)}")
    row = locked_draft(revision, by)
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not differing:
        return row
    if row.version != version:
        conflicts = [
            Conflict(name, label_of(row, name), getattr(row, name), value) for name, value in differing.items()
        ]
        raise StaleDraftError(row, conflicts, by)
    for name, value in differing.items():
        setattr(row, name, value)
    row.version += 1
    row.touched_at, row.touched_by = timezone.now(), by
    with sentences_of(ProductRevision):
        row.save(update_fields=[*differing, "version", "touched_at", "touched_by"])
    return row


@transaction.atomic
def save_revision(*, product: Product, by: User, version: int | None = None) -> ProductRevision:
    """Freeze the draft as the next revision. Refused while something is missing, or when it changed since `version`."""
    _locked(product, by)
    row = _locked_revision(ProductRevision.objects.filter(product=product, saved_at__isnull=True).first())
    if version is not None and row.version != version:
        raise StaleDraftError(row, [], by)
    lacking = [str(lack.label) for lack in missing(product_sections(row, photos=row.revision_photos.count()))]
    if lacking:
        raise DomainError(_("Still missing: %(list)s.") % {"list": get_text_list(lacking, _("and"))})
    row.saved_at, row.saved_by = timezone.now(), by
    with sentences_of(ProductRevision):
        row.save(update_fields=["saved_at", "saved_by"])
    return row


@transaction.atomic
def revise(*, product: Product, by: User) -> ProductRevision:
    """The draft of the next revision, copied from the last saved one with its photos; the draft there is, if any."""
    _locked(product, by)
    if draft := product.revisions.filter(saved_at__isnull=True).first():
        return draft
    last = product.revisions.saved().latest("number")
    copied = {name: getattr(last, name) for name in COPIED}
    draft = ProductRevision.objects.create(
        product=product, number=last.number + 1, created_by=by, touched_by=by, **copied
    )
    links = last.revision_photos.order_by("position", "pk").values_list("photo", flat=True)
    RevisionPhoto.objects.bulk_create(
        RevisionPhoto(revision=draft, photo_id=photo, position=position) for position, photo in enumerate(links)
    )
    return draft


@transaction.atomic
def publish(*, product: Product, by: User, number: int | None = None) -> Product:
    """Show the newest saved revision (or the one with this number) to buyers. Only verified companies may."""
    row = _locked(product, by)
    if row.company.state != Company.State.VERIFIED:
        raise DomainError(unverified_sentence(row.company))
    if not row.company.is_sme:
        raise DomainError(_("Products are published by micro, small and medium firms. Check the size of your company."))
    saved = row.revisions.saved()
    revision = saved.filter(number=number).first() if number else saved.order_by("-number").first()
    if revision is None:
        raise DomainError(_("Check the answers and save the product first; then it can be published."))
    if row.published_revision_id != revision.pk:
        row.published_revision, row.published_at = revision, timezone.now()
        row.save(update_fields=["published_revision", "published_at"])
    return row


@transaction.atomic
def unpublish(*, product: Product, by: User) -> Product:
    """Take the product out of the directory; its revisions stay."""
    row = _locked(product, by)
    row.published_revision = row.published_at = None
    row.save(update_fields=["published_revision", "published_at"])
    return row


@transaction.atomic
def archive(*, product: Product, by: User) -> Product:
    """Put the product away: out of lists and directory, nothing deleted."""
    row = _locked(product, by, archived=True)
    row.archived_at = row.archived_at or timezone.now()
    row.save(update_fields=["archived_at"])
    return row


@transaction.atomic
def restore(*, product: Product, by: User) -> Product:
    """Bring an archived product back as it was, published if it was."""
    row = _locked(product, by, archived=True)
    row.archived_at = None
    row.save(update_fields=["archived_at"])
    return row


def unverified_sentence(company: Company) -> str:
    """What still stands between an unverified company and publishing."""
    if company.state == Company.State.SUBMITTED:
        return _("The ministry is still looking at your company. As soon as it is verified you can publish.")
    if company.state == Company.State.RETURNED:
        return _(
            "Your company's description was returned. Put it right and send it again; once verified you can publish."
        )
    return _("Only verified companies can publish. Complete your company's description and send it to be verified.")


def locked_draft(revision: ProductRevision, by: User) -> ProductRevision:
    """The draft's row, locked, for one who may write it. DomainError when it has been saved or put away meanwhile."""
    row = _locked_revision(revision)
    _require_member(row.product.company, by)
    if row.product.archived_at is not None:
        raise DomainError(archived_sentence())
    return row


def archived_sentence() -> str:
    return _("This product is put away. Bring it back first.")


def _locked_revision(revision: ProductRevision | None) -> ProductRevision:
    rows = ProductRevision.objects.select_for_update(of=("self",)).select_related(
        "product__company", "touched_by", "hs"
    )
    row = rows.filter(pk=revision.pk).first() if revision else None
    if row is None:
        raise DomainError(_("There is no draft to save. Start a new revision to change something."))
    if row.is_saved:
        raise DomainError(
            _("This revision has been saved meanwhile and does not change any more. Start a new revision instead.")
        )
    return row


def _locked(product: Product, by: User, *, archived: bool = False) -> Product:
    row = Product.objects.select_for_update(of=("self",)).select_related("company").get(pk=product.pk)
    _require_member(row.company, by)
    if row.archived_at is not None and not archived:
        raise DomainError(archived_sentence())
    return row


def _require_member(company: Company, by: User) -> None:
    if not is_member(by, company.organisation_id):
        raise DomainError(_("Only members of the company can do this."))

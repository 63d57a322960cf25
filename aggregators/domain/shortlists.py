"""Keeping a product on an aggregator's shortlist, noting something, and taking it off."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from aggregators.models import ShortlistEntry
from aggregators.rules import aggregators_of
from common.errors import DomainError
from smes.models import Product


def add(*, organisation: Organisation, product: Product, by: User) -> ShortlistEntry:
    """Put a published product on the list. What was there or taken off before keeps its note."""
    if organisation.pk not in aggregators_of(by):
        raise DomainError(_("Only members of the aggregator change its shortlist."))
    if not Product.objects.published().filter(pk=product.pk).exists():
        raise DomainError(_("This product is not published any more."))
    entry, _new = ShortlistEntry.objects.update_or_create(
        organisation=organisation,
        product=product,
        defaults={"removed_at": None},
        create_defaults={"added_by": by},
    )
    return entry


def note(*, entry: ShortlistEntry, text: str, by: User) -> None:
    _require_member(entry, by)
    entry.note = " ".join(text.split())[:600]
    entry.save(update_fields=["note"])


def remove(*, entry: ShortlistEntry, by: User) -> None:
    """Take it off. Doing so twice does no harm, and `add` is the way back."""
    _require_member(entry, by)
    ShortlistEntry.objects.kept().filter(pk=entry.pk).update(removed_at=timezone.now())


def _require_member(entry: ShortlistEntry, by: User) -> None:
    if not by.has_perm("aggregators.change_entry", entry):
        raise DomainError(_("Only members of the aggregator change its shortlist."))

"""For which aggregator a person works just now, and what is on its shortlist."""

from collections.abc import Iterable

from django.http import HttpRequest

from accounts.models import Organisation, User
from aggregators.models import ShortlistEntry
from aggregators.rules import aggregators_of


def own_aggregator(request: HttpRequest) -> Organisation | None:
    """The one acted for; else, for somebody who acts in another role, the first they belong to."""
    if not isinstance(request.user, User):
        return None
    own = aggregators_of(request.user)
    if not own:
        return None
    acting = request.acting  # type: ignore[attr-defined]
    if acting and acting.organisation and acting.organisation.pk in own:
        return acting.organisation  # type: ignore[no-any-return]
    return Organisation.objects.get(pk=own[0])


def shortlisted(request: HttpRequest, products: Iterable[int]) -> frozenset[int] | None:
    """Which of these products are on the shortlist; None for somebody who keeps none. At most one query more."""
    organisation = own_aggregator(request)
    if organisation is None:
        return None
    kept = ShortlistEntry.objects.kept().filter(organisation=organisation, product__in=list(products))
    return frozenset(kept.values_list("product_id", flat=True))

"""Who keeps a shortlist, and whose entries they see."""

import rules
from django.db.models import Q

from accounts.models import Organisation, Role, User
from accounts.rules import NOTHING, Someone, has_role
from aggregators.models import ShortlistEntry


def aggregators_of(user: Someone) -> list[int]:
    """Ids of the aggregators that this person belongs to, in the order in which they joined."""
    if not isinstance(user, User) or not user.is_active:
        return []
    kinds = user.organisation_roles.items()
    return [pk for pk, (kind, _standing) in kinds if kind == Organisation.Kind.AGGREGATOR]


def visible_entries(user: Someone) -> Q:
    own = aggregators_of(user)
    return Q(organisation__in=own) if own else NOTHING


@rules.predicate
def keeps_shortlist(user: Someone) -> bool:
    return has_role(user, Role.AGGREGATOR)


@rules.predicate
def sees_entry(user: Someone, entry: ShortlistEntry | None) -> bool:
    return entry is not None and entry.organisation_id in aggregators_of(user)


rules.add_perm("aggregators.keep_shortlist", keeps_shortlist)
rules.add_perm("aggregators.view_entry", sees_entry)
rules.add_perm("aggregators.change_entry", sees_entry)

"""Official figures are everybody's; entering them, and the programme's overview, are for those who oversee it."""

import rules
from django.db.models import Q

from accounts.models import Role
from accounts.rules import EVERYTHING, Someone, has_role, oversees
from ministry.models import Statistic


def visible_statistics(user: Someone) -> Q:
    return EVERYTHING


@rules.predicate
def sees_statistic(user: Someone, statistic: Statistic | None) -> bool:
    return statistic is not None


@rules.predicate
def enters_statistics(user: Someone) -> bool:
    return has_role(user, Role.MINISTRY)


@rules.predicate
def sees_overview(user: Someone) -> bool:
    """The funnel and the waiting work name firms that nobody else sees yet."""
    return oversees(user)


@rules.predicate
def issues_reports(user: Someone) -> bool:
    return has_role(user, Role.MINISTRY)


rules.add_perm("ministry.view_statistic", sees_statistic)
rules.add_perm("ministry.add_statistic", enters_statistics)
rules.add_perm("ministry.view_overview", sees_overview)
rules.add_perm("ministry.issue_report", issues_reports)

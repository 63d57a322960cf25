import rules

from accounts.rules import Someone
from network.models import Notice


@rules.predicate
def sees_notice(user: Someone, notice: Notice | None) -> bool:
    return notice is not None and user.pk is not None and notice.user_id == user.pk


rules.add_perm("network.view_notice", sees_notice)

import rules
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import Role, User
from accounts.rules import EVERYTHING, NOTHING, Someone, has_role
from jobs.models import Job


def visible_jobs(user: Someone) -> Q:
    if has_role(user, Role.ADMINISTRATOR):
        return EVERYTHING
    return Q(owner=user) if isinstance(user, User) else NOTHING


@rules.predicate
def sees_job(user: User | AnonymousUser, job: Job | None) -> bool:
    if job is None or not isinstance(user, User):
        return False
    return has_role(user, Role.ADMINISTRATOR) or job.owner_id == user.pk


@rules.predicate
def watches_queues(user: User | AnonymousUser) -> bool:
    return has_role(user, Role.MINISTRY, Role.ADMINISTRATOR)


rules.add_perm("jobs.view_job", sees_job)
rules.add_perm("jobs.watch_queues", watches_queues)

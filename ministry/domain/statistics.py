"""Entering an official figure, and correcting one."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import DomainError
from ministry.models import Statistic


def enter(*, statistic: Statistic, by: User) -> Statistic:
    """Keep a new figure (not saved before). It stands until another one supersedes it.

    Raises DomainError with the sentence of each rule that it breaks.
    """
    _require_keeper(by)
    statistic.entered_by = by
    try:
        statistic.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    statistic.save(force_insert=True)
    return statistic


@transaction.atomic
def correct(*, statistic: Statistic, supersedes: Statistic, by: User) -> Statistic:
    """Keep a figure that replaces an older one. The older stays in the history, as it was.

    Raises DomainError when somebody else has corrected it meanwhile, or when it is another figure altogether.
    """
    _require_keeper(by)
    if (statistic.country, statistic.indicator) != (supersedes.country, supersedes.indicator):
        raise DomainError(_("A correction keeps the country and the kind of figure. Enter a new figure instead."))
    statistic.pk = None
    statistic.supersedes = supersedes
    try:
        with transaction.atomic():
            return enter(statistic=statistic, by=by)
    except IntegrityError as error:
        if "statistic_superseded_once" not in str(error):
            raise
        raise DomainError(_("Somebody has corrected this figure already. Correct the newer one.")) from error


def history_of(statistic: Statistic) -> list[Statistic]:
    """The figure with all that it replaced and all that replaced it, the newest first."""
    own = Statistic.objects.of(statistic.indicator, statistic.country).select_related("entered_by")
    by_id = {row.pk: row for row in own}
    after = {row.supersedes_id: row for row in by_id.values() if row.supersedes_id}
    newest = by_id[statistic.pk]
    while newest.pk in after:
        newest = after[newest.pk]
    chain = [newest]
    while chain[-1].supersedes_id:
        chain.append(by_id[chain[-1].supersedes_id])
    return chain


def _require_keeper(by: User) -> None:
    if not by.has_perm("ministry.add_statistic"):
        raise DomainError(_("Only ministry staff enter official figures."))

"""The ministry decides about a company's description."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.errors import DomainError
from network.domain.notices import tell
from smes.domain.companies import large_sentence
from smes.models import Company, VerificationDecision

OUTCOME = VerificationDecision.Outcome


@transaction.atomic
def verify(*, company: Company, by: User, seen: datetime | None = None) -> VerificationDecision:
    """Accept a submitted description. `seen`: the submission that the deciding person looked at, where they had one."""
    row = _locked(company, by, seen)
    if row.state != Company.State.SUBMITTED:
        raise DomainError(_("This company is not waiting for a decision: it is %(state)s.") % _state(row))
    if not row.is_sme:
        raise DomainError(large_sentence())
    row.state, row.verified_at = Company.State.VERIFIED, timezone.now()
    row.save(update_fields=["state", "verified_at"])
    decision = VerificationDecision.objects.create(company=row, outcome=OUTCOME.VERIFIED, decided_by=by)
    tell(
        people=row.organisation.members.all(),
        key=f"company:{row.pk}:decision:{decision.pk}",
        title=gettext_lazy("Your company is verified"),
        text=gettext_lazy("Buyers now see the badge “verified”, and you can publish your products."),
        url=reverse("smes:products"),
    )
    return decision


@transaction.atomic
def return_(
    *, company: Company, reasons: str, by: User, sections: Sequence[str] = (), seen: datetime | None = None
) -> VerificationDecision:
    """Send a submitted or verified description back, saying what to mend; its products leave the directory."""
    row = _locked(company, by, seen)
    reasons = reasons.strip()
    if not reasons:
        raise DomainError(_("Write what the company should mend."))
    if row.state not in {Company.State.SUBMITTED, Company.State.VERIFIED}:
        raise DomainError(_("This company is not waiting for a decision: it is %(state)s.") % _state(row))
    row.state, row.verified_at = Company.State.RETURNED, None
    row.save(update_fields=["state", "verified_at"])
    decision = VerificationDecision.objects.create(
        company=row, outcome=OUTCOME.RETURNED, reasons=reasons, sections=list(sections), decided_by=by
    )
    tell(
        people=row.organisation.members.all(),
        key=f"company:{row.pk}:decision:{decision.pk}",
        title=gettext_lazy("Please put something right in your company's description"),
        text=reasons,
        url=reverse("smes:company"),
    )
    return decision


def _locked(company: Company, by: User, seen: datetime | None) -> Company:
    if not by.has_perm("smes.verify_company"):
        raise DomainError(_("Only the ministry's staff can decide this."))
    row = Company.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=company.pk)
    if seen is not None and row.submitted_at != seen:
        raise DomainError(
            _("The company has changed its description since you opened this page. Look at it again, then decide.")
        )
    return row


def _state(row: Company) -> dict[str, str]:
    return {"state": row.get_state_display()}

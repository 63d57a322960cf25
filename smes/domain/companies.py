"""A firm describes itself and asks to be verified."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.rules import is_member
from common.errors import DomainError
from smes.domain.completeness import company_sections, missing
from smes.domain.numbers import read_nib, read_npwp
from smes.domain.refusals import sentences_of
from smes.domain.size_class import size_class
from smes.models import Company

DESCRIBED = frozenset(
    {"legal_name", "brand", "nib", "npwp", "province", "regency", "address", "phone", "basis", "amount", "story"}
)
IDENTITY = ("legal_name", "nib", "npwp")


@transaction.atomic
def describe(*, organisation: Organisation, values: Mapping[str, Any], by: User) -> Company:
    """Write some of the fields DESCRIBED; the first call makes the company's row, and the size class is computed.

    NIB and NPWP may be typed with dots and spaces. Refused while staff look at it; name and numbers of a verified
    company are locked.
    """
    if unknown := set(values) - DESCRIBED:
        raise ValueError(f"not part of a description: {sorted(unknown)}")
    _require_member(organisation, by)
    company = _locked(organisation)
    if not company.may_be_edited:
        raise DomainError(_("Staff are looking at your description just now. Take it back first to change something."))
    for name, value in _read(values).items():
        if company.state == Company.State.VERIFIED and name in IDENTITY and getattr(company, name) != value:
            raise DomainError(locked_sentence())
        setattr(company, name, value)
    if company.regency is not None and "province" not in values:
        company.province = company.regency.province
    if {"basis", "amount"} & set(values):
        _size(company)
    with sentences_of(Company):
        company.save()
    return company


@transaction.atomic
def submit(*, company: Company, by: User) -> Company:
    """Ask the ministry to verify. Refused while something required is missing, and for a large firm."""
    company = _kept(company, by)
    if company.state not in {Company.State.DRAFT, Company.State.RETURNED}:
        raise DomainError(_("Your description has already been sent."))
    lacking = [str(lack.label) for lack in missing(company_sections(company))]
    if lacking:
        raise DomainError(_("Still missing: %(list)s.") % {"list": get_text_list(lacking, _("and"))})
    if not company.is_sme:
        raise DomainError(large_sentence())
    company.state, company.submitted_at = Company.State.SUBMITTED, timezone.now()
    with sentences_of(Company):
        company.save(update_fields=["state", "submitted_at"])
    return company


@transaction.atomic
def take_back(*, company: Company, by: User) -> Company:
    """Change one's mind while nobody has decided yet: the description can be edited again."""
    company = _kept(company, by)
    if company.state != Company.State.SUBMITTED:
        raise DomainError(_("There is nothing to take back: staff have already decided, or it was not sent yet."))
    company.state, company.submitted_at = Company.State.DRAFT, None
    company.save(update_fields=["state", "submitted_at"])
    return company


def locked_sentence() -> str:
    return _(
        "Name and numbers of a verified company are locked, because buyers rely on what was checked. "
        "If one of them has changed, ask the ministry's staff to return your description; then you can mend it."
    )


def large_sentence() -> str:
    return _(
        "Congratulations: by these figures your firm has grown beyond medium (PP 7/2021). It cannot be verified as an "
        "SME any more, but it is very welcome as an aggregator that takes smaller firms along."
    )


def _require_member(organisation: Organisation, by: User) -> None:
    if not is_member(by, organisation.pk):
        raise DomainError(_("Only members of the company can do this."))
    if organisation.kind != Organisation.Kind.SME:
        raise DomainError(_("Only a small or medium firm describes itself here."))


def _locked(organisation: Organisation) -> Company:
    """The company's row, locked, or a new one; the organisation's lock lets only one first save through."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    row = Company.objects.select_for_update().filter(organisation=organisation).first()
    return row or Company(organisation=organisation, is_demo=organisation.is_demo)


def _kept(company: Company, by: User) -> Company:
    row = Company.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=company.pk)
    _require_member(row.organisation, by)
    return row


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    read = dict(values)
    try:
        for name, reader in (("nib", read_nib), ("npwp", read_npwp)):
            if read.get(name):
                read[name] = reader(read[name])
    except ValueError as error:
        raise DomainError(str(error)) from error
    for name in ("legal_name", "brand", "address"):
        if name in read:
            read[name] = " ".join(read[name].split())
    if "story" in read:
        read["story"] = read["story"].strip()
    return read


def _size(company: Company) -> None:
    """Compute the class anew; a half-declared figure has none."""
    if company.basis and company.amount is not None and company.amount >= 0:
        company.size = size_class(company.basis, company.amount)
        company.sized_at = timezone.localdate()
    else:
        company.size, company.sized_at = "", None

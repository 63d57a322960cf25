"""A company's and a revision's facts as people read them: terms and values in the reader's format."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.templatetags.look import day, money, number
from smes.domain.completeness import COMPANY_FIELDS, Label, label_of
from smes.models import Company, ProductRevision, VerificationDecision
from smes.models.revision import Incoterm

PART = VerificationDecision.Section
TRADE_TERMS = ("price", "incoterm", "moq", "monthly_capacity", "lead_days")


@dataclass(frozen=True)
class Fact:
    term: Label
    value: Any

    @classmethod
    def of(cls, row: Company | ProductRevision, name: str, value: Any) -> "Fact":
        """With the field's own name as its term."""
        return cls(capfirst(str(label_of(row, name))), value)


def company_facts(company: Company, key: str) -> list[Fact]:
    """The facts of one section of a company's description."""
    names = ["legal_name", "brand", *COMPANY_FIELDS[key][1:]] if key == PART.IDENTITY else COMPANY_FIELDS[key]
    facts = [Fact.of(company, name, company_value(company, name)) for name in names]
    if key == PART.SIZE:
        facts.append(Fact.of(company, "size", size_words(company)))
    return facts


def company_value(company: Company, name: str) -> Any:
    if name == "basis":
        return company.get_basis_display()
    if name == "amount":
        return money(company.amount)
    if name == "phone" and company.phone:
        return company.phone.as_international
    value = getattr(company, name)
    return "" if value is None else value


def size_words(company: Company) -> str:
    """ "micro (computed 3 May 2026)"."""
    if not company.size:
        return ""
    return _("%(size)s (computed %(day)s)") % {"size": company.get_size_display(), "day": day(company.sized_at)}


def shown_price(revision: ProductRevision) -> str:
    """ "Rp 125.000 / piece"."""
    if revision.price is None:
        return ""
    unit = f" / {revision.get_unit_display()}" if revision.unit else ""
    return f"{money(revision.price, revision.currency)}{unit}"


def revision_value(revision: ProductRevision, name: str) -> Any:
    """One field in the reader's format; price with currency and unit, the term with its place, quantities with units."""
    if name == "price":
        return shown_price(revision)
    if name == "incoterm":
        return f"{revision.incoterm} {revision.incoterm_place}".strip()
    if name in {"moq", "monthly_capacity"}:
        amount = getattr(revision, name)
        return "" if amount is None else f"{number(amount)} {revision.get_unit_display()}".strip()
    if name == "lead_days":
        return "" if revision.lead_days is None else _("%(count)s days") % {"count": number(revision.lead_days)}
    if name == "hs":
        return str(revision.hs) if revision.hs else ""
    return getattr(revision, name)


def revision_facts(revision: ProductRevision, names: tuple[str, ...]) -> list[Fact]:
    return [Fact.of(revision, name, revision_value(revision, name)) for name in names]


def term_explained(revision: ProductRevision) -> str:
    """The Incoterm in words: "on board the ship (sea)"."""
    return str(Incoterm(revision.incoterm).label).partition(" – ")[2] if revision.incoterm else ""

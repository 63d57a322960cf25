"""Describing a firm, asking to be verified, and the ministry's decision."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import InternalError, transaction

from accounts.models import Organisation
from common.errors import DomainError
from network.models import Notice
from smes.domain import companies, verification
from smes.models import Company
from tests.factories.firms import company_of, place, product_of
from tests.factories.people import Cast, OrganisationFactory, member


def firm(people: Cast) -> Organisation:
    return people.organisation_of(people.owner)


def complete() -> dict[str, Any]:
    return {
        "legal_name": "CV  Anyaman Lestari",
        "nib": "9120 0012 34567",
        "npwp": "01.234.567.8-901.000",
        "regency": place(),
        "address": "Jl. Rotan 5",
        "phone": "+6281234567890",
        "basis": Company.Basis.SALES,
        "amount": Decimal(900_000_000),
    }


def submitted(people: Cast) -> Company:
    company = companies.describe(organisation=firm(people), values=complete(), by=people.owner)
    return companies.submit(company=company, by=people.owner)


def test_outsiders_describe_nothing(people: Cast) -> None:
    for outsider in (people.other_owner, people.aggregator, people.expert, people.ministry, people.newcomer):
        with pytest.raises(DomainError, match="members of the company"):
            companies.describe(organisation=firm(people), values={"brand": "Pencuri"}, by=outsider)
    assert not Company.objects.exists()


def test_an_aggregator_is_not_described_as_a_small_firm(people: Cast) -> None:
    with pytest.raises(DomainError, match="small or medium"):
        companies.describe(
            organisation=people.organisation_of(people.aggregator), values={"brand": "X"}, by=people.aggregator
        )


def test_a_description_grows_in_steps(people: Cast) -> None:
    company = companies.describe(organisation=firm(people), values={"legal_name": " CV  Anyaman "}, by=people.owner)
    assert (company.legal_name, company.state, company.is_demo) == ("CV Anyaman", "draft", False)
    companies.describe(organisation=firm(people), values=complete(), by=people.staff)
    company.refresh_from_db()
    assert (company.nib, company.npwp) == ("9120001234567", "0012345678901000")
    assert (company.province_id, company.size) == ("36", "micro")
    assert company.sized_at is not None
    assert Company.objects.count() == 1


def test_declared_sizes_are_kept(people: Cast) -> None:
    for amount in (Decimal(10**9), Decimal(10**9), Decimal(3 * 10**9)):
        company = companies.describe(
            organisation=firm(people), values={"basis": "sales", "amount": amount}, by=people.owner
        )
    assert [(row.size, row.amount) for row in company.declared_sizes()] == [
        ("small", Decimal(3 * 10**9)),
        ("micro", Decimal(10**9)),
    ]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("nib", "912000123456", "this one has 12"),
        ("npwp", "12345", "this one has 5"),
        ("amount", Decimal(-5), "cannot be below 0"),
    ],
)
def test_wrong_values_get_their_sentence_and_nothing_is_saved(
    people: Cast, field: str, value: object, sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        companies.describe(organisation=firm(people), values=complete() | {field: value}, by=people.owner)
    assert not Company.objects.exists()


def test_a_regency_lies_in_its_province(people: Cast) -> None:
    other = type(place().province).objects.create(code="31", bps_code="31", name="DKI Jakarta")
    with pytest.raises(DomainError, match="not in the chosen province"):
        companies.describe(organisation=firm(people), values=complete() | {"province": other}, by=people.owner)


def test_an_nib_belongs_to_one_firm(people: Cast) -> None:
    company_of(nib="9120001234567")
    with pytest.raises(DomainError, match="Another company is registered with this NIB"):
        companies.describe(organisation=firm(people), values=complete(), by=people.owner)
    assert not Company.objects.filter(organisation=firm(people)).exists()


def test_an_incomplete_description_is_not_sent(people: Cast) -> None:
    company = companies.describe(organisation=firm(people), values=complete() | {"phone": ""}, by=people.owner)
    with pytest.raises(DomainError, match="Still missing: phone number"):
        companies.submit(company=company, by=people.owner)
    company.refresh_from_db()
    assert (company.state, company.submitted_at) == ("draft", None)


def test_a_large_firm_is_told_kindly(people: Cast) -> None:
    values = complete() | {"amount": Decimal(60 * 10**9)}
    company = companies.describe(organisation=firm(people), values=values, by=people.owner)
    assert company.size == "large"
    with pytest.raises(DomainError, match="welcome as an aggregator"):
        companies.submit(company=company, by=people.owner)


def test_while_staff_look_it_stands_still(people: Cast) -> None:
    company = submitted(people)
    with pytest.raises(DomainError, match="Take it back first"):
        companies.describe(organisation=firm(people), values={"brand": "Baru"}, by=people.owner)
    with pytest.raises(DomainError, match="already been sent"):
        companies.submit(company=company, by=people.owner)
    companies.take_back(company=company, by=people.staff)
    companies.describe(organisation=firm(people), values={"brand": "Baru"}, by=people.owner)


def test_only_the_ministry_decides(people: Cast) -> None:
    company = submitted(people)
    for outsider in (people.owner, people.other_owner, people.aggregator, people.expert, people.administrator):
        with pytest.raises(DomainError, match="Only the ministry"):
            verification.verify(company=company, by=outsider)
    company.refresh_from_db()
    assert company.state == "submitted"


def test_verified_and_told(people: Cast) -> None:
    company = submitted(people)
    verification.verify(company=company, by=people.ministry)
    company.refresh_from_db()
    assert company.state == "verified"
    assert company.verified_at is not None
    told = Notice.objects.filter(title__in=["Perusahaan Anda terverifikasi", "Your company is verified"])
    assert set(told.values_list("user_id", flat=True)) == {people.owner.pk, people.staff.pk}
    with pytest.raises(DomainError, match="not waiting for a decision"):
        verification.verify(company=company, by=people.ministry)


def test_returned_with_reasons_mended_and_sent_again(people: Cast) -> None:
    company = submitted(people)
    with pytest.raises(DomainError, match="Write what the company should mend"):
        verification.return_(company=company, reasons="  ", by=people.ministry)
    verification.return_(company=company, reasons="NIB milik usaha lain.", sections=["identity"], by=people.ministry)
    company.refresh_from_db()
    assert company.state == "returned"
    notice = Notice.objects.get(user=people.owner)
    assert notice.text == "NIB milik usaha lain."
    companies.describe(organisation=firm(people), values={"nib": "9120001234560"}, by=people.owner)
    companies.submit(company=company, by=people.owner)
    verification.verify(company=company, by=people.ministry)
    assert [d.outcome for d in company.decisions.all()] == ["verified", "returned"]


def test_a_decision_is_about_what_was_looked_at(people: Cast) -> None:
    company = submitted(people)
    seen = company.submitted_at
    companies.take_back(company=company, by=people.owner)
    companies.submit(company=company, by=people.owner)
    with pytest.raises(DomainError, match="since you opened this page"):
        verification.verify(company=company, by=people.ministry, seen=seen)


def test_name_and_numbers_of_a_verified_company_are_locked(people: Cast) -> None:
    company = submitted(people)
    verification.verify(company=company, by=people.ministry)
    same = {"nib": "9120001234567", "legal_name": "CV Anyaman Lestari", "brand": "Anyaman"}
    companies.describe(organisation=firm(people), values=same, by=people.owner)
    for change in ({"nib": "9120001234560"}, {"legal_name": "CV Lain"}, {"npwp": "9" * 16}):
        with pytest.raises(DomainError, match="are locked"):
            companies.describe(organisation=firm(people), values=change, by=people.owner)


def test_returning_a_verified_company_takes_its_products_out_of_the_directory(people: Cast) -> None:
    company = company_of(firm(people))
    product = product_of(company)
    visible = type(product).objects.published()
    assert visible.exists()
    verification.return_(company=company, reasons="Izin dicabut.", by=people.ministry)
    assert not visible.exists()


def test_the_database_refuses_other_ways(people: Cast) -> None:
    company = company_of(OrganisationFactory.create(), state="draft", verified_at=None)
    with pytest.raises(InternalError, match="Invalid transition"), transaction.atomic():
        Company.objects.filter(pk=company.pk).update(state="verified")


def test_a_decision_never_changes_but_outlives_its_author(people: Cast) -> None:
    company = submitted(people)
    decider = member(people.organisation_of(people.ministry), "staff")
    decision = verification.verify(company=company, by=decider)
    with pytest.raises(InternalError, match="a decision never changes"), transaction.atomic():
        company.decisions.update(reasons="Lain")
    decider.delete()
    decision.refresh_from_db()
    assert decision.decided_by is None

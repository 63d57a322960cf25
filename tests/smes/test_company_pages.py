"""The pages of a company's description, the ministry's queue and decision."""

import pytest
from django.test import Client
from django.urls import reverse

from market.models import Province, Regency
from smes.domain import companies
from smes.models import Company, VerificationDecision
from tests.factories.firms import company_of, place
from tests.factories.people import Cast, OrganisationFactory
from tests.smes.conftest import EnglishSignIn
from tests.smes.test_companies import complete

SECTIONS = ["identity", "place", "size", "story"]


def url(name: str, *args: object) -> str:
    return reverse(f"smes:{name}", args=args)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.headers.get("Location", "")
    return response.content.decode()


@pytest.mark.parametrize("role", ["aggregator", "expert", "ministry", "newcomer"])
def test_who_has_no_firm_is_led_to_the_start(people: Cast, as_user: EnglishSignIn, role: str) -> None:
    client = as_user(people.everybody()[role])
    assert client.get(url("company")).headers["Location"] == reverse("accounts:start")
    assert client.get(url("company_section", "identity")).status_code == 404
    assert client.post(url("take_back")).status_code == 404


def test_looking_writes_nothing(people: Cast, as_user: EnglishSignIn) -> None:
    client = as_user(people.owner)
    text = page(client, url("company"))
    assert "Anyaman Lestari" in text
    for section in SECTIONS:
        page(client, url("company_section", section))
    page(client, url("company_section", "nowhere"), 404)
    page(client, url("products"))
    assert client.get(url("company_check")).status_code == 302
    assert not Company.objects.exists()


def test_step_by_step_to_verification(people: Cast, as_user: EnglishSignIn) -> None:
    """Owner and staff write the steps, the owner sends them, the ministry verifies: without JavaScript."""
    place()
    client = as_user(people.owner)
    first = {"legal_name": "CV Anyaman", "nib": "9120-0012-34567", "npwp": "01.234.567.8-901.000"}
    assert client.post(url("company_section", "identity"), first).headers["Location"] == url("company_section", "place")
    where = {"province": "36", "regency": "36.71", "address": "Jl. Rotan 5", "phone": "0812 3456 7890"}
    client = as_user(people.staff)
    assert client.post(url("company_section", "place"), where).headers["Location"] == url("company_section", "size")
    size = {"basis": "sales", "amount": "Rp 3.000.000.000"}
    assert client.post(url("company_section", "size"), size).headers["Location"] == url("company_section", "story")
    story = {"story": "Kami menganyam."}
    assert client.post(url("company_section", "story"), story).headers["Location"] == url("company_check")
    text = page(client, url("company_check"))
    for fact in ("CV Anyaman", "9120001234567", "0012345678901000", "Kota Tangerang", "+62 812-3456-7890", "small"):
        assert fact in text
    assert client.post(url("company_check")).headers["Location"] == url("company")
    company = Company.objects.get()
    assert (company.state, company.size) == ("submitted", "small")
    client = as_user(people.ministry)
    assert "CV Anyaman" in page(client, url("verification_queue"))
    decision = url("verification", company.public_id)
    assert "9120001234567" in page(client, decision)
    assert company.submitted_at is not None
    sent = {"verify": "1", "seen": company.submitted_at.isoformat()}
    assert client.post(decision, sent).headers["Location"] == url("verification_queue")
    company.refresh_from_db()
    assert company.state == "verified"


def test_an_error_summary_leads_to_the_field(people: Cast, as_user: EnglishSignIn) -> None:
    client = as_user(people.owner)
    response = client.post(url("company_section", "identity"), {"legal_name": "CV A", "nib": "123", "npwp": ""})
    text = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#id_nib">' in text
    assert "An NIB has exactly 13 digits; this one has 3." in text
    assert "This field is required." in text
    assert 'value="123"' in text, "what was typed is kept"
    assert not Company.objects.exists()


def test_saving_for_later_asks_for_nothing_more(people: Cast, as_user: EnglishSignIn) -> None:
    client = as_user(people.owner)
    response = client.post(
        url("company_section", "identity"), {"legal_name": "CV A", "nib": "", "npwp": "", "later": "1"}
    )
    assert response.headers["Location"] == url("company")
    assert Company.objects.get().legal_name == "CV A"
    text = page(client, url("company"))
    assert "Under way" in text
    assert "Next best step" in text


def test_a_duplicate_nib_is_said(people: Cast, as_user: EnglishSignIn) -> None:
    company_of(nib="9120001234567")
    sent = {"legal_name": "CV A", "nib": "9120001234567", "npwp": "0012345678901000"}
    response = as_user(people.owner).post(url("company_section", "identity"), sent)
    assert response.status_code == 422
    assert "Another company is registered with this NIB. Ask its owner to invite you." in response.content.decode()


def test_without_javascript_a_button_shows_the_regencies(people: Cast, as_user: EnglishSignIn) -> None:
    place()
    other = Province.objects.create(code="32", bps_code="32", name="Jawa Barat")
    Regency.objects.create(code="32.71", province=other, kind=Regency.Kind.KOTA, name="Bogor")
    client = as_user(people.owner)
    sent = {"province": "32", "regency": "", "address": "Jl. Rotan 5", "phone": "0812", "show": "1"}
    text = client.post(url("company_section", "place"), sent).content.decode()
    assert "Kota Bogor" in text
    assert "Kota Tangerang" not in text
    assert "Jl. Rotan 5" in text
    assert not Company.objects.exists()
    del sent["show"]
    mixed = client.post(url("company_section", "place"), sent | {"regency": "36.71", "phone": "0812 3456 7890"})
    assert "This regency is not in the chosen province." in mixed.content.decode()


@pytest.mark.parametrize("phone", ["123", "abc", "+62 1"])
def test_a_wrong_phone_number_is_said(people: Cast, as_user: EnglishSignIn, phone: str) -> None:
    place()
    sent = {"province": "36", "regency": "36.71", "address": "Jl. Rotan 5", "phone": phone}
    response = as_user(people.owner).post(url("company_section", "place"), sent)
    assert response.status_code == 422
    assert '<a href="#id_phone">' in response.content.decode()


def test_sent_by_mistake_it_is_taken_back(people: Cast, as_user: EnglishSignIn) -> None:
    company = companies.describe(organisation=people.organisation_of(people.owner), values=complete(), by=people.owner)
    client = as_user(people.owner)
    response = client.post(url("company_check"), follow=True)
    assert f'action="{url("take_back")}"' in response.content.decode(), "the toast has its undo"
    assert "Take it back" in page(client, url("company_section", "place"))
    client.post(url("take_back"))
    company.refresh_from_db()
    assert company.state == "draft"


def test_an_incomplete_description_says_what_is_missing(people: Cast, as_user: EnglishSignIn) -> None:
    companies.describe(
        organisation=people.organisation_of(people.owner), values=complete() | {"address": ""}, by=people.owner
    )
    client = as_user(people.owner)
    assert f'<a href="{url("company_section", "place")}#id_address">' in page(client, url("company_check"))
    text = client.post(url("company_check"), follow=True).content.decode()
    assert "Still missing: street address." in text
    assert Company.objects.get().state == "draft"


def test_identity_of_a_verified_company_is_locked(people: Cast, as_user: EnglishSignIn) -> None:
    company_of(people.organisation_of(people.owner), nib="9120001234567", legal_name="CV Asli")
    client = as_user(people.owner)
    assert "are locked, because buyers rely on what was checked" in page(client, url("company_section", "identity"))
    client.post(url("company_section", "identity"), {"legal_name": "CV Palsu", "nib": "1" * 13, "brand": "Asli"})
    company = Company.objects.get()
    assert (company.legal_name, company.nib, company.brand) == ("CV Asli", "9120001234567", "Asli")


def test_reasons_reach_the_company(people: Cast, as_user: EnglishSignIn) -> None:
    company = companies.describe(organisation=people.organisation_of(people.owner), values=complete(), by=people.owner)
    companies.submit(company=company, by=people.owner)
    decision = url("verification", company.public_id)
    client = as_user(people.ministry)
    assert client.post(decision, {"reasons": ""}).status_code == 422
    client.post(decision, {"reasons": "Alamat belum lengkap.", "sections": ["place"]})
    text = page(as_user(people.owner), url("company"))
    assert "Alamat belum lengkap." in text
    assert text.count("Put right") == 1
    assert "Alamat belum lengkap." in page(as_user(people.ministry), decision), "the log shows it"


def test_a_decision_about_an_older_submission_is_refused(people: Cast, as_user: EnglishSignIn) -> None:
    company = companies.describe(organisation=people.organisation_of(people.owner), values=complete(), by=people.owner)
    companies.submit(company=company, by=people.owner)
    sent = {"verify": "1", "seen": "2026-01-01T00:00:00+00:00"}
    response = as_user(people.ministry).post(url("verification", company.public_id), sent)
    assert response.status_code == 422
    assert "since you opened this page" in response.content.decode()
    assert not VerificationDecision.objects.exists()


@pytest.mark.parametrize("role", ["owner", "other_owner", "aggregator", "expert", "administrator"])
def test_the_queue_is_the_ministrys(people: Cast, as_user: EnglishSignIn, role: str) -> None:
    company = company_of(people.organisation_of(people.owner), state="submitted", verified_at=None)
    client = as_user(people.everybody()[role])
    page(client, url("verification_queue"), 403)
    page(client, url("verification", company.public_id), 403)
    assert client.post(url("verification", company.public_id), {"verify": "1"}).status_code == 403
    assert Company.objects.get().state == "submitted"


def test_the_queue_filters_counts_and_pages(people: Cast, as_user: EnglishSignIn) -> None:
    for n in range(31):
        company_of(OrganisationFactory.create(), state="submitted", verified_at=None, brand=f"Antre {n:02d}")
    company_of(OrganisationFactory.create(), brand="Sudah", nib="9999999999999")
    client = as_user(people.ministry)
    text = page(client, url("verification_queue"))
    assert "31 companies wait" in text
    assert "Antre 00" in text
    assert "Antre 30" not in text, "the longest-waiting first, thirty a page"
    assert "Antre 30" in page(client, f"{url('verification_queue')}?page=2")
    assert "Sudah" in page(client, f"{url('verification_queue')}?state=verified&q=sud")
    assert "Sudah" in page(client, f"{url('verification_queue')}?state=all&q=99999")
    assert "No company like that" in page(client, f"{url('verification_queue')}?state=verified&q=tidak+ada")


def test_a_public_id_may_be_typed_by_hand(people: Cast, as_user: EnglishSignIn) -> None:
    company = company_of(people.organisation_of(people.owner))
    spelled = f"{company.public_id[:4]}-{company.public_id[4:]}".lower()
    page(as_user(people.owner), f"/perusahaan/{spelled}/")
    page(as_user(people.owner), "/perusahaan/AAAAAAA1/", 404)

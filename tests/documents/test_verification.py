"""What anybody may learn with a code, and what nobody may forge."""

import hashlib
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django import Settings

from documents import signing
from documents.domain.issuing import revoke
from documents.domain.verifying import find_by_code
from documents.models import Document, VerificationKey
from tests.documents.conftest import CANARY, Issue, build, stored_bytes
from tests.factories.people import Cast

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def page(client: Client, code: str, language: str = "en") -> tuple[int, str]:
    client.cookies["language"] = language
    answer = client.get(f"/v/{code}/")
    return answer.status_code, answer.content.decode()


def test_valid(client: Client, issued: Document) -> None:
    status, html = page(client, issued.code)
    assert status == 200
    for shown in (issued.title_en, "Laporan uji", "in force", issued.key_id, issued.sha256[:32]):
        assert shown in html


@pytest.mark.parametrize("state", ["valid", "superseded", "revoked"])
def test_no_private_fact_is_shown(client: Client, issued: Document, issue_one: Issue, people: Cast, state: str) -> None:
    if state == "superseded":
        build(issue_one())
    if state == "revoked":
        revoke(document=issued, by=people.ministry, reason="CANARY-reason")
    answer = client.get(f"/v/{issued.code}/")
    everything = answer.content.decode() + str(answer.headers)
    owner = people.organisation_of(people.owner)
    for private in (
        CANARY,
        "CANARY-reason",
        owner.name,
        people.expert.name,
        people.expert.email,
        str(issued.pk),
        issued.file,
    ):
        assert private not in everything


def test_superseded_says_that_a_newer_version_exists(client: Client, issued: Document, issue_one: Issue) -> None:
    newer = build(issue_one(titles={"id": "Judul lain", "en": "Another title"}))
    status, html = page(client, issued.code)
    assert status == 200
    assert "version 2" in html
    assert "Another title" not in html
    assert newer.code not in html


def test_revocation_shows_at_once_and_is_never_cached(client: Client, issued: Document, people: Cast) -> None:
    before = client.get(f"/v/{issued.code}/")
    assert "no-store" in before.headers["Cache-Control"]
    revoke(document=issued, by=people.ministry, reason="Salah")
    assert "Do not rely on it" in page(client, issued.code)[1]


def test_pending_document_is_not_known_yet(client: Client, issue_one: Issue) -> None:
    assert page(client, issue_one().code)[0] == 404


@pytest.mark.parametrize("code", ["x", "A" * 107, "%00", "..", "a" * 300, "Ünïcode"])
def test_codes_that_are_none(client: Client, issued: Document, code: str) -> None:
    status, html = page(client, code)
    assert status == 404
    assert "not issued by us" in html


def test_every_single_bit_flip_is_refused(issued: Document) -> None:
    raw = bytes(issued.token) + bytes(issued.signature)
    for bit in range(len(raw) * 8):
        forged = bytearray(raw)
        forged[bit // 8] ^= 1 << bit % 8
        assert find_by_code(signing.write_code(bytes(forged[:16]), bytes(forged[16:]))) is None, bit
    assert find_by_code(issued.code) == issued


def test_every_other_spelling_of_the_code_is_refused(issued: Document) -> None:
    """The last character holds two bits that base64 ignores: 63 other last characters, three of them the same bytes."""
    for last in set(ALPHABET) - {issued.code[-1]}:
        assert find_by_code(issued.code[:-1] + last) is None
    for changed in (issued.code + "=", issued.code + "\n", " " + issued.code, issued.code.swapcase(), issued.code[:-1]):
        assert find_by_code(changed) is None


@examples(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(position=st.integers(0, 106), length=st.integers(0, 12), patch=st.text(ALPHABET, max_size=12))
def test_mutations_are_refused(issued: Document, position: int, length: int, patch: str) -> None:
    forged = issued.code[:position] + patch + issued.code[position + length :]
    assert (find_by_code(forged) == issued) == (forged == issued.code)


def test_signature_of_one_document_does_not_serve_another(issued: Document, issue_one: Issue) -> None:
    other = build(issue_one(about="smes.product:43"))
    assert find_by_code(signing.write_code(bytes(issued.token), bytes(other.signature))) is None


def test_row_written_without_the_key_does_not_verify(issued: Document) -> None:
    """Whoever can write rows but holds no private key cannot make a code: a row's signature is checked, not trusted."""
    token = signing.new_token()
    copy = Document.objects.get(pk=issued.pk)
    copy.pk, copy.token, copy.version, copy.state, copy.job = uuid.uuid4(), token, 9, "superseded", None
    copy.save(force_insert=True)
    assert find_by_code(signing.write_code(token, bytes(issued.signature))) is None


def test_rotation_keeps_old_documents_verifying(issued: Document, issue_one: Issue, settings: Settings) -> None:
    settings.SIGNING_KEYS = {"second": signing.new_seed()}
    newer = build(issue_one(about="smes.product:43"))
    assert newer.key_id == "second"
    assert find_by_code(issued.code) == issued
    assert find_by_code(newer.code) == newer
    assert VerificationKey.objects.get(pk=issued.key_id).retired_at is not None
    assert VerificationKey.objects.get(pk="second").retired_at is None


def test_rotation_command_prints_keys_that_work(
    issued: Document,
    issue_one: Issue,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SIGNING_KEYS", json.dumps(settings.SIGNING_KEYS))
    call_command("rotate_signing_key", forget_old=True)
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("SIGNING_KEYS="))
    settings.SIGNING_KEYS = json.loads(line.partition("=")[2].strip("'"))
    assert issued.key_id not in settings.SIGNING_KEYS
    assert build(issue_one(about="smes.product:43")).key_id in settings.SIGNING_KEYS
    assert find_by_code(issued.code) == issued


def test_key_is_not_replaced_under_its_name(issued: Document, issue_one: Issue, settings: Settings) -> None:
    settings.SIGNING_KEYS = {issued.key_id: signing.new_seed()}
    with pytest.raises(Exception, match="another key before"):
        issue_one(about="smes.product:43")


def test_the_form_finds_a_pasted_address(client: Client, issued: Document) -> None:
    for text in (issued.verification_url, issued.code, f"  {issued.code[:50]}\n {issued.code[50:]} "):
        answer = client.get("/v/", {"code": text})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/v/{issued.code}/")


@pytest.mark.parametrize("text", ["", "/", "https://", "http://[x", "http://℀/x"])
def test_the_form_answers_nothing_with_a_sentence(client: Client, text: str, db: None) -> None:
    assert client.get("/v/", {"code": text}).status_code in {404, 422}


def upload(content: bytes) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("laporan.pdf", content, "application/pdf")}


def test_file_leads_to_its_page_or_is_not_ours(client: Client, issued: Document) -> None:
    pdf = stored_bytes(issued)
    answer = client.post("/v/", upload(pdf))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/v/{issued.code}/")
    assert client.post("/v/", upload(pdf[:-1] + b" ")).status_code == 404


def test_file_is_compared_on_the_documents_page(client: Client, issued: Document) -> None:
    pdf = stored_bytes(issued)
    assert client.post(f"/v/{issued.code}/", upload(pdf)).context["same"] is True
    assert client.post(f"/v/{issued.code}/", upload(pdf + b"x")).context["same"] is False
    assert hashlib.sha256(pdf).hexdigest() == issued.sha256


@pytest.mark.parametrize("path", ["/v/", "code"])
def test_too_large_or_missing_file_is_said(client: Client, issued: Document, path: str) -> None:
    address = f"/v/{issued.code}/" if path == "code" else path
    answer = client.post(address, upload(b"x" * (20 * 2**20 + 1)))
    assert answer.status_code == 422
    assert "20 MB" in answer.content.decode()
    assert client.post(address, {}).status_code == 422


def test_forged_code_costs_at_most_one_query(
    client: Client, issued: Document, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        assert find_by_code("A" * 107) is None
        assert find_by_code("not-a-code") is None

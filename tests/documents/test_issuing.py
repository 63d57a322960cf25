"""Rows before files, versions in force one at a time, history that stays."""

import threading
from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from common.errors import DomainError
from documents.building import build as build_file
from documents.building import put_in_force
from documents.domain.issuing import revoke
from documents.models import Document
from jobs.models import Job
from jobs.run import ClaimLost, Run
from tests.documents.conftest import CANARY, Issue, build, stored_bytes
from tests.factories.people import Cast


def test_row_job_and_signature_exist_before_the_file(issue_one: Issue) -> None:
    document = issue_one()
    assert (document.state, document.version, document.file, document.sha256) == ("pending", 1, "", "")
    assert document.job is not None
    assert document.job.state == "queued"
    assert len(bytes(document.token)) == 16
    assert len(bytes(document.signature)) == 64


def test_issuing_is_undone_with_the_callers_transaction(issue_one: Issue) -> None:
    with transaction.atomic():
        issue_one()
        transaction.set_rollback(True)
    assert not Document.objects.exists()
    assert not Job.objects.exists()


def test_worker_makes_the_file_and_puts_it_in_force(issued: Document) -> None:
    assert (issued.state, issued.pages) == ("valid", 1)
    assert stored_bytes(issued).startswith(b"%PDF-")
    assert str(issued.pk) in issued.file
    assert issued.job is not None
    assert issued.job.state == "done"
    assert issued.job.result_url == f"/dokumen/{issued.pk}/"


def test_building_twice_gives_the_same_file(issued: Document) -> None:
    again = build_file(issued)
    assert (again.sha256, again.file) == (issued.sha256, issued.file)


def test_new_version_supersedes_the_old_one_only_when_it_is_made(issue_one: Issue, issued: Document) -> None:
    second = issue_one()
    issued.refresh_from_db()
    assert (second.version, second.supersedes, issued.state) == (2, issued, "valid")
    build(second)
    issued.refresh_from_db()
    assert (second.state, issued.state) == ("valid", "superseded")


def test_version_made_late_does_not_push_out_a_newer_one(issue_one: Issue) -> None:
    first, second = issue_one(), issue_one()
    build(second)
    build(first)
    assert (first.state, second.state) == ("superseded", "valid")


def test_languages_are_in_force_side_by_side(issue_one: Issue, issued: Document) -> None:
    english = build(issue_one(language="en"))
    issued.refresh_from_db()
    assert (issued.state, english.state, english.version) == ("valid", "valid", 1)


def test_attempt_that_lost_its_claim_changes_nothing(issue_one: Issue) -> None:
    document = issue_one()
    assert document.job is not None
    job = document.job
    Job.objects.filter(pk=job.pk).update(state="running", attempts=2, lease_until=timezone.now() + timedelta(minutes=1))
    built = build_file(document)
    with pytest.raises(ClaimLost), Run(job, 1).finishing():
        put_in_force(document=document, built=built)
    document.refresh_from_db()
    assert document.state == "pending"


def test_revoked_while_being_made_stays_revoked(issue_one: Issue, people: Cast) -> None:
    document = issue_one()
    built = build_file(document)
    revoke(document=document, by=people.ministry, reason="Salah produk")
    put_in_force(document=document, built=built)
    document.refresh_from_db()
    assert (document.state, document.file) == ("revoked", "")


@pytest.mark.parametrize("who", ["expert", "ministry", "administrator"])
def test_issuer_and_overseers_revoke(issued: Document, people: Cast, who: str) -> None:
    revoke(document=issued, by=getattr(people, who), reason=" Nilai tertukar ")
    assert (issued.state, issued.revoked_reason) == ("revoked", "Nilai tertukar")


@pytest.mark.parametrize("who", ["owner", "staff", "aggregator", "other_expert", "newcomer"])
def test_others_do_not_revoke(issued: Document, people: Cast, who: str) -> None:
    with pytest.raises(DomainError):
        revoke(document=issued, by=getattr(people, who), reason="Tidak suka")
    issued.refresh_from_db()
    assert issued.state == "valid"


@pytest.mark.parametrize("reason", ["", "   "])
def test_revoking_needs_a_reason(issued: Document, people: Cast, reason: str) -> None:
    with pytest.raises(DomainError):
        revoke(document=issued, by=people.ministry, reason=reason)


def test_revoking_twice_is_refused(issued: Document, people: Cast) -> None:
    revoke(document=issued, by=people.ministry, reason="Satu")
    with pytest.raises(DomainError):
        revoke(document=issued, by=people.ministry, reason="Dua")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"state": "valid"}, "document_built_has_file"),
        ({"state": "revoked"}, "document_revoked_has_time"),
    ],
)
def test_database_refuses_half_states(issue_one: Issue, change: dict[str, str], name: str) -> None:
    document = issue_one()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)


def test_database_refuses_two_in_force(issue_one: Issue, issued: Document) -> None:
    second = issue_one()
    with pytest.raises(IntegrityError, match="document_one_in_force"), transaction.atomic():
        Document.objects.filter(pk=second.pk).update(state="valid", sha256="a" * 64, file="x", pages=1)


@pytest.mark.parametrize("change", [{"state": "pending"}, {"facts": {}}, {"token": b"x" * 16}, {"title_id": "Lain"}])
def test_database_refuses_to_rewrite_what_was_issued(issued: Document, change: dict[str, object]) -> None:
    with pytest.raises(Error, match="pgtrigger"), transaction.atomic():
        Document.objects.filter(pk=issued.pk).update(**change)
    with pytest.raises(Error, match="pgtrigger"), transaction.atomic():
        Document.objects.filter(pk=issued.pk).delete()
    issued.refresh_from_db()
    assert issued.facts["secret"] == CANARY


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_get_two_versions(issue_one: Issue) -> None:
    """Without the lock both would read the same last version, and one would meet the unique constraint."""
    start = threading.Barrier(4)
    versions: list[int] = []

    def issue_when_all_are_ready() -> None:
        try:
            start.wait()
            versions.append(issue_one().version)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue_when_all_are_ready) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(versions) == [1, 2, 3, 4]

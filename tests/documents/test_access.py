"""Who gets a document: the rule as a set and as a question, and over HTTP."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from documents.models import Document
from tests.conftest import SignIn
from tests.documents.conftest import CANARY, Issue, build, stored_bytes
from tests.factories.people import Cast

MAY_SEE = {"owner", "staff", "aggregator", "expert", "ministry", "administrator"}
MAY_NOT = {"newcomer", "other_owner", "other_aggregator", "other_expert"}


def test_set_and_question_agree_for_everybody(issued: Document, people: Cast) -> None:
    for name, user in people.everybody().items():
        if user is None:
            continue
        seen = Document.objects.visible_to(user).filter(pk=issued.pk).exists()
        assert seen == user.has_perm("documents.view_document", issued) == (name in MAY_SEE), name


def test_visible_once_with_many_readers(issue_one: Issue, people: Cast) -> None:
    issue_one(readers=[people.aggregator, people.other_aggregator, people.other_expert])
    assert Document.objects.visible_to(people.aggregator).count() == 1


@pytest.mark.parametrize("who", sorted(MAY_SEE))
def test_download(issued: Document, people: Cast, as_user: SignIn, who: str) -> None:
    answer = as_user(getattr(people, who)).get(f"/dokumen/{issued.pk}/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == stored_bytes(issued)  # type: ignore[attr-defined]
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert issued.number.lower() in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("who", sorted(MAY_NOT))
def test_stranger_gets_404_and_no_trace(issued: Document, people: Cast, as_user: SignIn, who: str) -> None:
    client = as_user(getattr(people, who))
    assert client.get(f"/dokumen/{issued.pk}/").status_code == 404
    assert client.get(f"/dokumen/{issued.pk}/cabut/").status_code == 404
    listed = client.get("/dokumen/")
    assert listed.status_code == 200
    assert issued.title not in listed.content.decode()


def test_visitor_is_sent_to_sign_in(issued: Document, client: Client) -> None:
    for path in ("/dokumen/", f"/dokumen/{issued.pk}/", f"/dokumen/{issued.pk}/cabut/"):
        assert client.get(path).status_code == 302


def test_document_being_made_leads_to_its_progress(issue_one: Issue, people: Cast, as_user: SignIn) -> None:
    document = issue_one()
    assert (
        as_user(people.expert).get(f"/dokumen/{document.pk}/").headers["Location"] == f"/pekerjaan/{document.job_id}/"
    )
    waiting = as_user(people.owner).get(f"/dokumen/{document.pk}/")
    assert waiting.status_code == 200
    assert CANARY not in waiting.content.decode()


def test_list_costs_the_same_for_one_and_thirty(
    issue_one: Issue, people: Cast, as_user: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_user(people.owner)
    build(issue_one())
    client.get("/dokumen/")
    with CaptureQueriesContext(connection) as one:
        client.get("/dokumen/")
    for number in range(29):
        issue_one(about=f"smes.product:{100 + number}")
    with django_assert_num_queries(len(one)):
        page = client.get("/dokumen/")
    assert len(page.context["page"].object_list) == 30


def test_ministry_revokes_on_the_page(issued: Document, people: Cast, as_user: SignIn) -> None:
    client = as_user(people.ministry)
    assert client.post(f"/dokumen/{issued.pk}/cabut/", {"reason": ""}).status_code == 422
    assert client.post(f"/dokumen/{issued.pk}/cabut/", {"reason": "Salah produk"}).status_code == 302
    issued.refresh_from_db()
    assert (issued.state, issued.revoked_by) == ("revoked", people.ministry)
    assert as_user(people.owner).get(f"/dokumen/{issued.pk}/cabut/").status_code == 404

"""Who gets the report's file, how it is made again, and the small rules behind its pages."""

import pytest

from documents.models import Document
from jobs.models import Job
from reviews.domain import reporting
from reviews.models import Review
from reviews.panels import Row, going_on
from smes.models import Product
from tests.conftest import SignIn
from tests.factories.people import Cast
from tests.factories.reviews import answered, found, submitted
from tests.reviews.reports import build, report


def test_file_is_for_the_firm_the_panel_and_the_ministry(reported: Document, people: Cast, as_user: SignIn) -> None:
    wanted = {
        "visitor": 302, "newcomer": 404, "other_owner": 404, "aggregator": 404, "other_expert": 404, "owner": 200,
        "staff": 200, "expert": 200, "ministry": 200, "administrator": 200,
    }  # fmt: skip
    address = f"/dokumen/{reported.pk}/"
    assert {who: as_user(getattr(people, who)).get(address).status_code for who in wanted} == wanted


def test_products_page_shows_the_making_and_then_the_file(
    shot: Product, review: Review, people: Cast, as_user: SignIn
) -> None:
    submitted(review)
    client = as_user(people.owner)
    part = f"/ulasan/produk/{shot.public_id}/laporan/?language=id"
    under_way = client.get(part, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" in under_way
    assert "<html" not in under_way
    assert client.get(part)["Location"].endswith("#report")
    document = report(shot)
    made = client.get(part, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in made
    assert f"/dokumen/{document.pk}/" in made


def test_ministry_has_a_failed_report_made_again(shot: Product, review: Review, people: Cast, as_user: SignIn) -> None:
    submitted(review)
    document = Document.objects.get(language="id")
    jobs = Job.objects.filter(title=document.title_id)
    jobs.update(state="running")
    jobs.update(state="failed", error="x", finished_at=document.issued_at)
    address = f"/ulasan/produk/{shot.public_id}/laporan/"
    assert (
        address in as_user(people.ministry).get(f"/ulasan/produk/{shot.public_id}/").content.decode().split("<form")[-1]
    )
    as_user(people.ministry).post(address)
    newest = reporting.newest_reports(shot, people.ministry)["id"]
    assert newest.version == 2
    assert build(newest).state == "valid"


def test_a_report_made_again_tells_nothing_of_the_round_under_way(
    review: Review, other_review: Review, people: Cast
) -> None:
    product = review.assignment.product
    found(review, "Tepi longgar.")
    submitted(review)
    submitted(other_review)
    second, _still_owed = sorted(answered(product, by=people.owner), key=lambda one: one.assignment_id)
    found(second, "Masih rahasia.")
    submitted(second, resolved=True)
    reporting.make_again(product=product, by=people.ministry)
    facts = Document.objects.filter(language="id").latest("version").facts
    assert facts["product"]["round"] == 1
    assert [one["text"] for one in facts["findings"]] == ["Tepi longgar."]


# --- comparing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scores", "spread", "apart"),
    [((4, None, None), None, False), ((4, 4, None), 0, False), ((2, 3, None), 1, False), ((1, 3, 5), 4, True)],
)
def test_spread_is_shown_not_averaged(scores: tuple[int | None, ...], spread: int | None, apart: bool) -> None:
    row = Row("form", "Bentuk", scores)
    assert (row.spread, row.is_apart) == (spread, apart)


def test_next_steps_put_must_fix_first_and_say_what_lifts_a_score(review: Review, people: Cast) -> None:
    found(review, "Ide warna.", "idea")
    found(review, "Label.", "should")
    found(review, "Tepi lepas.", "must")
    submitted(review, score=2)
    steps = Document.objects.get(language="id").facts["steps"]
    assert [step["severity"] for step in steps] == ["must", "should", "lift", "lift", "lift", "idea", "go_on"]
    assert steps[0]["text"] == "Tepi lepas."
    assert "2 → 3" in steps[2]["why"]
    assert "tidak menonjol di pameran" in steps[2]["text"]


def test_going_on_depends_on_what_is_open_and_on_the_verdicts() -> None:
    sentences = {going_on(is_open=a, is_ready=b, revision=1) for a, b in ((True, False), (False, False), (False, True))}
    assert len(sentences) == 3

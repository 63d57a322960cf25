"""Every page of the reviews: who may, what it shows, and what a refusal says."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.models import Document
from reviews.models import Answer, Assignment, Review
from smes.models import Product
from tests.conftest import SignIn
from tests.factories.firms import photo_of, product_of
from tests.factories.people import Cast
from tests.factories.reviews import answered, assigned, draft_review, found, next_revision, submitted
from tests.reviews.pictures import photographed

EVERYBODY = [
    "visitor", "newcomer", "other_owner", "other_aggregator", "other_expert", "owner", "staff", "aggregator", "expert",
    "ministry", "administrator",
]  # fmt: skip
JSON = {"Accept": "application/json"}


def whole(review: Review, **changes: Any) -> dict[str, Any]:
    """The review form as the page sends it, complete."""
    values: dict[str, Any] = {f"score_{c.key}": "4" for c in review.rubric.criteria.all()}
    return {**values, "version": review.version, "verdict": "after_changes", "summary": "Baik.", **changes}


def answers(people: Cast, as_user: SignIn, address: str, data: dict[str, Any] | None = None) -> dict[str, int]:
    """What each person of the cast gets, the outsiders first: a GET, or a POST of `data`. 302 sends to sign in."""
    found = {}
    for who in EVERYBODY:
        client = as_user(getattr(people, who))
        found[who] = (client.get(address) if data is None else client.post(address, data)).status_code
    return found


def only(refusal: int, **allowed: int) -> dict[str, int]:
    """Everybody is refused but these; a visitor is asked to sign in."""
    return {who: allowed.get(who, 302 if who == "visitor" else refusal) for who in EVERYBODY}


# --- who may ------------------------------------------------------------------------------------------------------


def test_queue_is_for_experts(people: Cast, as_user: SignIn) -> None:
    assert answers(people, as_user, "/ulasan/") == only(403, expert=200, other_expert=200)


def test_assignments_are_for_the_ministry(product: Product, people: Cast, as_user: SignIn) -> None:
    for address in ("/ulasan/penugasan/", f"/ulasan/penugasan/{product.public_id}/"):
        assert answers(people, as_user, address) == only(403, ministry=200)


def test_draft_is_its_experts_alone(review: Review, other_review: Review, people: Cast, as_user: SignIn) -> None:
    for address in (f"/ulasan/{review.pk}/", f"/ulasan/{review.pk}/tolak/"):
        assert answers(people, as_user, address) == only(404, expert=200)


def test_submitted_review_before_and_after_the_panel_is_complete(
    review: Review, other_review: Review, people: Cast, as_user: SignIn
) -> None:
    submitted(review)
    at_once = {"expert": 200, "ministry": 200, "administrator": 200}
    assert answers(people, as_user, f"/ulasan/{review.pk}/") == only(404, **at_once)
    submitted(other_review)
    assert answers(people, as_user, f"/ulasan/{review.pk}/") == only(
        404, **at_once, other_expert=200, owner=200, staff=200
    )


def test_panels_page_before_and_after(
    review: Review, other_review: Review, product: Product, people: Cast, as_user: SignIn
) -> None:
    address = f"/ulasan/produk/{product.public_id}/"
    always = {"owner": 200, "staff": 200, "ministry": 200, "administrator": 200}
    assert answers(people, as_user, address) == only(404, **always)
    submitted(review)
    submitted(other_review)
    assert answers(people, as_user, address) == only(404, **always, expert=200, other_expert=200)


def test_photo_is_for_whoever_may_read_the_review(review: Review, people: Cast, as_user: SignIn) -> None:
    photographed(review.assignment.product)
    shown, hidden = review.revision.ordered_photos[0], photo_of(review.assignment.product)
    address = f"/ulasan/{review.pk}/foto/{shown.pk}/320.jpeg"
    assert answers(people, as_user, address) == only(404, expert=200)
    client = as_user(people.expert)
    for other in (f"{hidden.pk}/320.jpeg", f"{shown.pk}/321.jpeg", f"{shown.pk}/320.gif"):
        assert client.get(f"/ulasan/{review.pk}/foto/{other}").status_code == 404


def test_nobody_else_changes_a_draft(review: Review, people: Cast, as_user: SignIn) -> None:
    finding = found(review)
    people_but_the_expert = [who for who in EVERYBODY if who != "expert"]
    for address, data in (
        (f"/ulasan/{review.pk}/temuan/", {"text": "x", "severity": "must"}),
        (f"/ulasan/temuan/{finding.pk}/", {"text": "x", "severity": "idea"}),
        (f"/ulasan/temuan/{finding.pk}/hapus/", {}),
        (f"/ulasan/{review.pk}/tolak/", {"reason": "x"}),
        (f"/ulasan/{review.pk}/", whole(review)),
    ):
        for who in people_but_the_expert:
            answer = as_user(getattr(people, who)).post(address, data)
            assert answer.status_code == (302 if who == "visitor" else 404), (who, address)
    review.refresh_from_db()
    assert review.version == 1
    assert list(review.findings.values_list("text", "severity")) == [("Tepi longgar.", "must")]
    assert review.assignment.state == "assigned"


def test_nobody_else_answers_sends_or_revises(review: Review, product: Product, people: Cast, as_user: SignIn) -> None:
    finding = found(review)
    submitted(review)
    next_revision(product)
    data = {f"kind_{finding.pk}": "change", f"text_{finding.pk}": "Selesai", "send": "1"}
    for address in (f"/ulasan/produk/{product.public_id}/", f"/ulasan/produk/{product.public_id}/revisi/"):
        for who in [who for who in EVERYBODY if who not in {"owner", "staff"}]:
            answer = as_user(getattr(people, who)).post(address, data)
            assert answer.status_code == (302 if who == "visitor" else 404), (who, address)
    assert not Answer.objects.exists()
    assert product.draft is None


def test_only_the_ministry_assigns_withdraws_and_makes_reports_again(
    review: Review, product: Product, people: Cast, as_user: SignIn
) -> None:
    assign = {"buying": str(people.other_expert.pk), "due_on": timezone.localdate().isoformat()}
    for who in [who for who in EVERYBODY if who != "ministry"]:
        client = as_user(getattr(people, who))
        refused = 302 if who == "visitor" else 403
        assert client.post(f"/ulasan/penugasan/{product.public_id}/", assign).status_code == refused
        assert client.post(f"/ulasan/penugasan/{review.assignment.pk}/cabut/", {"reason": "x"}).status_code == refused
        assert client.post(f"/ulasan/produk/{product.public_id}/laporan/").status_code == (
            302 if who == "visitor" else 404
        )
    assert Assignment.objects.open().count() == 1


# --- others' scores -----------------------------------------------------------------------------------------------


CANARY = "KENARI-rahasia-pakar-lain"


def test_others_words_stay_hidden_until_ones_own_are_in(
    review: Review, other_review: Review, product: Product, people: Cast, as_user: SignIn
) -> None:
    found(other_review, CANARY)
    Review.objects.filter(pk=other_review.pk).update(summary=CANARY)
    other_review.refresh_from_db()
    version = other_review.version
    submitted(other_review)
    Review.objects.filter(pk=review.pk).update(version=version)
    review.refresh_from_db()
    client = as_user(people.expert)
    pages = [f"/ulasan/{review.pk}/", "/ulasan/", f"/ulasan/{other_review.pk}/", f"/ulasan/produk/{product.public_id}/"]
    pages += ["/dokumen/", "/kabar/", "/pekerjaan/"]
    for address in pages:
        assert CANARY not in client.get(address, follow=True).content.decode(), address
    other = f"/ulasan/{other_review.pk}/"
    assert CANARY not in client.post(other, whole(other_review), headers=JSON).content.decode()
    assert client.post(other, whole(other_review), headers=JSON).status_code == 404
    submitted(review)
    assert CANARY in client.get(f"/ulasan/produk/{product.public_id}/").content.decode()


def test_late_lens_sees_nothing_of_the_report_before_its_own_is_in(
    review: Review, product: Product, people: Cast, as_user: SignIn
) -> None:
    found(review, CANARY)
    submitted(review)
    assigned(product, people.other_expert, by=people.ministry, lens="buying")
    client = as_user(people.other_expert)
    for document in Document.objects.all():
        assert client.get(f"/dokumen/{document.pk}/").status_code == 404
    assert client.get(f"/ulasan/{review.pk}/").status_code == 404


def test_maker_sees_nothing_of_a_round_under_way(
    review: Review, other_review: Review, product: Product, people: Cast, as_user: SignIn
) -> None:
    finding = found(review)
    submitted(review)
    submitted(other_review)
    second = next(one for one in answered(product, by=people.owner) if one.assignment == review.assignment)
    found(second, CANARY)
    submitted(second, resolved=True)
    page = as_user(people.owner).get(f"/ulasan/produk/{product.public_id}/")
    assert CANARY not in page.content.decode()
    assert finding in page.context["stage"].open  # that it is resolved is not told either


# --- the review page ----------------------------------------------------------------------------------------------


def test_review_page_shows_anchors_and_saves_itself(review: Review, people: Cast, as_user: SignIn) -> None:
    client = as_user(people.expert)
    page = client.get(f"/ulasan/{review.pk}/").content.decode()
    assert page.count('type="radio" name="score_') == 5 * review.rubric.criteria.count()
    assert "Bentuknya menjadi ciri" in page
    assert "data-autosave" in page
    answer = client.post(f"/ulasan/{review.pk}/", {"version": "1", "score_form": "3"}, headers=JSON)
    assert (answer.status_code, answer.json()) == (200, {"version": 2})
    answer = client.post(f"/ulasan/{review.pk}/", {"version": "1", "score_form": "1"}, headers=JSON)
    assert answer.status_code == 409
    assert "error" in answer.json()
    assert review.scores.get().value == 3


def test_english_reader_gets_english_anchors(review: Review, people: Cast, as_user: SignIn) -> None:
    client = as_user(people.expert)
    client.cookies["language"] = "en"
    assert "A signature form" in client.get(f"/ulasan/{review.pk}/").content.decode()


@pytest.mark.parametrize(
    "changes", [{"score_form": "6"}, {"verdict": "superb"}, {"version": "x"}, {"summary": "x" * 1201}]
)
def test_wrong_shapes_are_refused_with_a_sentence(
    review: Review, people: Cast, as_user: SignIn, changes: dict[str, str]
) -> None:
    client = as_user(people.expert)
    answer = client.post(f"/ulasan/{review.pk}/", whole(review, **changes), headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert client.post(f"/ulasan/{review.pk}/", whole(review, **changes, hand_in="1")).status_code == 422
    review.refresh_from_db()
    assert review.version == 1


def test_incomplete_submit_saves_and_says_what_is_missing(review: Review, people: Cast, as_user: SignIn) -> None:
    client = as_user(people.expert)
    page = client.post(f"/ulasan/{review.pk}/", {"version": "1", "score_form": "3", "hand_in": "1"})
    assert page.status_code == 422
    text = page.content.decode()
    assert 'href="#id_score_story"' in text
    assert 'href="#id_verdict"' in text
    assert 'name="version" value="2"' in re.sub(r"\s+", " ", text)
    review.refresh_from_db()
    assert (review.state, review.version) == ("draft", 2)


def test_double_submit_has_one_effect(review: Review, people: Cast, as_user: SignIn) -> None:
    client = as_user(people.expert)
    data = whole(review, hand_in="1")
    first = client.post(f"/ulasan/{review.pk}/", data)
    second = client.post(f"/ulasan/{review.pk}/", data)
    assert (first.status_code, first["Location"]) == (302, "/ulasan/")
    assert (second.status_code, second["Location"]) == (302, f"/ulasan/{review.pk}/")
    assert Document.objects.count() == 2


def test_two_tabs_the_second_gets_a_sentence_and_keeps_its_words(review: Review, people: Cast, as_user: SignIn) -> None:
    client = as_user(people.expert)
    client.post(f"/ulasan/{review.pk}/", whole(review, summary="Tab satu"))
    page = client.post(f"/ulasan/{review.pk}/", whole(review, summary="Tab dua"))
    assert page.status_code == 409
    assert "Tab dua" in page.content.decode()
    review.refresh_from_db()
    assert review.summary == "Tab satu"


def test_newer_revision_is_said_on_the_page(review: Review, people: Cast, as_user: SignIn) -> None:
    client = as_user(people.expert)
    assert client.get(f"/ulasan/{review.pk}/").context["newer"] is None
    newer = next_revision(review.assignment.product)
    assert client.get(f"/ulasan/{review.pk}/").context["newer"] == newer


def test_finding_by_htmx_and_by_plain_form(review: Review, people: Cast, as_user: SignIn) -> None:
    client = as_user(people.expert)
    photo = review.revision.ordered_photos[1]
    data = {"severity": "must", "text": "Sudut terbuka", "photo": str(photo.pk), "pin_x": "0.25", "pin_y": "0.5"}
    part = client.post(f"/ulasan/{review.pk}/temuan/", data, headers={"HX-Request": "true"})
    assert part.status_code == 201
    assert b"<html" not in part.content
    assert b"Sudut terbuka" in part.content
    answer = client.post(f"/ulasan/{review.pk}/temuan/", {**data, "text": "Kedua"})
    assert answer["Location"] == f"/ulasan/{review.pk}/?foto={photo.pk}#findings"
    assert [one.label for one in review.findings.order_by("number")] == ["D1", "D2"]


def test_same_finding_sent_twice_is_one(review: Review, people: Cast, as_user: SignIn) -> None:
    client = as_user(people.expert)
    data = {"severity": "must", "text": "Sudut terbuka", "once": "kunci-1"}
    for headers in ({"HX-Request": "true"}, {"HX-Request": "true"}):
        assert client.post(f"/ulasan/{review.pk}/temuan/", data, headers=headers).status_code == 201
    assert review.findings.count() == 1


@pytest.mark.parametrize("pin", [("1.2", "0.5"), ("0.5", ""), ("abc", "0.5"), ("NaN", "0.5"), ("-0.1", "0.2")])
def test_pin_outside_the_photo_keeps_the_words(
    review: Review, people: Cast, as_user: SignIn, pin: tuple[str, str]
) -> None:
    photo = review.revision.ordered_photos[0]
    data = {"severity": "must", "text": "Kata-kata", "photo": str(photo.pk), "pin_x": pin[0], "pin_y": pin[1]}
    for headers in ({}, {"HX-Request": "true"}):
        page = as_user(people.expert).post(f"/ulasan/{review.pk}/temuan/", data, headers=headers)
        assert page.status_code == 422
        assert "Kata-kata" in page.content.decode()
    assert not review.findings.exists()


def test_place_clicked_without_javascript_becomes_a_pin(review: Review, people: Cast, as_user: SignIn) -> None:
    photo = review.revision.ordered_photos[1]
    page = as_user(people.expert).get(f"/ulasan/{review.pk}/", {"foto": str(photo.pk), "at.x": "70", "at.y": "105"})
    assert page.context["finding_form"].initial["pin_x"] == pytest.approx(0.25, abs=0.001)
    assert page.context["finding_form"].initial["pin_y"] == pytest.approx(0.5, abs=0.001)
    assert page.context["photo"] == photo


def test_finding_is_changed_and_removed(review: Review, people: Cast, as_user: SignIn) -> None:
    photo = review.revision.ordered_photos[0]
    finding = found(review, photo=photo)
    client = as_user(people.expert)
    data = {"severity": "idea", "text": "Baru", "photo": str(photo.pk), "pin_x": "0.1", "pin_y": "0.1", "unpin": "on"}
    client.post(f"/ulasan/temuan/{finding.pk}/", data)
    finding.refresh_from_db()
    assert (finding.severity, finding.text, finding.photo, finding.pin_x) == ("idea", "Baru", None, None)
    client.post(f"/ulasan/temuan/{finding.pk}/hapus/")
    assert not review.findings.exists()


def test_a_finding_comes_into_the_form_to_be_changed(
    review: Review, other_review: Review, people: Cast, as_user: SignIn
) -> None:
    finding, foreign = found(review, "Tepi lepas"), found(other_review, "Milik orang lain")
    client = as_user(people.expert)
    page = client.get(f"/ulasan/{review.pk}/?ubah={finding.pk}")
    assert page.context["finding_form"].initial["text"] == "Tepi lepas"
    assert f'hx-post="/ulasan/temuan/{finding.pk}/"' in page.content.decode()
    assert client.get(f"/ulasan/{review.pk}/?ubah={foreign.pk}").context["editing"] is None


def test_declining_by_the_page(review: Review, people: Cast, as_user: SignIn) -> None:
    client = as_user(people.expert)
    assert client.post(f"/ulasan/{review.pk}/tolak/", {"reason": ""}).status_code == 422
    assert client.post(f"/ulasan/{review.pk}/tolak/", {"reason": "Kerabat saya"})["Location"] == "/ulasan/"
    assert client.get(f"/ulasan/{review.pk}/").status_code == 404


# --- the maker's page ---------------------------------------------------------------------------------------------


def test_maker_answers_and_sends(review: Review, product: Product, people: Cast, as_user: SignIn) -> None:
    finding = found(review, photo=review.revision.ordered_photos[0])
    submitted(review)
    address, client = f"/ulasan/produk/{product.public_id}/", as_user(people.owner)
    said = {f"kind_{finding.pk}": "question", f"text_{finding.pk}": "Jahitan apa yang disarankan?"}
    assert client.post(address, said, headers=JSON).json() == {}
    assert "Jahitan apa" in client.get(address).content.decode()
    assert client.post(address, {**said, "send": "1"}).status_code == 409
    next_revision(product)
    assert client.post(address, {**said, "send": "1"})["Location"] == address
    assert client.post(address, {**said, "send": "1"})["Location"] == address  # the same button, pressed twice
    assert Review.objects.of(product).filter(round=2).count() == 1
    page = as_user(people.expert).get(f"/ulasan/{draft_review(review.assignment).pk}/").content.decode()
    assert "Jahitan apa yang disarankan?" in page


def test_maker_starts_the_next_revision_and_answers_come_along(
    review: Review, product: Product, people: Cast, as_user: SignIn
) -> None:
    finding = found(review)
    submitted(review)
    data = {f"kind_{finding.pk}": "change", f"text_{finding.pk}": "Dijahit"}
    as_user(people.owner).post(f"/ulasan/produk/{product.public_id}/revisi/", data)
    assert product.draft is not None
    assert product.draft.number == 2
    assert Answer.objects.get().text == "Dijahit"


def test_pages_say_what_is_next_when_there_is_nothing(people: Cast, product: Product, as_user: SignIn) -> None:
    assert 'class="empty"' in as_user(people.expert).get("/ulasan/").content.decode()
    assert 'class="empty"' in as_user(people.owner).get(f"/ulasan/produk/{product.public_id}/").content.decode()
    assert 'class="empty"' in as_user(people.ministry).get("/ulasan/penugasan/?show=under_way").content.decode()


# --- staff --------------------------------------------------------------------------------------------------------


def test_ministry_assigns_and_withdraws_by_the_page(product: Product, people: Cast, as_user: SignIn) -> None:
    client = as_user(people.ministry)
    address = f"/ulasan/penugasan/{product.public_id}/"
    due_on = (timezone.localdate() + timedelta(days=3)).isoformat()
    both = {"design": str(people.expert.pk), "buying": str(people.other_expert.pk), "due_on": due_on, "once": "kunci-2"}
    for _again in range(2):
        assert client.post(address, both)["Location"] == address
    assert Assignment.objects.of(product).open().count() == 2
    assignment = Assignment.objects.get(lens="design")
    client.post(f"/ulasan/penugasan/{assignment.pk}/cabut/", {"reason": "Salah lensa"})
    assignment.refresh_from_db()
    assert (assignment.state, assignment.ended_reason) == ("withdrawn", "Salah lensa")


def test_conflict_of_one_leaves_nobody_assigned(product: Product, people: Cast, as_user: SignIn) -> None:
    same = {
        "design": str(people.expert.pk),
        "buying": str(people.expert.pk),
        "due_on": timezone.localdate().isoformat(),
    }
    page = as_user(people.ministry).post(f"/ulasan/penugasan/{product.public_id}/", same)
    assert page.status_code == 422
    assert not Assignment.objects.exists()


def test_nobody_chosen_is_said(product: Product, people: Cast, as_user: SignIn) -> None:
    data = {"due_on": timezone.localdate().isoformat()}
    assert as_user(people.ministry).post(f"/ulasan/penugasan/{product.public_id}/", data).status_code == 422


@pytest.mark.parametrize(("show", "state"), [("waiting", "none"), ("under_way", "drafts"), ("with_maker", "submitted")])
def test_products_stand_in_the_list_of_what_they_wait_for(
    product: Product, people: Cast, as_user: SignIn, show: str, state: str
) -> None:
    if state != "none":
        review = draft_review(assigned(product, people.expert, by=people.ministry))
        if state == "submitted":
            submitted(review)
    client = as_user(people.ministry)
    for name in ("waiting", "under_way", "with_maker"):
        page = client.get(f"/ulasan/penugasan/?show={name}")
        assert [row["product"] for row in page.context["rows"]] == ([product] if name == show else [])


# --- figures ------------------------------------------------------------------------------------------------------


def test_lists_ask_as_many_queries_for_one_and_for_thirty(product: Product, people: Cast, as_user: SignIn) -> None:
    def counted() -> dict[str, int]:
        found = {}
        for who, address in (("expert", "/ulasan/"), ("ministry", "/ulasan/penugasan/?show=under_way")):
            client = as_user(getattr(people, who))
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found[address] = len(asked)
        return found

    assigned(product, people.expert, by=people.ministry)
    one = counted()
    for _n in range(29):
        more = product_of(product.company, photos=2)
        assigned(more, people.expert, by=people.ministry)
    assert counted() == one
    assert min(one.values()) > 0


def test_panel_asks_as_many_queries_for_one_finding_and_for_many(
    review: Review, product: Product, people: Cast, as_user: SignIn
) -> None:
    other = product_of(product.company, photos=2)
    many = draft_review(assigned(other, people.expert, by=people.ministry))
    found(review, photo=review.revision.ordered_photos[0])
    for n in range(12):
        found(many, f"Temuan {n}", photo=many.revision.ordered_photos[0])
    submitted(review)
    submitted(many)
    client = as_user(people.owner)
    asked = []
    for row in (product, other):
        client.get(f"/ulasan/produk/{row.public_id}/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/ulasan/produk/{row.public_id}/")
        asked.append(len(captured))
    assert asked[0] == asked[1] > 0


def test_review_page_is_light(review: Review, people: Cast, as_user: SignIn) -> None:
    for n in range(6):
        found(review, f"Temuan {n}", photo=review.revision.ordered_photos[0])
    assert len(as_user(people.expert).get(f"/ulasan/{review.pk}/").content) < 80_000


def test_no_inline_style_or_script(review: Review, product: Product, people: Cast, as_user: SignIn) -> None:
    found(review, photo=review.revision.ordered_photos[0])
    pages = [as_user(people.expert).get(f"/ulasan/{review.pk}/"), as_user(people.expert).get("/ulasan/")]
    submitted(review)
    pages += [as_user(people.expert).get(f"/ulasan/{review.pk}/")]
    pages += [as_user(people.owner).get(f"/ulasan/produk/{product.public_id}/")]
    pages += [
        as_user(people.ministry).get(address)
        for address in ("/ulasan/penugasan/", f"/ulasan/penugasan/{product.public_id}/")
    ]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*src=)", text)


def test_autosave_answers_are_json_only(review: Review, people: Cast, as_user: SignIn) -> None:
    answer = as_user(people.expert).post(f"/ulasan/{review.pk}/", {"version": "1"}, headers=JSON)
    assert set(json.loads(answer.content)) == {"version"}

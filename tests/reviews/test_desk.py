"""The expert's desk and the pages around it: saving, findings, answers, assigning, query counts."""

import re
from typing import Any

import pytest

from documents.models import Document
from reviews.models import Review
from tests.conftest import SignIn
from tests.factories.people import Cast
from tests.factories.reviews import found, next_revision

EVERYBODY = [
    "visitor", "newcomer", "other_owner", "other_aggregator", "other_expert", "owner", "staff", "aggregator", "expert",
    "ministry", "administrator",
]  # fmt: skip
JSON = {"Accept": "application/json"}


def whole(review: Review, **changes: Any) -> dict[str, Any]:
    """The review form as the page sends it, complete."""
    values: dict[str, Any] = {f"score_{c.key}": "4" for c in review.rubric.criteria.all()}
    return {**values, "version": review.version, "verdict": "after_changes", "summary": "Baik.", **changes}


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


@pytest.mark.parametrize("pixels", ["²", "-1", "9" * 30, "9" * 5000, "99999"])
def test_places_that_nobody_clicks_do_no_harm(review: Review, people: Cast, as_user: SignIn, pixels: str) -> None:
    page = as_user(people.expert).get(f"/ulasan/{review.pk}/", {"at.x": pixels, "at.y": "1"})
    assert page.status_code == 200
    assert page.context["finding_form"].initial.get("pin_x") in {None, 1}


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

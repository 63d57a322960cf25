"""The maker's answers, the ministry's assigning, and what the lists cost."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.models import Answer, Assignment, Review
from smes.models import Product
from tests.conftest import SignIn
from tests.factories.firms import product_of
from tests.factories.people import Cast
from tests.factories.reviews import assigned, draft_review, found, next_revision, submitted

EVERYBODY = [
    "visitor", "newcomer", "other_owner", "other_aggregator", "other_expert", "owner", "staff", "aggregator", "expert",
    "ministry", "administrator",
]  # fmt: skip
JSON = {"Accept": "application/json"}


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

"""Every page of the reviews: who may, what it shows, and what a refusal says."""

from typing import Any

from django.utils import timezone

from documents.models import Document
from reviews.models import Answer, Assignment, Review
from smes.models import Product
from tests.conftest import SignIn
from tests.factories.firms import photo_of
from tests.factories.people import Cast
from tests.factories.reviews import answered, assigned, found, next_revision, submitted
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

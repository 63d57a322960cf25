"""Sending photos through the pages, and who gets which file."""

import uuid
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from smes.domain import products
from smes.models import Photo, Product, ProductRevision
from tests.factories.people import Cast
from tests.smes.conftest import EnglishSignIn
from tests.smes.loop import Loop
from tests.smes.pictures import PDF, huge_png, jpeg, stored_files, truncated


def file(data: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def url(name: str, product: Product, *args: object) -> str:
    return reverse(f"smes:{name}", args=[product.public_id, *args])


def address(photo: Photo, size: int = 320, file_format: str = "jpeg") -> str:
    return reverse("smes:photo", args=[photo.pk, size, file_format])


def order(draft: ProductRevision) -> list[Photo]:
    return ProductRevision.objects.get(pk=draft.pk).ordered_photos


def test_one_photo_for_the_uploader(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.started()
    response = as_user(loop.owner).post(url("photo_upload", draft.product), {"photo": file(jpeg(1))})
    assert response.status_code == 201
    [photo] = order(draft)
    answer = response.json()
    assert (answer["id"], answer["url"]) == (str(photo.pk), address(photo))
    assert f'<img src="{address(photo)}"' in answer["html"]
    assert url("photo_change", draft.product, photo.pk, "naik") in answer["html"]


def test_a_repeat_under_the_same_key_gets_the_first_answer(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.started()
    client = as_user(loop.owner)
    first, second = (
        client.post(url("photo_upload", draft.product), {"photo": file(jpeg(1))}, headers={"Idempotency-Key": "k1"})
        for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    other = client.post(url("photo_upload", draft.product), {"photo": file(jpeg(2))}, headers={"Idempotency-Key": "k1"})
    assert other.status_code == 422
    assert Photo.objects.count() == 1


def test_the_same_photo_again_is_said_kindly(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.started()
    client = as_user(loop.owner)
    client.post(url("photo_upload", draft.product), {"photo": file(jpeg(1))})
    again = client.post(url("photo_upload", draft.product), {"photo": file(jpeg(1))}, headers={"Idempotency-Key": "k2"})
    assert (again.status_code, again.json()) == (409, {"error": "This photo is already there."})
    assert len(order(draft)) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (lambda: PDF, "This is a PDF, not a photo."),
        (huge_png, "more than 24 megapixels"),
        (truncated, "damaged or has not arrived complete"),
        (lambda: jpeg(2) + b"\0" * (20 * 2**20), "larger than 20 MB"),
        (lambda: b"", "empty"),
    ],
    ids=["a PDF renamed .jpg", "8000 x 8000 PNG", "truncated JPEG", "20 MB", "empty"],
)
def test_bad_files_get_their_sentence_and_leave_nothing(
    loop: Loop, as_user: EnglishSignIn, data: Callable[[], bytes], sentence: str
) -> None:
    draft = loop.started()
    before = stored_files()
    client = as_user(loop.owner)
    response = client.post(
        url("photo_upload", draft.product), {"photo": file(data())}, headers={"Accept": "application/json"}
    )
    assert response.status_code in {413, 422}
    assert sentence in response.json()["error"]
    assert not Photo.objects.exists()
    assert stored_files() == before


def test_nothing_sent_is_said(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.started()
    response = as_user(loop.owner).post(url("photo_upload", draft.product))
    assert (response.status_code, response.json()) == (422, {"error": "The photo has not arrived. Send it once more."})


def test_many_at_once_without_javascript(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.started()
    client = as_user(loop.owner)
    sent = {"photo": [file(jpeg(1), "a.jpg"), file(PDF, "surat.jpg"), file(jpeg(2), "b.jpg")]}
    response = client.post(url("photos", draft.product), sent, follow=True)
    text = response.content.decode()
    assert "2 photos saved." in text
    assert "surat.jpg: This is a PDF, not a photo." in text
    assert len(order(draft)) == 2
    assert "Choose at least one photo" in client.post(url("photos", draft.product), follow=True).content.decode()


def test_order_and_undo_by_buttons(loop: Loop, as_user: EnglishSignIn) -> None:
    draft = loop.started()
    a, b = loop.photo(draft, 1), loop.photo(draft, 2)
    client = as_user(loop.staff)
    client.post(url("photo_change", draft.product, b.pk, "naik"))
    assert order(draft) == [b, a]
    client.post(url("photo_change", draft.product, b.pk, "turun"))
    text = client.post(url("photo_change", draft.product, a.pk, "keluarkan"), follow=True).content.decode()
    assert order(draft) == [b]
    undo = url("photo_put_back", draft.product, a.pk, 0)
    assert f'action="{undo}"' in text
    client.post(undo)
    assert order(draft) == [a, b]
    assert client.post(url("photo_change", draft.product, a.pk, "miring")).status_code == 404


def test_another_products_photo_is_not_found(loop: Loop, as_user: EnglishSignIn) -> None:
    draft, other = loop.started(), loop.started()
    photo = loop.photo(other)
    client = as_user(loop.owner)
    assert client.post(url("photo_change", draft.product, photo.pk, "naik")).status_code == 404
    assert client.post(url("photo_put_back", draft.product, photo.pk, 0)).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("other_owner", 404), ("visitor", 404), ("newcomer", 404), ("aggregator", 404), ("expert", 404),
        ("owner", 200), ("staff", 200), ("ministry", 200), ("administrator", 200),
    ],
)  # fmt: skip
def test_photos_of_a_draft_are_private(
    people: Cast, loop: Loop, as_user: EnglishSignIn, role: str, status: int
) -> None:
    photo = loop.photo(loop.started())
    response = as_user(people.everybody()[role]).get(address(photo))
    assert response.status_code == status
    if status == 200:
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def published_with_photo(loop: Loop) -> tuple[Product, Photo]:
    draft = loop.written()
    draft.revision_photos.all().delete()
    photo = loop.photo(draft)
    products.save_revision(product=draft.product, by=loop.owner)
    return products.publish(product=draft.product, by=loop.owner), photo


def test_photos_of_a_published_revision_are_everybodys(loop: Loop, client: Client) -> None:
    product, photo = published_with_photo(loop)
    for size in (320, 800, 1600):
        response = client.get(address(photo, size, "avif"))
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "image/avif"
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert b"".join(response.streaming_content)[4:8] == b"ftyp"  # type: ignore[attr-defined]
    draft = products.revise(product=product, by=loop.owner)
    assert client.get(address(loop.photo(draft, 7))).status_code == 404, "the next revision's are not, yet"
    products.unpublish(product=product, by=loop.owner)
    assert client.get(address(photo)).status_code == 404


def test_what_is_no_photo_is_not_found(loop: Loop, client: Client) -> None:
    _product, photo = published_with_photo(loop)
    assert client.get(address(photo, 640)).status_code == 404
    assert client.get(address(photo, 320, "png")).status_code == 404
    assert client.get(reverse("smes:photo", args=[uuid.uuid4(), 320, "jpeg"])).status_code == 404


def test_a_saved_product_takes_no_photo(loop: Loop, as_user: EnglishSignIn) -> None:
    product = loop.saved()
    response = as_user(loop.owner).post(url("photo_upload", product), {"photo": file(jpeg(1))})
    assert response.status_code == 404

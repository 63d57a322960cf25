"""Photos of a draft; and what is refused leaves nothing behind."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError

from common.errors import DomainError
from common.uploads import media_path
from smes.domain import photos, products
from smes.models import Photo, ProductRevision
from smes.models.photo import FORMATS, MAX_PHOTOS, SIZES
from tests.factories.firms import photo_of
from tests.factories.people import Cast
from tests.smes.loop import Loop, complete
from tests.smes.pictures import PDF, huge_png, jpeg, stored_files, truncated


def positions(draft: ProductRevision) -> list[tuple[Any, int]]:
    return list(draft.revision_photos.order_by("position").values_list("photo_id", "position"))


def shown(draft: ProductRevision) -> list[Photo]:
    fresh = ProductRevision.objects.get(pk=draft.pk)
    assert [position for _, position in positions(fresh)] == list(range(len(positions(fresh))))
    return fresh.ordered_photos


def test_a_photo_has_its_files(loop: Loop) -> None:
    draft = loop.started()
    photo = loop.photo(draft)
    assert shown(draft) == [photo]
    assert (photo.width, photo.height, photo.uploaded_by) == (640, 480, loop.owner)
    files = {photo.path(size, file_format) for size in SIZES for file_format in FORMATS}
    assert all(media_path(path).stat().st_size > 500 for path in files)
    assert photo.avif.count("/foto/") == 2, "a small original is offered once, not three times"
    assert "320w" in photo.jpeg
    assert "640w" in photo.jpeg


def test_the_same_photo_twice_is_the_same_row(loop: Loop) -> None:
    draft = loop.started()
    first, again = loop.photo(draft), loop.photo(draft)
    assert first == again
    assert shown(draft) == [first]
    assert Photo.objects.count() == 1


def test_outsiders_add_nothing(people: Cast, loop: Loop) -> None:
    draft = loop.started()
    before = stored_files()
    for outsider in (people.other_owner, people.aggregator, people.expert, people.ministry):
        with pytest.raises(DomainError, match="members of the company"):
            photos.add(revision=draft, data=jpeg(9), by=outsider)
    assert not Photo.objects.exists()
    assert stored_files() == before


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (lambda: PDF, "This is a PDF, not a photo"),
        (huge_png, "more than 24 megapixels"),
        (truncated, "damaged or has not arrived complete"),
        (lambda: jpeg(2) + b"\0" * (20 * 2**20), "larger than 20 MB"),
        (lambda: b"", "nothing has arrived"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a photo that we can show"),
    ],
    ids=["a PDF renamed .jpg", "8000 x 8000 PNG of a few KB", "truncated JPEG", "20 MB", "empty", "SVG"],
)
def test_what_is_no_photo_gets_its_sentence_and_leaves_nothing(
    loop: Loop, data: Callable[[], bytes], sentence: str
) -> None:
    draft = loop.started()
    before = stored_files()
    with pytest.raises(DomainError, match=sentence):
        photos.add(revision=draft, data=data(), by=loop.owner)
    assert not Photo.objects.exists()
    assert stored_files() == before


def test_a_refused_row_takes_its_files_along(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = loop.started()
    before = stored_files()
    during = set()

    def refuse(self: Photo, **kwargs: object) -> None:
        during.update(stored_files() - before)
        raise DatabaseError("the disk of the database is full")

    monkeypatch.setattr(Photo, "save", refuse)
    with pytest.raises(DatabaseError):
        photos.add(revision=draft, data=jpeg(3), by=loop.owner)
    assert len(during) == len(SIZES) * len(FORMATS), "files are there before the row"
    assert stored_files() == before
    assert shown(draft) == []


def test_a_saved_revision_takes_no_photo(loop: Loop) -> None:
    product = loop.saved()
    revision = product.latest_saved
    assert revision is not None
    before = stored_files()
    with pytest.raises(DomainError, match="does not change any more"):
        photos.add(revision=revision, data=jpeg(4), by=loop.owner)
    assert stored_files() == before


def test_no_more_than_eight(loop: Loop) -> None:
    draft = loop.started()
    for position in range(MAX_PHOTOS):
        draft.revision_photos.create(photo=photo_of(draft.product), position=position)
    before = stored_files()
    with pytest.raises(DomainError, match="at most 8 photos"):
        loop.photo(draft)
    assert stored_files() == before


def test_order_and_leaving_out_with_undo(loop: Loop) -> None:
    draft = loop.started()
    a, b, c = (photo_of(draft.product) for _ in range(3))
    for position, photo in enumerate((a, b, c)):
        draft.revision_photos.create(photo=photo, position=position)
    photos.move(revision=draft, photo=c, step=-1, by=loop.owner)
    assert shown(draft) == [a, c, b]
    photos.move(revision=draft, photo=a, step=-1, by=loop.owner)
    assert shown(draft) == [a, c, b], "the first stays first"
    photos.move(revision=draft, photo=a, step=5, by=loop.staff)
    assert shown(draft) == [c, b, a]
    position = photos.remove(revision=draft, photo=b, by=loop.owner)
    assert (position, shown(draft)) == (1, [c, a])
    with pytest.raises(DomainError, match="already been left out"):
        photos.remove(revision=draft, photo=b, by=loop.owner)
    photos.put_back(revision=draft, photo=b, position=position, by=loop.owner)
    photos.put_back(revision=draft, photo=b, position=position, by=loop.owner)
    assert shown(draft) == [c, b, a]


def test_another_products_photo_does_not_slip_in(loop: Loop) -> None:
    draft, other = loop.started(), loop.started()
    with pytest.raises(DomainError, match="another product"):
        photos.put_back(revision=draft, photo=photo_of(other.product), position=0, by=loop.owner)


def test_each_revision_has_its_own_order(loop: Loop) -> None:
    draft = loop.started()
    a, b, c = (photo_of(draft.product) for _ in range(3))
    for position, photo in enumerate((a, b, c)):
        draft.revision_photos.create(photo=photo, position=position)
    products.write(revision=draft, version=1, values=complete(), by=loop.owner)
    first = products.save_revision(product=draft.product, by=loop.owner)
    second = products.revise(product=draft.product, by=loop.owner)
    photos.move(revision=second, photo=c, step=-2, by=loop.owner)
    photos.remove(revision=second, photo=b, by=loop.owner)
    for revision, expected in ((first, [a, b, c]), (second, [c, a])):
        assert shown(revision) == expected
        prefetched = ProductRevision.objects.with_photos().get(pk=revision.pk)
        assert (prefetched.ordered_photos, prefetched.cover) == (expected, expected[0])


def test_leaving_out_touches_no_saved_revision(loop: Loop) -> None:
    product = loop.saved()
    draft = products.revise(product=product, by=loop.owner)
    [photo] = shown(draft)
    photos.remove(revision=draft, photo=photo, by=loop.owner)
    assert shown(draft) == []
    assert product.latest_saved is not None
    assert shown(product.latest_saved) == [photo]

"""Photos of a draft: add, order, leave out, put back. What a saved revision shows never changes."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import DomainError
from common.images import Derivatives, derive
from common.uploads import random_name, stored
from smes.domain.products import locked_draft
from smes.models import Photo, ProductRevision, RevisionPhoto
from smes.models.photo import MAX_PHOTOS


def add(*, revision: ProductRevision, data: bytes, by: User, prepared: Derivatives | None = None) -> Photo:
    """Add a photo (the file as it was sent) at the end of the draft's photos; sent twice it is the same row.

    `prepared` saves preparing it again. Files are written before the row, and removed when the row is refused.
    """
    return _keep(revision, data, by, prepared or prepare(revision=revision, data=data))


def prepare(*, revision: ProductRevision, data: bytes) -> Derivatives | None:
    """The photo's derivatives, made outside of any transaction (a second); None where the product has it already."""
    known = Photo.objects.filter(product_id=revision.product_id, sha256=hashlib.sha256(data).hexdigest())
    return None if known.exists() else derive(data)


@transaction.atomic
def _keep(revision: ProductRevision, data: bytes, by: User, prepared: Derivatives | None) -> Photo:
    draft = locked_draft(revision, by)
    shown = list(RevisionPhoto.objects.filter(revision=draft).values_list("photo__sha256", flat=True))
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 not in shown and len(shown) >= MAX_PHOTOS:
        raise DomainError(_("A product shows at most %(most)d photos. Leave one out first.") % {"most": MAX_PHOTOS})
    photo = Photo.objects.filter(product_id=draft.product_id, sha256=sha256).first()
    if photo is None:
        return _store(draft, prepared or derive(data), by, len(shown))
    if sha256 not in shown:
        RevisionPhoto.objects.create(revision=draft, photo=photo, position=len(shown))
    return photo


def _store(draft: ProductRevision, made: Derivatives, by: User, position: int) -> Photo:
    photo = Photo(
        product_id=draft.product_id,
        folder=random_name("photos", "x").removesuffix(".x"),
        sha256=made.sha256,
        width=made.width,
        height=made.height,
        colour=made.colour,
        hint=",".join(made.hints),
        uploaded_by=by,
    )
    files = {photo.path(size, file_format): file.data for (size, file_format), file in made.files.items()}
    with stored(files), transaction.atomic():
        photo.save(force_insert=True)
        RevisionPhoto.objects.create(revision=draft, photo=photo, position=position)
    return photo


@transaction.atomic
def remove(*, revision: ProductRevision, photo: Photo, by: User) -> int:
    """Leave a photo out of the draft; the file stays, so that this can be undone. Returns where it stood."""
    draft = locked_draft(revision, by)
    order = _order(draft)
    if photo.pk not in order:
        raise DomainError(_("This photo has already been left out."))
    position = order.index(photo.pk)
    RevisionPhoto.objects.filter(revision=draft, photo=photo).delete()
    order.remove(photo.pk)
    _arrange(draft, order)
    return position


@transaction.atomic
def put_back(*, revision: ProductRevision, photo: Photo, position: int, by: User) -> None:
    """Undo `remove`. Does nothing when the photo is there."""
    draft = locked_draft(revision, by)
    order = _order(draft)
    if photo.product_id != draft.product_id:
        raise DomainError(_("This photo belongs to another product."))
    if photo.pk in order:
        return
    if len(order) >= MAX_PHOTOS:
        raise DomainError(_("A product shows at most %(most)d photos. Leave one out first.") % {"most": MAX_PHOTOS})
    RevisionPhoto.objects.create(revision=draft, photo=photo, position=len(order))
    order.insert(max(0, min(position, len(order))), photo.pk)
    _arrange(draft, order)


@transaction.atomic
def move(*, revision: ProductRevision, photo: Photo, step: int, by: User) -> None:
    """Move a photo by so many places, -1 towards the front; past an end it stays."""
    draft = locked_draft(revision, by)
    order = _order(draft)
    if photo.pk not in order:
        raise DomainError(_("This photo has already been left out."))
    position = order.index(photo.pk)
    order.insert(max(0, min(position + step, len(order) - 1)), order.pop(position))
    _arrange(draft, order)


def _order(draft: ProductRevision) -> list[object]:
    return list(draft.revision_photos.order_by("position", "pk").values_list("photo_id", flat=True))


def _arrange(draft: ProductRevision, order: list[object]) -> None:
    """Number the photos from 0 in this order."""
    links = {link.photo_id: link for link in draft.revision_photos.all()}
    for position, photo in enumerate(order):
        links[photo].position = position  # type: ignore[index]
    RevisionPhoto.objects.bulk_update(links.values(), ["position"])

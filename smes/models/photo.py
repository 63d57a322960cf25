"""A photo of a product: the files stay as they are; each revision says which photos it shows, in which order."""

import uuid
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.images import advice

if TYPE_CHECKING:
    from accounts.models import User

SIZES = (320, 800, 1600)
FORMATS = ("avif", "jpeg")
MAX_PHOTOS = 8
"""The most photos that one revision shows."""


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible_to(self, user: "User | AnonymousUser") -> "PhotoQuerySet":
        """Photos of published revisions to everybody; every photo of one's own; all to those who oversee."""
        from smes.rules import visible_photos

        return self.filter(visible_photos(user))

    def published(self) -> "PhotoQuerySet":
        """Shown by the published revision of a product that everybody sees."""
        from smes.rules import PUBLISHED_PHOTO

        return self.filter(PUBLISHED_PHOTO)


class Photo(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    product = models.ForeignKey("smes.Product", models.CASCADE, related_name="photos")
    folder = models.CharField(max_length=100, unique=True, help_text=_("Private storage folder of its files."))
    sha256 = models.CharField(max_length=64, help_text=_("Of what was sent."))
    width = models.PositiveIntegerField(help_text=_("Of the largest size, in pixels."))
    height = models.PositiveIntegerField()
    colour = models.CharField(max_length=7, default="#d9cdb8")
    hint = models.CharField(_("advice about the photo"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["uploaded_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["product", "sha256"], name="photo_once_per_product")]
        triggers = [
            # SET_NULL on a deleted person must still work
            pgtrigger.Trigger(
                name="photo_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "to_jsonb(OLD) - 'uploaded_by_id' IS DISTINCT FROM to_jsonb(NEW) - 'uploaded_by_id'"
                ),
                func="RAISE EXCEPTION 'a photo never changes';",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    def path(self, size: int, file_format: str) -> str:
        """The private storage path of one size and format."""
        if size not in SIZES or file_format not in FORMATS:
            raise ValueError(f"no photo of size {size} as {file_format}")
        return f"{self.folder}/{size}.{file_format}"

    @property
    def advice(self) -> list[str]:
        """What would make the next photo better, as sentences; `hint` keeps their names."""
        return [str(advice(hint)) for hint in self.hint.split(",") if hint]

    def width_at(self, size: int) -> int:
        """Width in pixels of the file of one size; a small original is never enlarged."""
        longest = max(self.width, self.height)
        return max(1, round(self.width * min(size, longest) / longest))

    # What components/photo.html takes.
    @property
    def src(self) -> str:
        return f"{self._address}800.jpeg"

    @property
    def jpeg(self) -> str:
        return self._srcset("jpeg")

    @property
    def avif(self) -> str:
        return self._srcset("avif")

    @property
    def thumbnail(self) -> str:
        return f"{self._address}320.jpeg"

    @cached_property
    def _address(self) -> str:
        return reverse("smes:photo", args=[self.pk, 320, "jpeg"]).removesuffix("320.jpeg")

    def _srcset(self, file_format: str) -> str:
        widths = {self.width_at(size): size for size in reversed(SIZES)}
        return ", ".join(f"{self._address}{size}.{file_format} {width}w" for width, size in sorted(widths.items()))


class RevisionPhoto(models.Model):
    """That a revision shows a photo, at a position from 0."""

    revision = models.ForeignKey("smes.ProductRevision", models.CASCADE, related_name="revision_photos")
    photo = models.ForeignKey("smes.Photo", models.PROTECT, related_name="revision_photos")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["revision_id", "position", "pk"]  # "revision" would join its own ordering in, and the product's
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "photo"],
                name="revision_photo_once",
                violation_error_message=_("This photo is already there."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="revision_photo_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("saved", "timestamptz")],
                func=(
                    "SELECT saved_at INTO saved FROM smes_productrevision"
                    " WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.revision_id ELSE NEW.revision_id END;"
                    " IF saved IS NOT NULL THEN RAISE EXCEPTION 'photos of a saved revision never change'; END IF;"
                    " RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} · {self.position}"

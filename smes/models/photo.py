"""A photo of a product: the files stay as they are; each revision says which photos it shows, in which order."""

import uuid

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SIZES = (320, 800, 1600)
FORMATS = ("avif", "jpeg")


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

    class Meta:
        ordering = ["uploaded_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["product", "sha256"], name="photo_once_per_product")]

    def __str__(self) -> str:
        return str(self.id)

    def path(self, size: int, file_format: str) -> str:
        """The private storage path of one size and format."""
        if size not in SIZES or file_format not in FORMATS:
            raise ValueError(f"no photo of size {size} as {file_format}")
        return f"{self.folder}/{size}.{file_format}"


class RevisionPhoto(models.Model):
    """That a revision shows a photo, at a position from 0."""

    revision = models.ForeignKey("smes.ProductRevision", models.CASCADE, related_name="revision_photos")
    photo = models.ForeignKey("smes.Photo", models.PROTECT, related_name="revision_photos")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["revision", "position", "pk"]
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

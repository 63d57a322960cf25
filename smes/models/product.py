"""A product: a thread of revisions, of which one may be published."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.public_ids import new_public_id

if TYPE_CHECKING:
    from accounts.models import User
    from smes.models.company import Company
    from smes.models.photo import Photo, RevisionPhoto
    from smes.models.revision import ProductRevision


@dataclass(frozen=True)
class Cover:
    """Stands for the row that a revision shows a photo."""

    photo: "Photo"


def covers() -> "models.QuerySet[RevisionPhoto]":
    """The first photo of each revision."""
    from smes.models.photo import RevisionPhoto

    return RevisionPhoto.objects.filter(position=0).select_related("photo").order_by()


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ProductQuerySet":
        """Published products to everybody; one's own always; every product to the ministry and administrators."""
        from smes.rules import visible_products

        return self.filter(visible_products(user))

    def kept_by(self, user: "User | AnonymousUser") -> "ProductQuerySet":
        """Products of one's own companies: those one may change."""
        ids = [] if isinstance(user, AnonymousUser) else user.organisation_ids
        return self.filter(company__organisation__in=ids)

    def published(self) -> "ProductQuerySet":
        """Shown in the directory: published, not archived, of a verified company."""
        return self.filter(published_revision__isnull=False, archived_at__isnull=True, company__state="verified")

    def kept(self) -> "ProductQuerySet":
        """Not archived."""
        return self.filter(archived_at__isnull=True)

    def for_tiles(self) -> "ProductQuerySet":
        """With what templates/smes/_tile.html shows of published products: two queries for any number of them."""
        return self.select_related("company__regency", "published_revision").prefetch_related(
            models.Prefetch("published_revision__revision_photos", covers(), to_attr="cover_links")
        )

    def tiles_of(self, company: "Company", most: int) -> "list[Product]":
        """The same for one company's products, whose row is at hand already; the newest first. One query."""
        from smes.models.photo import Photo
        from smes.models.revision import ProductRevision

        cover = "published_revision__revision_photos__photo__"
        first = models.Q(published_revision__revision_photos__position=0)
        rows = self.filter(models.Q(company=company.pk) & first).order_by("-published_at", "-pk")
        values = rows.values_list(
            "pk", "public_id", "published_revision__name", f"{cover}pk", f"{cover}width", f"{cover}height"
        )
        found = []
        for pk, public_id, name, photo, width, height in values[:most]:
            revision = ProductRevision(name=name)
            revision.cover_links = [Cover(Photo(pk=photo, width=width, height=height))]  # type: ignore[attr-defined]
            found.append(Product(pk=pk, public_id=public_id, company=company, published_revision=revision))
        return found

    def for_list(self) -> "ProductQuerySet":
        """With all revisions, newest first, and their covers: three queries for any number of products."""
        from smes.models.revision import ProductRevision

        revisions = ProductRevision.objects.order_by("-number").prefetch_related(
            models.Prefetch("revision_photos", covers(), to_attr="cover_links")
        )
        return self.select_related("company").prefetch_related(models.Prefetch("revisions", revisions))


class Product(models.Model):
    company = models.ForeignKey("smes.Company", models.CASCADE, related_name="products")
    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    published_revision = models.ForeignKey(
        "smes.ProductRevision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                name="product_newest_published",
                condition=models.Q(published_revision__isnull=False, archived_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_revision__isnull=True, published_at__isnull=True)
                | models.Q(published_revision__isnull=False, published_at__isnull=False),
                name="product_published_dated",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="product_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="product_publishes_saved",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("published_revision_id"),
                condition=pgtrigger.Condition("NEW.published_revision_id IS NOT NULL"),
                func=(
                    "IF NOT EXISTS (SELECT 1 FROM smes_productrevision WHERE id = NEW.published_revision_id"
                    " AND product_id = NEW.id AND saved_at IS NOT NULL)"
                    " THEN RAISE EXCEPTION 'only a saved revision of the product itself can be published'; END IF;"
                    " RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        revision = self.newest
        return revision.name if revision and revision.name else f"#{self.pk}"

    @property
    def draft(self) -> "ProductRevision | None":
        """The revision being written, if any."""
        if (loaded := self._loaded_revisions) is not None:
            return next((revision for revision in loaded if not revision.is_saved), None)
        return self.revisions.filter(saved_at__isnull=True).first()

    @property
    def latest_saved(self) -> "ProductRevision | None":
        """The newest revision that stands still; reviews look at this one."""
        if (loaded := self._loaded_revisions) is not None:
            return max((r for r in loaded if r.is_saved), key=lambda revision: revision.number, default=None)
        return self.revisions.filter(saved_at__isnull=False).order_by("-number").first()

    @property
    def newest(self) -> "ProductRevision | None":
        """What its makers work with: the draft, else the newest saved revision."""
        return self.draft or self.latest_saved

    @property
    def _loaded_revisions(self) -> "list[ProductRevision] | None":
        cached = getattr(self, "_prefetched_objects_cache", {}).get("revisions")
        return None if cached is None else list(cached)

"""A product: a thread of revisions, of which one may be published."""

from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.public_ids import new_public_id

if TYPE_CHECKING:
    from accounts.models import User
    from smes.models.revision import ProductRevision


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ProductQuerySet":
        """Published products to everybody; one's own always; every product to the ministry and administrators."""
        from smes.rules import visible_products

        return self.filter(visible_products(user))

    def published(self) -> "ProductQuerySet":
        """Shown in the directory: published, not archived, of a verified company."""
        return self.filter(published_revision__isnull=False, archived_at__isnull=True, company__state="verified")

    def kept(self) -> "ProductQuerySet":
        """Not archived."""
        return self.filter(archived_at__isnull=True)


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
        triggers = [pgtrigger.Protect(name="product_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        revision = self.latest_saved or self.draft
        return revision.name if revision and revision.name else f"#{self.pk}"

    @property
    def draft(self) -> "ProductRevision | None":
        """The revision being written, if any."""
        return self.revisions.filter(saved_at__isnull=True).first()

    @property
    def latest_saved(self) -> "ProductRevision | None":
        """The newest revision that stands still; reviews look at this one."""
        return self.revisions.filter(saved_at__isnull=False).order_by("-number").first()

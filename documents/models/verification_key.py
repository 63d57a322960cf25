from django.db import models
from django.db.models import Q
from django.utils import timezone


class VerificationKey(models.Model):
    """The public half of a signing key. It stays when the private half is gone: old documents keep verifying."""

    key_id = models.CharField(max_length=32, primary_key=True)
    public_key = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "key_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | Q(retired_at__gte=models.F("created_at")),
                name="verification_key_retired_after_made",
            )
        ]

    def __str__(self) -> str:
        return self.key_id

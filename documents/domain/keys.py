"""Which public keys this place has signed with: rows that outlive the private keys."""

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from documents import signing
from documents.models import VerificationKey


def record_current_key() -> VerificationKey:
    """The row of the key that signs now, made at its first use; the others are then retired."""
    key_id = signing.current_key_id()
    public_key = signing.public_bytes(key_id)
    key, new = VerificationKey.objects.get_or_create(key_id=key_id, defaults={"public_key": public_key})
    if bytes(key.public_key) != public_key:
        raise ImproperlyConfigured(f"SIGNING_KEYS[{key_id!r}] was another key before: give a new key a new name.")
    if new:
        others = VerificationKey.objects.filter(retired_at=None).exclude(pk=key_id)
        others.update(retired_at=timezone.now())
    return key

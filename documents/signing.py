"""The signature on a document's random id: what a QR code carries, and how a forged one is told from ours.

A code is base64url without padding of 16 random bytes and the 64 bytes of an Ed25519 signature (RFC 8032) over
`exportready/document/1`, NUL, the random id, the document's UUID and its kind. No private fact is in it.
"""

import base64
import binascii
import re
import secrets
import uuid

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PREFIX = b"exportready/document/1\0"
TOKEN_BYTES = 16
SIGNATURE_BYTES = 64
CODE = re.compile(r"[A-Za-z0-9_-]{107}\Z")


def new_token() -> bytes:
    return secrets.token_bytes(TOKEN_BYTES)


def new_seed() -> str:
    """A fresh private key, as settings.SIGNING_KEYS holds it: 32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def private_key(key_id: str) -> Ed25519PrivateKey:
    try:
        seed = base64.b64decode(settings.SIGNING_KEYS[key_id], validate=True)
        return Ed25519PrivateKey.from_private_bytes(seed)
    except (ValueError, binascii.Error) as error:
        raise ImproperlyConfigured(f"SIGNING_KEYS[{key_id!r}] must be 32 bytes in base64.") from error


def current_key_id() -> str:
    """The last key signs; the ones before it are kept for as long as one likes."""
    return list(settings.SIGNING_KEYS)[-1]


def public_bytes(key_id: str) -> bytes:
    return private_key(key_id).public_key().public_bytes_raw()


def message(*, token: bytes, kind: str, document: uuid.UUID) -> bytes:
    return PREFIX + token + document.bytes + kind.encode()


def sign(*, token: bytes, kind: str, document: uuid.UUID, key_id: str) -> bytes:
    return private_key(key_id).sign(message(token=token, kind=kind, document=document))


def verifies(*, public_key: bytes, signature: bytes, token: bytes, kind: str, document: uuid.UUID) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(signature, message(token=token, kind=kind, document=document))
    except (InvalidSignature, ValueError):
        return False
    return True


def write_code(token: bytes, signature: bytes) -> str:
    return base64.urlsafe_b64encode(token + signature).decode().rstrip("=")


def read_code(code: str) -> tuple[bytes, bytes] | None:
    """Token and signature of a well-formed code. Base64 has several spellings of one value: only ours is accepted."""
    if not CODE.match(code):
        return None
    raw = base64.urlsafe_b64decode(code + "=")
    token, signature = raw[:TOKEN_BYTES], raw[TOKEN_BYTES:]
    return (token, signature) if write_code(token, signature) == code else None

"""From what somebody scanned, typed or dropped to the document it belongs to."""

import re
from urllib.parse import unquote, urlsplit

from documents import signing
from documents.models import Document, VerificationKey

ISSUED = ("valid", "superseded", "revoked")


def find_by_code(code: str) -> Document | None:
    """The document whose id this is, if the signature is ours; None for a forged code or a file never made."""
    parts = signing.read_code(code)
    if parts is None:
        return None
    token, signature = parts
    document = Document.objects.filter(token=token, state__in=ISSUED).first()
    key = VerificationKey.objects.filter(pk=document.key_id).first() if document else None
    if document is None or key is None:
        return None
    ours = signing.verifies(
        public_key=bytes(key.public_key),
        signature=signature,
        token=token,
        kind=document.kind,
        document=document.pk,
    )
    return document if ours else None


def find_by_digest(sha256: str) -> Document | None:
    """The document whose file has exactly these bytes, for somebody who holds the file but cannot scan."""
    found = Document.objects.filter(sha256=sha256, state__in=ISSUED).first() if sha256 else None
    return find_by_code(found.code) if found else None


def newer_in_force(document: Document) -> Document | None:
    """The version that replaced a superseded one: only that it exists is public, not what it says."""
    versions = Document.objects.of(kind=document.kind, about=document.about, language=document.language)
    return versions.in_force().filter(version__gt=document.version).first()


def code_in(text: str) -> str:
    """The code in what was pasted: the whole address or the code alone, line breaks and blanks taken out."""
    text = re.sub(r"\s+", "", text)
    try:
        path = urlsplit(text).path
    except ValueError:  # what looks like an address and is none
        return ""
    return unquote(path).rstrip("/").rsplit("/", 1)[-1]

"""The file of a document: built from its frozen facts, written under a name of its own, then put in force."""

import hashlib
import os
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from common.uploads import media_path
from documents import kinds
from documents.models import Document
from documents.typesetting import qr_code, render


@dataclass(frozen=True)
class Built:
    """What the row learns about its file."""

    file: str
    sha256: str
    pages: int


def build(document: Document) -> Built:
    """Typeset and store the file. Building twice gives the same bytes under the same name."""
    kind = kinds.kind(document.kind)
    with translation.override(document.language):
        context = {
            **kind.context(document.facts),
            "document": document,
            "qr_code": qr_code(document.verification_url),
            "verify_at": (settings.PUBLIC_URL + reverse("documents:check")).partition("://")[2],
        }
        images = kind.images(document.facts)
        typeset = render(kind.template, context, language=document.language, styles=kind.styles, images=images)
    digest = hashlib.sha256(typeset.pdf).hexdigest()
    name = f"documents/{document.pk.hex[:2]}/{document.pk}-{digest[:16]}.pdf"
    store(name, typeset.pdf)
    return Built(file=name, sha256=digest, pages=typeset.pages)


def store(storage_path: str, content: bytes) -> None:
    """Write a private file whole or not at all; writing the same one again, also at the same time, does no harm."""
    target = media_path(storage_path)
    target.parent.mkdir(parents=True, exist_ok=True)
    passing = target.with_name(f".{secrets.token_hex(8)}")
    try:
        with passing.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(target)
    finally:
        passing.unlink(missing_ok=True)


@transaction.atomic
def put_in_force(*, document: Document, built: Built) -> None:
    """Record the file and let this version replace the older one. Call it inside the job's fenced transaction.

    A version that a newer one has overtaken is superseded at once; one that was revoked meanwhile stays revoked.
    """
    versions = Document.objects.of(kind=document.kind, about=document.about, language=document.language)
    states = dict(versions.select_for_update().values_list("version", "state"))
    overtaken = any(
        version > document.version and state in {"valid", "superseded"} for version, state in states.items()
    )
    if not overtaken:
        versions.filter(version__lt=document.version, state="valid").update(state="superseded")
    versions.filter(pk=document.pk, state="pending").update(
        state="superseded" if overtaken else "valid", file=built.file, sha256=built.sha256, pages=built.pages
    )

"""Issuing a document and taking it back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from common.errors import DomainError
from documents import kinds, signing
from documents.domain.keys import record_current_key
from documents.models import Document
from documents.tasks import TYPESET
from jobs.domain.queue import enqueue
from jobs.models import Job


def issue(
    *,
    kind: str,
    about: str,
    language: str,
    titles: Mapping[str, str],
    facts: Mapping[str, Any],
    owner: Organisation | None,
    readers: Iterable[User] = (),
    by: User | None,
) -> Document:
    """Number and sign a document, freeze its facts and ask for its file, all in the caller's transaction.

    `titles` has "id" and "en" and is public; `facts` is JSON and private. It is the next version of the same kind,
    subject and language: once its file is made it is valid and the one before it superseded. The caller has checked
    that `by` may issue it.
    """
    kinds.kind(kind)
    with transaction.atomic():
        _one_at_a_time(kind, about, language)
        previous = Document.objects.of(kind=kind, about=about, language=language).first()
        document = Document(
            kind=kind,
            about=about,
            language=language,
            version=previous.version + 1 if previous else 1,
            supersedes=previous,
            title_id=titles["id"],
            title_en=titles["en"],
            facts=dict(facts),
            owner=owner,
            issued_by=by,
        )
        _sign(document)
        document.job = _ask_for_file(document, titles, by)
        document.save(force_insert=True)
        document.readers.set(readers)
    return document


def _sign(document: Document) -> None:
    """Give it its random id and the current key's signature over it."""
    key = record_current_key()
    document.token, document.key_id = signing.new_token(), key.pk
    document.signature = signing.sign(token=document.token, kind=document.kind, document=document.pk, key_id=key.pk)


def _ask_for_file(document: Document, titles: Mapping[str, str], by: User | None) -> Job:
    title = titles["en"] if document.language == "en" else titles["id"]
    payload = {"document": str(document.pk)}
    return enqueue(kind=TYPESET, key=f"{TYPESET}:{document.pk}", payload=payload, title=title, by=by)


def revoke(*, document: Document, by: User, reason: str) -> None:
    """Take a document back: from now on its code says so. The file stays for those who may see it."""
    if not by.has_perm("documents.revoke_document", document):
        raise DomainError(_("Only the one who issued this document or the ministry can revoke it."))
    if not reason.strip():
        raise DomainError(_("Say why the document is revoked."))
    revoked = (
        Document.objects.filter(pk=document.pk)
        .exclude(state=Document.State.REVOKED)
        .update(
            state=Document.State.REVOKED, revoked_at=timezone.now(), revoked_by=by, revoked_reason=reason.strip()[:300]
        )
    )
    if not revoked:
        raise DomainError(_("This document was revoked before."))
    document.refresh_from_db(fields=["state", "revoked_at", "revoked_by", "revoked_reason"])


def _one_at_a_time(kind: str, about: str, language: str) -> None:
    """Two people who issue the same document wait for each other until commit, so that versions count up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"document {kind} {about} {language}"])

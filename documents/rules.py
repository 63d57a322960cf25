"""Who may see, download and revoke a document. A UUID is never permission."""

import rules
from django.db.models import Q

from accounts.models import User
from accounts.rules import EVERYTHING, NOTHING, Someone, is_member, oversees
from documents.models import Document


def visible_documents(user: Someone) -> Q:
    if oversees(user):
        return EVERYTHING
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    named = Document.readers.through.objects.filter(user=user).values("document_id")
    return Q(owner__in=user.organisation_ids) | Q(pk__in=named) | Q(issued_by=user)


@rules.predicate
def sees_document(user: Someone, document: Document | None) -> bool:
    if document is None:
        return False
    if oversees(user) or is_member(user, document.owner_id):
        return True
    if not isinstance(user, User) or not user.is_active:
        return False
    return document.issued_by_id == user.pk or document.readers.filter(pk=user.pk).exists()


@rules.predicate
def revokes_document(user: Someone, document: Document | None) -> bool:
    """The one who issued it, ministry staff and administrators."""
    if document is None:
        return False
    issuer = isinstance(user, User) and user.is_active and document.issued_by_id == user.pk
    return issuer or oversees(user)


rules.add_perm("documents.view_document", sees_document)
rules.add_perm("documents.revoke_document", revokes_document)

"""A document as a row: it exists, numbered and signed, before its file does, and outlives its successors."""

import uuid
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from documents import kinds, signing

if TYPE_CHECKING:
    from accounts.models import User

# state → the states it may become; the database refuses anything else (trigger `document_transitions`)
TRANSITIONS = {
    "pending": ("pending", "valid", "superseded", "revoked"),
    "valid": ("valid", "superseded", "revoked"),
    "superseded": ("superseded", "revoked"),
    "revoked": ("revoked",),
}
FROZEN = [
    "kind",
    "about",
    "language",
    "version",
    "title_id",
    "title_en",
    "facts",
    "token",
    "key_id",
    "signature",
    "issued_at",
]


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: "User | AnonymousUser") -> "DocumentQuerySet":
        """Of one's organisations, named a reader of, or issued by oneself; the ministry and administrators see all."""
        from documents.rules import visible_documents

        return self.filter(visible_documents(user))

    def of(self, *, kind: str, about: str, language: str) -> "DocumentQuerySet":
        """All versions of one document, newest first."""
        return self.filter(kind=kind, about=about, language=language).order_by("-version")

    def in_force(self) -> "DocumentQuerySet":
        return self.filter(state="valid")


class Document(models.Model):
    class State(models.TextChoices):
        PENDING = "pending", _("being made")
        VALID = "valid", _("valid")
        SUPERSEDED = "superseded", _("replaced by a newer version")
        REVOKED = "revoked", _("revoked")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(_("kind"), max_length=40)
    about = models.CharField(max_length=120, help_text=_("What it is about, as app.model:key."))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    title_id = models.CharField(max_length=200, help_text=_("Public: shown to whoever scans the code."))
    title_en = models.CharField(max_length=200, help_text=_("Public: shown to whoever scans the code."))
    facts = models.JSONField(default=dict, help_text=_("Private: all that the pages say, frozen when issued."))
    owner = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    readers = models.ManyToManyField("accounts.User", blank=True, related_name="+")
    issued_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(_("issued"), default=timezone.now, editable=False)
    token = models.BinaryField(max_length=16, default=signing.new_token, unique=True)
    key_id = models.CharField(max_length=32)
    signature = models.BinaryField(max_length=64)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    pages = models.PositiveSmallIntegerField(default=0)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "language", "version"],
                name="document_version_once",
                violation_error_message=_("This version was issued a moment ago. Open the list of documents."),
            ),
            models.UniqueConstraint(
                fields=["kind", "about", "language"],
                condition=Q(state="valid"),
                name="document_one_in_force",
                violation_error_message=_("Another version of this document is in force."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("valid", "superseded")) | (~Q(sha256="") & ~Q(file="") & Q(pages__gt=0)),
                name="document_built_has_file",
            ),
            models.CheckConstraint(
                condition=Q(state="revoked", revoked_at__isnull=False) | (~Q(state="revoked") & Q(revoked_at=None)),
                name="document_revoked_has_time",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="document_version_from_one"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="document_transitions",
                field="state",
                transitions=[(old, new) for old, states in TRANSITIONS.items() for new in states],
            ),
            pgtrigger.ReadOnly(name="document_frozen", fields=FROZEN),
            pgtrigger.Protect(name="document_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def title(self) -> str:
        """The public title in the reader's language."""
        return self.title_en if get_language() == "en" else self.title_id

    @property
    def kind_label(self) -> str:
        return kinds.label(self.kind)

    @property
    def number(self) -> str:
        """What people quote: the first characters of the id and the version."""
        return f"{self.pk.hex[:4]}-{self.pk.hex[4:8]}-v{self.version}".upper()

    @property
    def code(self) -> str:
        """What the QR code carries after /v/: the random id and its signature."""
        return signing.write_code(bytes(self.token), bytes(self.signature))

    @property
    def verification_url(self) -> str:
        return settings.PUBLIC_URL + reverse("documents:verify", args=[self.code])

    @property
    def filename(self) -> str:
        return f"{self.kind.replace('_', '-')}-{self.number.lower()}-{self.language}.pdf"

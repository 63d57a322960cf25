"""The rows that the matrix is walked over. Each tenant's secrets carry a marker that is searched for in every answer."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.domain import organisations
from documents import kinds
from documents.domain import issuing
from documents.models import Document
from jobs.models import Job
from network.models import Notice
from tests.factories.people import cast
from tests.matrix.route import World


def build() -> World:
    people = cast()
    firm = people.organisation_of(people.owner)
    invitation = organisations.invite(
        organisation=firm, email="rahasia@exportready.example", standing="staff", by=people.owner
    )
    job = Job.objects.create(kind="canary", key="canary", title="CANARY-job", owner=people.owner)
    notice = Notice.objects.create(user=people.owner, key="canary", title="CANARY-notice", text="-")
    kinds.register("matrix", template="documents/base.html", label="Matrix")
    document = issuing.issue(
        kind="matrix",
        about="matrix:1",
        language="id",
        titles={"id": "Surat", "en": "Letter"},
        facts={"secret": "CANARY-facts"},
        owner=firm,
        readers=[people.expert],
        by=None,
    )
    path = default_storage.save("documents/matrix.pdf", ContentFile(b"%PDF-1.7 CANARY-file"))
    Document.objects.filter(pk=document.pk).update(state="valid", sha256="0" * 64, file=path, pages=1)
    rows = {
        "document": document.pk,
        "document_code": document.code,
        "firm": firm.pk,
        "acting": f"sme:{firm.pk}",
        "owner_email": people.owner.email,
        "membership": firm.memberships.get(user=people.staff).pk,
        "invitation": invitation.pk,
        "invitation_token": invitation.token,
        "job": job.pk,
        "notice": notice.pk,
    }
    secrets = {
        "CANARY-file": frozenset({"owner", "staff", "expert", "ministry", "administrator"}),
        "CANARY-facts": frozenset(),
        "CANARY-job": frozenset({"owner", "administrator"}),
        "CANARY-notice": frozenset({"owner"}),
        invitation.token: frozenset({"owner"}),
    }
    return World(people, rows, secrets)

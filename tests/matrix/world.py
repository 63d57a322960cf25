"""The rows that the matrix is walked over. Each tenant's secrets carry a marker that is searched for in every answer."""

from io import StringIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from accounts.domain import organisations
from accounts.models import Organisation
from aggregators.domain import shortlists
from documents import kinds
from documents.domain import issuing
from documents.models import Document
from jobs.models import Job
from ministry.models import Statistic
from network.models import Notice
from reviews.domain.rubrics import load_rubrics
from smes.models import Company, Product
from tests.factories.firms import company_of, draft_of, photo_of, product_of
from tests.factories.people import Cast, cast
from tests.factories.reviews import assigned, draft_review, found, submitted
from tests.factories.workshops import workshop_of
from tests.matrix.route import EXPERTS, FIRM, NOBODY, OVERSEERS, World
from workshops.domain import seats

BUYERS = frozenset({"aggregator", "other_aggregator", "expert", "other_expert"}) | OVERSEERS
Secrets = dict[str, frozenset[str]]


def build() -> World:
    people = cast()
    firm = people.organisation_of(people.owner)
    rows: dict[str, Any] = {"firm": firm.pk, "acting": f"sme:{firm.pk}", "owner_email": people.owner.email}
    secrets: Secrets = {}
    for part in (of_accounts, of_documents, of_firm, of_reviews, of_programme):
        more, hidden = part(people, firm)
        rows |= more
        secrets |= hidden
    return World(people, rows, secrets)


def of_accounts(people: Cast, firm: Organisation) -> tuple[dict[str, Any], Secrets]:
    invited = "rahasia@exportready.example"
    invitation = organisations.invite(organisation=firm, email=invited, standing="staff", by=people.owner)
    job = Job.objects.create(kind="canary", key="canary", title="CANARY-job", owner=people.owner)
    notice = Notice.objects.create(user=people.owner, key="canary", title="CANARY-notice", text="-")
    rows = {
        "membership": firm.memberships.get(user=people.staff).pk,
        "invitation": invitation.pk,
        "invitation_token": invitation.token,
        "job": job.pk,
        "notice": notice.pk,
    }
    secrets = {
        "CANARY-job": frozenset({"owner", "administrator"}),
        "CANARY-notice": frozenset({"owner"}),
        invitation.token: frozenset({"owner"}),
    }
    return rows, secrets


def of_documents(people: Cast, firm: Organisation) -> tuple[dict[str, Any], Secrets]:
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
    readers = FIRM | OVERSEERS | {"expert"}
    return {"document": document.pk, "document_code": document.code}, {"CANARY-file": readers, "CANARY-facts": NOBODY}


def of_firm(people: Cast, firm: Organisation) -> tuple[dict[str, Any], Secrets]:
    """A verified firm with a published product and a private draft; one of another firm that waits."""
    company = company_of(firm, amount=987_654_321, npwp="7766554433221100", phone="+6281299887766")
    published = product_of(company, by=people.owner, incoterm_place="CANARY-terms")
    private = Product.objects.create(company=company, created_by=people.owner)
    draft = draft_of(private, name="CANARY-draft", created_by=people.owner)
    photo = photo_of(private, folder="photos/matrix")
    draft.revision_photos.create(photo=photo, position=0)
    for size in (320, 800, 1600):
        for file_format in ("avif", "jpeg"):
            default_storage.save(photo.path(size, file_format), ContentFile(b"CANARY-photo"))
    rows = {
        "company": company.public_id,
        "product": published.public_id,
        "private": private.public_id,
        "photo": photo.pk,
        "size": 320,
        "jpeg": "jpeg",
        "up": "naik",
        "zero": 0,
        "one": 1,
        "story": "story",
        "waiting": waiting_firm(people).public_id,
        "published_product": published,
    }
    own = FIRM | OVERSEERS
    secrets = {
        "CANARY-terms": BUYERS | FIRM,
        "99887766": BUYERS | FIRM,
        "987654321": own,
        "987.654.321": own,
        "7766554433221100": own,
        "CANARY-draft": own,
        "CANARY-photo": own,
        "CANARY-waiting": OVERSEERS | {"other_owner"},
    }
    return rows, secrets


def waiting_firm(people: Cast) -> Company:
    organisation = people.organisation_of(people.other_owner)
    return company_of(organisation, state=Company.State.SUBMITTED, verified_at=None, story="CANARY-waiting")


def of_reviews(people: Cast, firm: Organisation) -> tuple[dict[str, Any], Secrets]:
    """One product under two experts: one has submitted, the other is at work, so nothing is released yet."""
    load_rubrics()
    product = product_of(Company.objects.get(organisation=firm), by=people.owner, published=False)
    assignment = assigned(product, people.expert, by=people.ministry, lens="design")
    review = draft_review(assignment)
    finding = found(review, "CANARY-finding")
    other = draft_review(assigned(product, people.other_expert, by=people.ministry, lens="buying"))
    found(other, "CANARY-submitted")
    submitted(other)
    rows = {
        "reviewed": product.public_id,
        "assignment": assignment.pk,
        "review": review.pk,
        "finding": finding.pk,
        "review_photo": product.photos.get().pk,
    }
    photo = product.photos.get()
    default_storage.save(photo.path(320, "jpeg"), ContentFile(b"CANARY-reviewed-photo"))
    secrets = {
        "CANARY-finding": frozenset({"expert"}),
        "CANARY-submitted": OVERSEERS | {"other_expert"},
        "CANARY-reviewed-photo": FIRM | OVERSEERS | EXPERTS,
    }
    return rows, secrets


def of_programme(people: Cast, firm: Organisation) -> tuple[dict[str, Any], Secrets]:
    call_command("load_statistics", stdout=StringIO())
    workshop = workshop_of()
    product = Product.objects.published().get()
    entry = shortlists.add(
        organisation=people.organisation_of(people.aggregator), product=product, by=people.aggregator
    )
    shortlists.note(entry=entry, text="CANARY-note", by=people.aggregator)
    registration = seats.take(workshop=workshop, company=Company.objects.get(organisation=firm), by=people.owner)
    rows = {
        "statistic": Statistic.objects.first().pk,  # type: ignore[union-attr]
        "entry": entry.pk,
        "workshop": workshop.pk,
        "workshop_draft": workshop_of(published=False, title_id="CANARY-workshop").pk,
        "registration": registration.pk,
        "stage": "terverifikasi",
        "table": "indonesia",
        "csv": "csv",
    }
    return rows, {"CANARY-workshop": OVERSEERS, "CANARY-note": frozenset({"aggregator"})}

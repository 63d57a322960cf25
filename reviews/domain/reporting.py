"""When a panel is complete: the maker may read it, the signed report is made in both languages, and they are told."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import DomainError
from documents.domain.issuing import issue
from documents.models import Document
from network.domain.notices import tell
from reviews.domain.rounds import current_round, is_under_way, lock
from reviews.models import Review
from reviews.report.facts import facts_of
from reviews.tasks import REVIEW_REPORT
from smes.models import Product

IN_A_LINE = 60  # signs of a product's name that go into the running head of a page


def about(product: Product) -> str:
    """What a report is about, as documents name it."""
    return f"smes.product:{product.pk}"


def complete_panel(*, product: Product) -> list[Document]:
    """Release the round and issue its report if no expert owes a review any more. Call with the product locked.

    An expert who joins a released round completes it once more: the newer report supersedes the older.
    """
    number = current_round(product)
    fresh = Review.objects.of(product).submitted().filter(round=number, released_at__isnull=True)
    if is_under_way(product) or not fresh.exists():
        return []
    fresh.update(released_at=timezone.now())
    documents = issue_report(product=product, number=number)
    _tell_maker(product, documents[0])
    return documents


def issue_report(*, product: Product, number: int) -> list[Document]:
    """One document for each language; the firm owns them, the panel's experts may read them."""
    reviews = list(Review.objects.of(product).released().filter(round=number).select_related("assignment__expert"))
    titles = {language: _title(product, language) for language, _name in settings.LANGUAGES}
    return [
        issue(
            kind=REVIEW_REPORT,
            about=about(product),
            language=language,
            titles=titles,
            facts=facts_of(product=product, number=number, language=language),
            owner=product.company.organisation,
            readers=[review.assignment.expert for review in reviews],
            by=None,
        )
        for language, _name in settings.LANGUAGES
    ]


@transaction.atomic
def make_again(*, product: Product, by: User) -> list[Document]:
    """Issue the report of the last complete panel once more, for instance after its making failed."""
    if not by.has_perm("reviews.assign_experts"):
        raise DomainError(_("Only ministry staff can have a report made again."))
    lock(product)
    released = Review.objects.of(product).released().order_by("-round").first()
    if released is None:
        raise DomainError(_("There is no complete panel yet, so there is nothing to report."))
    return issue_report(product=product, number=released.round)


def newest_reports(product: Product, user: User) -> dict[str, Document]:
    """The newest report in each language that this person may read, made or under way. One query."""
    documents = Document.objects.visible_to(user).filter(kind=REVIEW_REPORT, about=about(product))
    rows = documents.defer("facts").select_related("job").order_by("version")
    return {document.language: document for document in rows}


def _title(product: Product, language: str) -> str:
    with translation.override(language):
        return _("Review report: %(product)s") % {"product": Truncator(str(product)).chars(IN_A_LINE)}


def _tell_maker(product: Product, document: Document) -> None:
    name = str(product)
    tell(
        people=product.company.organisation.members.filter(is_active=True),
        key=f"review.panel:{document.pk}",
        title=lambda: _("Your product was reviewed: %(product)s") % {"product": name},
        text=lambda: _(
            "All experts have submitted. Read what they found, take the report along, and answer each finding with a "
            "new revision."
        ),
        url=reverse("reviews:product", args=[product.public_id]),
    )

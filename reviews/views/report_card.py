"""The newest report in each language that the reader may have, with how far its making is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language_info

from accounts.models import User
from documents.models import Document
from reviews.domain.reporting import newest_reports
from smes.models import Product


@dataclass(frozen=True)
class ReportCard:
    document: Document
    language: str
    poll_url: str

    @property
    def state(self) -> str:
        """As templates/components/progress.html names it."""
        if self.document.state != Document.State.PENDING:
            return "done"
        return self.document.job.shown_state if self.document.job else "waiting"


def report_cards(product: Product, user: User) -> list[ReportCard]:
    """In the order of languages; only reports that this person may read."""
    address = reverse("reviews:report", args=[product.public_id])
    return [
        ReportCard(document, get_language_info(language)["name_local"], f"{address}?language={language}")
        for language, document in sorted(newest_reports(product, user).items(), reverse=True)
    ]

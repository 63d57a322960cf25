"""The kind of document that reviews make. Its pages are built in the worker from the frozen facts alone."""

from django.utils.translation import gettext_lazy as _

from documents import kinds
from reviews.report.crops import images_of
from reviews.report.pages import context_of

REVIEW_REPORT = "review_report"

kinds.register(
    REVIEW_REPORT,
    template="reviews/report.html",
    styles=["reviews/report.css"],
    label=_("Product review report"),
    context=context_of,
    images=images_of,
)

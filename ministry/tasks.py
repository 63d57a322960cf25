"""The kind of document that the ministry issues: the share of exports, as it stood on a day."""

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from documents import kinds
from documents.kinds import Facts

SHARE_REPORT = "share_report"


def context(facts: Facts) -> dict[str, object]:
    """The drawings were made by our own chart code when the report was issued, so they are markup."""
    return {"facts": {**facts, "charts": {name: mark_safe(svg) for name, svg in facts["charts"].items()}}}


kinds.register(
    SHARE_REPORT,
    template="ministry/documents/share_report.html",
    label=_("Export share report"),
    styles=("ministry/documents/share_report.css",),
    context=context,
)

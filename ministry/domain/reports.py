"""The share of exports as a signed document, frozen as it stands now."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Organisation, User
from common.errors import DomainError
from common.templatetags.look import day, number
from documents.domain.issuing import issue
from documents.models import Document
from ministry.charts import country_chart, share_chart
from ministry.models import Statistic
from ministry.share import Gap, Picture, picture
from ministry.tasks import SHARE_REPORT
from ministry.words import quoted, said_when

ABOUT = "ministry.share:IDN"
ON_PAPER = 640  # pixels: the width of the text on A4


@transaction.atomic
def issue_share_report(*, language: str, by: User) -> Document:
    """Ask for the report in one language; the newer one supersedes the older. Raises DomainError for anybody else."""
    if not by.has_perm("ministry.issue_report"):
        raise DomainError(_("Only ministry staff issue this report."))
    owner = Organisation.objects.visible_to(by).of_kind(Organisation.Kind.MINISTRY).filter(members=by).first()
    return issue(
        kind=SHARE_REPORT,
        about=ABOUT,
        language=language,
        titles={code: title(code) for code in ("id", "en")},
        facts=facts(picture(), language),
        owner=owner,
        by=by,
    )


def title(language: str) -> str:
    with override(language):
        return _("Export share of small firms, as of %(day)s") % {"day": day(timezone.localdate())}


def facts(shown: Picture, language: str) -> dict[str, Any]:
    """What the pages say, in words of the language, with the page's own drawings."""
    with override(language):
        return {
            "charts": {"share": share_chart(shown, ON_PAPER), "countries": country_chart(shown, ON_PAPER)},
            "statements": [row_facts(row) for row in shown.statements],
            "notes": [row_facts(row) for row in shown.notes],
            "targets": [row_facts(row) for row in shown.targets],
            "revised": [row_facts(row) for row in shown.revised],
            "countries": [row_facts(row) for row in shown.countries],
            "gap": gap_facts(shown.gap) if shown.gap else None,
        }


def row_facts(row: Statistic) -> dict[str, Any]:
    return {
        "country": row.country_name,
        "when": said_when(row),
        "figure": row.shown,
        "counted": row.numerator,
        "out_of": row.denominator,
        "publisher": row.publisher,
        "quoted": quoted(row),
        "citation": row.citation,
        "confidence": row.get_confidence_display(),
        "verified": row.verified,
        "note": row.note,
    }


def gap_facts(gap: Gap) -> dict[str, Any]:
    """The ends of the range in billion US dollars, as the reader writes them, and what went in."""
    return {
        "low": number(gap.missing.low, 1),
        "high": number(gap.missing.high, 1),
        "with_conflict": number(gap.with_conflict.high, 1) if gap.with_conflict else "",
        "unconfirmed": gap.is_unconfirmed,
        "inputs": [row_facts(row) for row in (gap.target, *gap.shares, *gap.totals)],
    }

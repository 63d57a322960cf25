"""The demonstration's people and its mailbox. Used in demo mode only."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.acting import Acting, choices
from accounts.models import Role, User

SHOWN_MAIL = 20


@dataclass(frozen=True)
class PersonOnShow:
    role_label: str
    name: str
    organisation: str
    email: str
    blurb: str


def blurb(role: str) -> str:
    return {
        Role.SME: _("Describe your company, show your products, answer the experts' findings."),
        Role.AGGREGATOR: _("Find suppliers, look at their products and keep a shortlist."),
        Role.EXPERT: _("Review products with a rubric, pins on the photo and a verdict."),
        Role.MINISTRY: _("Verify companies, assign experts, follow the export share."),
        Role.ADMINISTRATOR: _("Give people their roles and watch the queues."),
    }[Role(role)]


def people_on_show() -> list[PersonOnShow]:
    """One demonstration person for each role: the first of each who joined."""
    shown: dict[str, PersonOnShow] = {}
    for user in User.objects.filter(is_demo=True, is_active=True).order_by("pk")[:60]:
        held: list[Acting] = choices(user)
        if held and held[0].role not in shown:
            first = held[0]
            place = first.organisation.name if first.organisation else ""
            shown[first.role] = PersonOnShow(str(first.role.label), user.name, place, user.email, blurb(first.role))
    return [shown[role] for role in Role if role in shown]


def received_mail() -> list[EmailMessage]:
    """The newest e-mails of the file backend, newest first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "/nonexistent")
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:SHOWN_MAIL]
    return [message_from_bytes(path.read_bytes(), policy=default) for path in files]  # type: ignore[misc]

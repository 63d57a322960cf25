"""The demonstration's people and its mailbox. Used in demo mode only."""

from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.acting import Acting, choices
from accounts.models import Role, User

SHOWN_MAIL = 20


@dataclass(frozen=True)
class PersonOnShow:
    role: str
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
            shown[first.role] = PersonOnShow(
                first.role.value, str(first.role.label), user.name, place, user.email, blurb(first.role)
            )
    return [shown[role] for role in Role if role in shown]


@dataclass(frozen=True)
class Mail:
    subject: str
    to: str
    text: str


def received_mail() -> list[Mail]:
    """The newest e-mails of the file backend, newest first; none with another backend."""
    folder = getattr(settings, "EMAIL_FILE_PATH", "")
    if not folder:
        return []
    files = sorted(Path(folder).glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:SHOWN_MAIL]
    return [read_mail(path.read_bytes().rstrip(b"-\n")) for path in files]


def read_mail(raw: bytes) -> Mail:
    message = message_from_bytes(raw, policy=default)
    body = message.get_body(("plain",))
    return Mail(str(message["subject"]), str(message["to"]), body.get_content() if body else "")

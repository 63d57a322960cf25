"""In which of their roles a person works just now: shown in the header, kept in the session."""

from dataclasses import dataclass

from django.http import HttpRequest

from accounts.models import Membership, Organisation, Role, User

SESSION_KEY = "acting"


@dataclass(frozen=True)
class Acting:
    """One role of one person; with the organisation they act for, where the role is an organisation's."""

    role: Role
    organisation: Organisation | None = None
    standing: str = ""

    @property
    def key(self) -> str:
        return f"{self.role.value}:{self.organisation.pk if self.organisation else ''}"

    @property
    def label(self) -> str:
        return self.organisation.name if self.organisation else str(self.role.label)

    @property
    def is_owner(self) -> bool:
        return self.standing == Membership.Standing.OWNER


def choices(user: User) -> list[Acting]:
    """Every role this person may act in, organisations first."""
    acting = [Acting(Role(m.organisation.kind), m.organisation, m.standing) for m in user.held_memberships]
    return acting + [Acting(Role(role)) for role in user.granted_roles]


def choose(request: HttpRequest, key: str) -> Acting | None:
    """Act in the role with this key from now on; None when the person does not hold it."""
    if not isinstance(request.user, User):
        return None
    for acting in choices(request.user):
        if acting.key == key:
            request.session[SESSION_KEY] = key
            return acting
    return None


def current(request: HttpRequest) -> Acting | None:
    """The chosen role, or the first one held; None for a visitor and for somebody new."""
    if not isinstance(request.user, User):
        return None
    held = choices(request.user)
    chosen = request.session.get(SESSION_KEY)
    return next((acting for acting in held if acting.key == chosen), held[0] if held else None)

"""The demonstration's ministry, administrator and aggregators, made through the same functions as real ones."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.domain import organisations, roles
from accounts.models import Grant, Membership, Organisation, User

DOMAIN = "exportready.example"
AGGREGATORS = [
    ("Nusantara Craft Ekspor", "Bayu Pradipta", "agregator"),
    ("Rempah Samudra Niaga", "Maria Tanuwijaya", "agregator2"),
    ("Kriya Dunia Indonesia", "Ketut Arimbawa", "agregator3"),
]

EXPERTS = [
    ("pakar", "Laras Wening", "id"),
    ("pakar2", "Hendra Gunawan", "id"),
    ("pakar3", "Emma de Vries", "en"),
    ("pakar4", "Putu Sekar Ayu", "id"),
    ("pakar5", "Rahmat Hidayat", "id"),
    ("pakar6", "Yuki Tanaka", "en"),
]


@dataclass(frozen=True)
class Staff:
    administrator: User
    ministry: User
    aggregators: list[User]


def demo_person(local: str, name: str, language: str = "id") -> User:
    """A demonstration person with a verified address; the same one each time."""
    email = f"{local}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, language=language, is_demo=True)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@transaction.atomic
def make_staff() -> Staff:
    """The first administrator and the ministry are rows of the installation; the rest goes through the domain."""
    administrator = demo_person("admin", "Ratih Administrator")
    Grant.objects.get_or_create(user=administrator, role=Grant.GrantedRole.ADMINISTRATOR)
    ministry_house, _new = Organisation.objects.get_or_create(
        kind=Organisation.Kind.MINISTRY, defaults={"name": "Kementerian Koperasi dan UKM (contoh)", "is_demo": True}
    )
    ministry = demo_person("kementerian", "Dewi Kusuma")
    administrator.forget_roles()
    roles.appoint(user=ministry, ministry=ministry_house, by=administrator)
    return Staff(administrator, ministry, [make_aggregator(*row) for row in AGGREGATORS])


def make_aggregator(firm: str, name: str, local: str) -> User:
    user = demo_person(local, name)
    if not Membership.objects.filter(user=user).exists():
        organisations.found(kind=Organisation.Kind.AGGREGATOR, name=firm, by=user)
    return user


def make_experts(*, by: User) -> list[User]:
    """Six experts, each granted the role by the administrator."""
    experts = [demo_person(local, name, language) for local, name, language in EXPERTS]
    for expert in experts:
        roles.grant(user=expert, role=Grant.GrantedRole.EXPERT, by=by)
    return experts

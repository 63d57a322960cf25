"""The fixed cast of every permission test."""

from dataclasses import dataclass, fields

import factory
from allauth.account.models import EmailAddress

from accounts.models import Grant, Membership, Organisation, User


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A verified person; a demonstration account, so that the second factor's gate stays open in demo mode."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"orang{n}@exportready.example")
    name = factory.Sequence(lambda n: f"Orang {n}")
    is_demo = True

    @factory.post_generation
    def verified(self: User, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    kind = Organisation.Kind.SME
    name = factory.Sequence(lambda n: f"Usaha {n}")


def member(organisation: Organisation, standing: str = "owner", **fields: object) -> User:
    """A new person who belongs to the organisation."""
    user: User = UserFactory.create(**fields)
    Membership.objects.create(user=user, organisation=organisation, standing=standing)
    return user


def granted(role: str, **fields: object) -> User:
    """A new person with a granted role."""
    user: User = UserFactory.create(**fields)
    Grant.objects.create(user=user, role=role)
    return user


@dataclass(frozen=True)
class Cast:
    """Roles of DOMAIN 2 as people: the own firm's owner and staff, the outsiders, and everybody who looks on."""

    visitor: None
    newcomer: User
    owner: User
    staff: User
    other_owner: User
    aggregator: User
    other_aggregator: User
    expert: User
    other_expert: User
    ministry: User
    administrator: User

    def everybody(self) -> dict[str, User | None]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def organisation_of(self, user: User) -> Organisation:
        return user.organisations.get()


def cast() -> Cast:
    firm = OrganisationFactory.create(name="Anyaman Lestari")
    other_firm = OrganisationFactory.create(name="Kopi Lain")
    aggregator, other_aggregator = (
        OrganisationFactory.create(kind=Organisation.Kind.AGGREGATOR, name=name)
        for name in ("Nusa Ekspor", "Lain Ekspor")
    )
    ministry = OrganisationFactory.create(kind=Organisation.Kind.MINISTRY, name="Kementerian")
    return Cast(
        visitor=None,
        newcomer=UserFactory.create(),
        owner=member(firm),
        staff=member(firm, "staff"),
        other_owner=member(other_firm),
        aggregator=member(aggregator),
        other_aggregator=member(other_aggregator),
        expert=granted("expert"),
        other_expert=granted("expert"),
        ministry=member(ministry, "staff"),
        administrator=granted("administrator"),
    )

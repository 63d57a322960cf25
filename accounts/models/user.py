"""A person. What a person may do comes from memberships and grants, never from flags here."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

if TYPE_CHECKING:
    from accounts.models.membership import Membership


class Role(models.TextChoices):
    """What somebody does on the platform (DOMAIN 2); a visitor has none."""

    SME = "sme", _("SME")
    AGGREGATOR = "aggregator", _("Aggregator")
    EXPERT = "expert", _("Expert")
    MINISTRY = "ministry", _("Ministry staff")
    ADMINISTRATOR = "administrator", _("Administrator")


SECOND_FACTOR_ROLES = frozenset({Role.AGGREGATOR, Role.MINISTRY, Role.ADMINISTRATOR})


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A person with a lower-case address; without a password they sign in by code."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="id")
    phone = PhoneNumberField(_("phone number (WhatsApp)"), blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_demo = models.BooleanField(_("demonstration account"), default=False, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    # Nobody holds rows of Django's own permissions: rules.py decides, so a "no" need not ask the database for them.
    _perm_cache = _user_perm_cache = _group_perm_cache = frozenset[str]()

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("This e-mail address already has an account. Sign in instead."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    @cached_property
    def held_memberships(self) -> "list[Membership]":
        """Memberships with their organisations by name, read once per object: permissions and the header ask often."""
        return list(self.memberships.select_related("organisation").order_by("organisation__name", "pk"))

    @cached_property
    def granted_roles(self) -> list[str]:
        return list(self.grants.order_by("role").values_list("role", flat=True))

    @property
    def organisation_roles(self) -> dict[int, tuple[str, str]]:
        """Organisation id → (its kind, this person's standing in it)."""
        return {m.organisation_id: (m.organisation.kind, m.standing) for m in self.held_memberships}

    @property
    def roles(self) -> frozenset[str]:
        """Every role this person holds, by membership of an organisation of that kind or by grant."""
        return frozenset(self.granted_roles) | {m.organisation.kind for m in self.held_memberships}

    @property
    def organisation_ids(self) -> list[int]:
        return list(self.organisation_roles)

    @property
    def needs_second_factor(self) -> bool:
        """Staff and aggregators must set one up; demonstration accounts only outside demo mode."""
        return bool(self.roles & SECOND_FACTOR_ROLES) and not (settings.DEMO and self.is_demo)

    def forget_roles(self) -> None:
        """Read memberships and grants anew after they changed within one request."""
        self.__dict__.pop("held_memberships", None)
        self.__dict__.pop("granted_roles", None)

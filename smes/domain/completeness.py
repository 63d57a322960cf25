"""What is still missing in a company's description or a product's revision, section by section. Reads, never writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from smes.models import Company, ProductRevision, VerificationDecision

Label = str | Promise
PART = VerificationDecision.Section


@dataclass(frozen=True)
class Missing:
    """One thing that is not there yet: the field's name and what people call it."""

    field: str
    label: Label


@dataclass(frozen=True)
class Section:
    """A part of a form with what it still lacks. `filled` and `wanted` count its required fields."""

    key: str
    title: Label
    missing: tuple[Missing, ...]
    filled: int
    wanted: int
    optional: bool = False
    empty: bool = False

    @property
    def state(self) -> str:
        """As the task list names it: done, started or todo."""
        if self.optional:
            return "todo" if self.empty else "done"
        if not self.missing:
            return "done"
        return "started" if self.filled else "todo"


COMPANY_FIELDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        PART.IDENTITY: ("legal_name", "nib", "npwp"),
        PART.PLACE: ("province", "regency", "address", "phone"),
        PART.SIZE: ("basis", "amount"),
        PART.STORY: ("story",),
    }
)
PRODUCT_TITLES: Mapping[str, Label] = MappingProxyType(
    {
        "photos": _("Photos"),
        "about": _("What it is"),
        "hs": _("HS code"),
        "price": _("Price"),
        "supply": _("How much and how fast"),
        "changes": _("What changed"),
    }
)
PRODUCT_FIELDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "about": ("name", "description", "materials"),
        "hs": ("hs",),
        "price": ("price", "unit", "incoterm", "incoterm_place"),
        "supply": ("moq", "monthly_capacity", "lead_days"),
    }
)
HS_CODE = _("HS code (customs)")
PHOTO = _("at least one photo")


def company_sections(company: Company) -> list[Section]:
    return [
        _section(key, PART(key).label, company, fields, optional=key == PART.STORY)
        for key, fields in COMPANY_FIELDS.items()
    ]


def product_sections(revision: ProductRevision, *, photos: int) -> list[Section]:
    """Sections of a revision that shows so many photos; *what changed* is asked from the second revision on."""
    no_photo = () if photos else (Missing("photos", PHOTO),)
    first = Section("photos", PRODUCT_TITLES["photos"], no_photo, min(photos, 1), 1)
    rest = [_section(key, PRODUCT_TITLES[key], revision, fields) for key, fields in PRODUCT_FIELDS.items()]
    if revision.number > 1:
        rest.append(_section("changes", PRODUCT_TITLES["changes"], revision, ("changes",)))
    return [first, *rest]


def missing(sections: Sequence[Section]) -> list[Missing]:
    return [lack for section in sections if not section.optional for lack in section.missing]


def share_filled(sections: Sequence[Section]) -> int:
    """How much of what is required stands, in per cent, rounded down so that 100 means all."""
    wanted = sum(section.wanted for section in sections if not section.optional)
    filled = sum(section.filled for section in sections if not section.optional)
    return 100 * filled // wanted


def _section(key: str, title: Label, row: models.Model, fields: Sequence[str], *, optional: bool = False) -> Section:
    lacks = tuple(Missing(name, label_of(row, name)) for name in fields if is_empty(row, name))
    return Section(
        key, title, lacks, len(fields) - len(lacks), len(fields), optional=optional, empty=len(lacks) == len(fields)
    )


def is_empty(row: models.Model, name: str) -> bool:
    field = row._meta.get_field(name)
    value = getattr(row, getattr(field, "attname", name))
    return value is None or value == ""


def label_of(row: models.Model, name: str) -> Label:
    if name == "hs":
        return HS_CODE
    return getattr(row._meta.get_field(name), "verbose_name", name)

"""How far companies have come, counted from the platform's own rows; it stands beside the official share, never in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aggregators.verdicts import export_ready
from reviews.models import Review
from smes.models import Company, Product


@dataclass(frozen=True)
class Step:
    """A stage of the funnel: its name in addresses, its title, and what it asks for."""

    slug: str
    title: str | Promise
    means: str | Promise


STEPS = (
    Step("terdaftar", _("Registered"), _("began to describe their company")),
    Step("diajukan", _("Submitted"), _("asked to be verified")),
    Step("terverifikasi", _("Verified"), _("verified by the ministry")),
    Step("berproduk", _("With a product"), _("saved at least one product")),
    Step("terbit", _("Published"), _("show at least one product to buyers")),
    Step("diulas", _("Reviewed"), _("got at least one review by an expert")),
    Step("menjawab", _("Answered"), _("answered with a new revision, or were ready at once")),
    Step("siap", _("Export ready"), _("all experts of the newest round say so of one product")),
)


@dataclass(frozen=True)
class Stage:
    """A step with how many companies came that far, and how many stopped there."""

    step: Step
    count: int
    stopped: int

    @property
    def slug(self) -> str:
        return self.step.slug


def conditions() -> Mapping[str, Q]:
    """What each step asks for by itself, as a condition on companies."""
    own = Product.objects.filter(company=OuterRef("pk"))
    reviews = Review.objects.submitted().filter(assignment__product__company=OuterRef("pk"))
    answered = reviews.filter(
        assignment__product__revisions__number__gt=F("revision__number"),
        assignment__product__revisions__saved_at__gt=F("submitted_at"),
    )
    ready = Q(Exists(own.filter(export_ready())))
    return {
        "terdaftar": Q(pk__isnull=False),
        "diajukan": Q(submitted_at__isnull=False),
        "terverifikasi": Q(state=Company.State.VERIFIED),
        "berproduk": Q(Exists(own.kept().filter(revisions__saved_at__isnull=False))),
        "terbit": Q(Exists(own.published())),
        "diulas": Q(Exists(reviews)),
        "menjawab": Q(Exists(answered)) | ready,
        "siap": ready,
    }


def reached(slug: str) -> Q:
    """A company has come as far as a step when it meets that step and all before it."""
    asked = conditions()
    upto = [step.slug for step in STEPS].index(slug) + 1
    return reduce(and_, (asked[step.slug] for step in STEPS[:upto]))


def stages(companies: "QuerySet[Company]") -> list[Stage]:
    """All steps, counted in one query."""
    counts = companies.aggregate(**{step.slug: Count("pk", filter=reached(step.slug)) for step in STEPS})
    return with_stops([(step, counts[step.slug]) for step in STEPS])


def with_stops(counted: Sequence[tuple[Step, int]]) -> list[Stage]:
    following = [count for _step, count in counted[1:]] + [counted[-1][1]]  # at the end nobody has stopped
    return [Stage(step, count, count - after) for (step, count), after in zip(counted, following, strict=True)]


def behind(companies: "QuerySet[Company]", slug: str, *, stopped: bool) -> "QuerySet[Company]":
    """The companies that came as far as a step; with `stopped` only those that came no further."""
    rows = companies.filter(reached(slug))
    slugs = [step.slug for step in STEPS]
    after = slugs[slugs.index(slug) + 1 :]
    return rows.exclude(reached(after[0])) if stopped and after else rows

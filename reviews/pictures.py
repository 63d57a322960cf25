"""Photos as pages show them: addresses under which the reader may fetch them, and the piece around a pin."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from reviews.models import Finding
from reviews.report.crops import piece_of
from smes.models import Photo
from smes.models.photo import SIZES

Address = Callable[[Photo], str]


@dataclass(frozen=True)
class Shown:
    """What templates/components/photo.html takes."""

    src: str
    jpeg: str
    avif: str
    width: int
    height: int


@dataclass(frozen=True)
class Piece:
    """A photo seen through a window around a pin: an SVG view box on it, and the ring's place."""

    href: str
    width: int
    height: int
    box: str
    ring: tuple[float, float, float] | None


def by_review(review_pk: int) -> Address:
    """Photos through the door of a review (reviews:photo). An address is of any one size; `shown` makes the others."""
    return lambda photo: reverse("reviews:photo", args=[review_pk, photo.pk, 800, "jpeg"])


def shown(photo: Photo, address: Address) -> Shown:
    base = address(photo).rpartition("/")[0]
    sources = {kind: ", ".join(f"{base}/{size}.{kind} {size}w" for size in SIZES) for kind in ("jpeg", "avif")}
    return Shown(f"{base}/800.jpeg", sources["jpeg"], sources["avif"], photo.width, photo.height)


def piece(finding: Finding, address: Address) -> Piece | None:
    """The piece of the photo that a finding is about; None for a finding about the product as a whole."""
    photo = finding.photo
    if photo is None:
        return None
    place = (
        (None, None) if finding.pin_x is None or finding.pin_y is None else (float(finding.pin_x), float(finding.pin_y))
    )
    left, top, right, bottom = piece_of(photo.width, photo.height, *place)
    ring = (
        None
        if place[0] is None or place[1] is None
        else (round(place[0] * photo.width), round(place[1] * photo.height), round((right - left) * 0.05))
    )
    href = f"{address(photo).rpartition('/')[0]}/800.jpeg"
    return Piece(href, photo.width, photo.height, f"{left} {top} {right - left} {bottom - top}", ring)

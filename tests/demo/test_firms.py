"""The demonstration's firms: complete, true to the reference tables, in every state, and the same at every run."""

from collections import Counter

import pytest
from django.core.cache import cache

from accounts.models import User
from common.uploads import media_path
from exportready.demo.catalogue import firms
from exportready.demo.firms import Pictures, make_firms, wanted
from exportready.demo.people import make_staff
from exportready.demo.pictures import take_all
from market.models import HsCode, Province, Regency
from market.sources import hs_rows, table
from smes.domain.numbers import read_nib, read_npwp
from smes.models import Company, Photo, Product, ProductRevision

SMALL = 9  # the seven that are not verified, and two that are


def test_the_catalogue_holds_what_was_promised() -> None:
    rows = firms(44)
    items = [item for row in rows for item in row.items]
    assert len(rows) == 44
    assert len(items) == 120
    assert len({row.brand for row in rows}) == len({row.legal for row in rows}) == 44
    assert len({item.values["name"] for item in items}) == 120
    assert Counter(row.state for row in rows) == {"verified": 37, "submitted": 3, "returned": 2, "draft": 2}
    assert set(Counter(item.done for item in items)) == {"draft", "saved", "published", "second", "next"}
    assert sum(row.place.startswith("36") for row in rows) >= 20, "most are from Tangerang and the rest of Banten"
    assert len(wanted(rows)) <= 100, "pictures take the time"


def test_its_codes_and_places_exist() -> None:
    rows = firms(44)
    codes = {row.code for row in hs_rows()}
    places = {row["code"] for row in table("regions.csv") if row["level"] == "regency"}
    assert {item.hs for row in rows for item in row.items} <= codes
    assert {row.place for row in rows} <= places


def reference() -> None:
    """Only the codes and places that the firms need: the whole tables take seconds."""
    codes = {row.code: row for row in hs_rows()}
    rows = firms(SMALL)
    for code in sorted({item.hs for row in rows for item in row.items}):
        HsCode.objects.create(code=code, level=6, name_en=codes[code].name_en, name_id=codes[code].name_id)
    regions = {row["code"]: row for row in table("regions.csv")}
    for place in sorted({row.place for row in rows}):
        above = regions[place]["province"]
        Province.objects.get_or_create(code=above, defaults={"bps_code": above, "name": regions[above]["name"]})
        Regency.objects.create(
            code=place, province_id=above, kind=regions[place]["kind"], name=regions[place]["name"], bps_code=""
        )


@pytest.fixture(scope="module")
def pictures() -> Pictures:
    """Drawn once, outside of any transaction."""
    return take_all(wanted(firms(SMALL)))


@pytest.fixture
def published(pictures: Pictures, db: None) -> list[Product]:
    reference()
    made = make_firms(staff=make_staff().ministry, count=SMALL, pictures=pictures)
    cache.clear()
    return made


def test_a_picture_is_the_same_at_every_run(pictures: Pictures) -> None:
    shot = min(pictures, key=str)
    assert take_all([shot])[shot].data == pictures[shot].data


def test_every_state_of_a_firm_and_its_products(published: list[Product]) -> None:
    states = Counter(Company.objects.values_list("state", flat=True))
    assert states == {"verified": 2, "submitted": 3, "returned": 2, "draft": 2}
    assert set(published) == set(Product.objects.published())
    assert all(product.latest_saved and product.latest_saved.ordered_photos for product in published)
    second = Product.objects.get(published_revision__number=2)
    assert second.published_revision is not None
    assert second.published_revision.changes
    assert second.revisions.get(number=1).ordered_photos[0] != second.published_revision.ordered_photos[0]
    assert ProductRevision.objects.filter(number=2, saved_at__isnull=True).count() == 1
    assert ProductRevision.objects.filter(number=1, saved_at__isnull=True).exists()


def test_everybody_and_everything_is_marked_as_demonstration(published: list[Product]) -> None:
    assert not Company.objects.filter(is_demo=False).exists()
    owners = User.objects.filter(organisations__kind="sme")
    assert len(owners) == SMALL + 1, "an owner each, and the first firm's employee"
    assert all(user.is_demo and user.email.endswith("@exportready.example") for user in owners)


def test_numbers_and_files_are_right(published: list[Product]) -> None:
    for company in Company.objects.exclude(state="draft"):
        assert read_nib(company.nib) == company.nib
        assert read_npwp(company.npwp) == company.npwp
        assert company.phone.is_valid()
        assert company.size
    for photo in Photo.objects.all():
        assert media_path(photo.path(320, "avif")).stat().st_size < 10_000
        assert (photo.width, photo.height) == (1024, 768)

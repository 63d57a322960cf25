"""A firm with products, written straight into rows: for tests that are about something else."""

from decimal import Decimal
from itertools import count

from django.utils import timezone

from accounts.models import Organisation, User
from market.models import HsCode, Province, Regency
from smes.models import Company, Photo, Product, ProductRevision, RevisionPhoto
from tests.factories.people import OrganisationFactory

numbers = count(1)


def place() -> Regency:
    province, _new = Province.objects.get_or_create(code="36", defaults={"bps_code": "36", "name": "Banten"})
    regency, _new = Regency.objects.get_or_create(
        code="36.71", defaults={"province": province, "kind": Regency.Kind.KOTA, "name": "Tangerang"}
    )
    return regency


def hs_code(code: str = "460219", name: str = "Basketwork of vegetable materials") -> HsCode:
    row, _new = HsCode.objects.get_or_create(
        code=code, defaults={"level": len(code), "name_en": name, "name_id": "Anyaman"}
    )
    return row


def company_of(organisation: Organisation | None = None, **fields: object) -> Company:
    """A verified micro firm in Tangerang."""
    n = next(numbers)
    organisation = organisation or OrganisationFactory.create()
    values: dict[str, object] = {
        "legal_name": f"CV {organisation.name}",
        "brand": organisation.name,
        "nib": f"{n:013d}",
        "npwp": f"{n:016d}",
        "province": place().province,
        "regency": place(),
        "address": "Jl. Contoh 1",
        "phone": "+6281234567890",
        "basis": Company.Basis.SALES,
        "amount": Decimal(900_000_000),
        "size": Company.Size.MICRO,
        "sized_at": timezone.localdate(),
        "story": "Kami menganyam sejak 1998.",
        "state": Company.State.VERIFIED,
        "submitted_at": timezone.now(),
        "verified_at": timezone.now(),
    }
    return Company.objects.create(organisation=organisation, **(values | fields))


def draft_of(product: Product, **fields: object) -> ProductRevision:
    """A complete, unsaved revision of the product."""
    values: dict[str, object] = {
        "number": product.revisions.count() + 1,
        "name": "Keranjang rotan",
        "description": "Keranjang anyaman tangan untuk rumah.",
        "materials": "Rotan Kalimantan",
        "hs": hs_code(),
        "unit": "piece",
        "price": Decimal(125_000),
        "currency": "IDR",
        "incoterm": "FOB",
        "incoterm_place": "Tanjung Priok",
        "moq": 50,
        "monthly_capacity": 600,
        "lead_days": 30,
    }
    return ProductRevision.objects.create(product=product, **(values | fields))


def photo_of(product: Product, **fields: object) -> Photo:
    """A photo's row, without files."""
    n = next(numbers)
    values: dict[str, object] = {"folder": f"photos/test-{n}", "sha256": f"{n:064x}", "width": 1600, "height": 1200}
    return Photo.objects.create(product=product, **(values | fields))


def product_of(
    company: Company, *, by: User | None = None, published: bool = True, photos: int = 1, **fields: object
) -> Product:
    """A product with one saved revision; published unless told otherwise."""
    product = Product.objects.create(company=company, created_by=by)
    revision = draft_of(product, created_by=by, **fields)
    for position in range(photos):
        RevisionPhoto.objects.create(revision=revision, photo=photo_of(product), position=position)
    revision.saved_at, revision.saved_by = timezone.now(), by
    revision.save()
    if published:
        product.published_revision, product.published_at = revision, timezone.now()
        product.save()
    return product

"""The demonstration's firms and products in every state, made through the same functions as real ones."""

from typing import Any

from django.db import transaction

from accounts.domain import organisations
from accounts.models import Membership, Organisation, User
from exportready.demo.catalogue import Firm, Item, firms
from exportready.demo.people import demo_person
from exportready.demo.pictures import Picture, Shot, take_all
from market.models import HsCode, Regency
from smes.domain import companies, photos, products, verification
from smes.models import Company, Product, ProductRevision

CHANGES = "Label dirancang ulang, kemasan ekspor lebih kuat, dan foto di cahaya siang."
BEGUN = "Ukuran diseragamkan dan tepinya dirapikan; foto baru menyusul."
PEOPLE_OF_FIRST = ("karyawan", "Wulan Sari")
Pictures = dict[Shot, Picture]


def make_firms(*, staff: User, count: int = 44, pictures: Pictures | None = None) -> list[Product]:
    """Firms that are verified, waiting, returned and still writing, with their products; those that are published.

    `staff` is the ministry's person who decides; `pictures` saves drawing them again. All rows or none. The pictures
    are drawn before the transaction, which must not stand idle for so long.
    """
    rows = firms(count)
    pictures = pictures or take_all(wanted(rows))
    with transaction.atomic():
        codes = {
            code.code: code for code in HsCode.objects.edition().filter(code__in={i.hs for f in rows for i in f.items})
        }
        places = Regency.objects.select_related("province").in_bulk({row.place for row in rows})
        for row in rows:
            owner_of(row)
        # The first firm last: its baskets are the newest products, which the landing page shows.
        made = [make_firm(row, places[row.place], codes, pictures, staff) for row in reversed(rows)]
        return [product for products_of_firm in reversed(made) for product in products_of_firm]


def wanted(rows: list[Firm]) -> set[Shot]:
    items = [item for row in rows for item in row.items]
    return {shot for item in items for shot in item.shots} | {item.better for item in items if item.done == "second"}


def owner_of(row: Firm) -> User:
    return demo_person("usaha" if row.number == 1 else f"usaha{row.number}", row.owner)


def make_firm(row: Firm, place: Regency, codes: dict[str, HsCode], pictures: Pictures, staff: User) -> list[Product]:
    """One firm, its owner and its products; the published ones."""
    owner = owner_of(row)
    organisation = organisations.found(kind=Organisation.Kind.SME, name=row.brand, by=owner)
    if row.number == 1:
        join(organisation, owner)
    company = companies.describe(organisation=organisation, values=described(row, place), by=owner)
    if row.state != "draft":
        companies.submit(company=company, by=owner)
    if row.state == "verified":
        verification.verify(company=company, by=staff)
    elif row.state == "returned":
        verification.return_(company=company, reasons=row.reasons, sections=row.sections, by=staff)
    company.refresh_from_db()
    made = [(item, make_product(company, item, codes[item.hs], pictures, owner)) for item in row.items]
    return [product for item, product in made if item.done in {"published", "second", "next"}]


def join(organisation: Organisation, owner: User) -> None:
    """The first firm has an employee as well, who came by an invitation."""
    employee = demo_person(*PEOPLE_OF_FIRST)
    invitation = organisations.invite(
        organisation=organisation, email=employee.email, standing=Membership.Standing.STAFF, by=owner
    )
    organisations.accept(token=invitation.token, by=employee)


def described(row: Firm, place: Regency) -> dict[str, Any]:
    """NIB, NPWP and phone are made up from the firm's number; a firm that is still writing lacks some."""
    values = {
        "legal_name": row.legal,
        "brand": row.brand,
        "nib": f"91202{row.number:08d}",
        "regency": place,
        "address": row.address,
        "phone": f"+628120000{row.number:04d}",
        "story": row.story,
    }
    if row.state != "draft":
        values |= {"npwp": f"0012{row.number:08d}1000"}
    if row.amount:
        values |= {"basis": Company.Basis.SALES, "amount": row.amount}
    return values


def make_product(company: Company, item: Item, hs: HsCode, pictures: Pictures, owner: User) -> Product:
    product = products.start(company=company, name=item.values["name"], by=owner)
    draft = write(
        product, {"materials": item.values["materials"]} if item.done == "draft" else item.values | {"hs": hs}, owner
    )
    for shot in item.shots[: 1 if item.done == "draft" else None]:
        show(draft, pictures[shot], owner)
    if item.done == "draft":
        return product
    products.save_revision(product=product, by=owner)
    if item.done == "saved":
        return product
    products.publish(product=product, by=owner)
    if item.done == "second":
        better(product, pictures[item.better], owner)
    elif item.done == "next":
        products.revise(product=product, by=owner)
        write(product, {"changes": BEGUN}, owner)
    product.refresh_from_db()
    return product


def better(product: Product, picture: Picture, owner: User) -> None:
    """A second revision, published too: another cover, and what changed."""
    draft = products.revise(product=product, by=owner)
    draft = write(product, {"changes": CHANGES, "lead_days": (draft.lead_days or 30) - 2}, owner)
    photos.remove(revision=draft, photo=draft.ordered_photos[0], by=owner)
    photo = show(draft, picture, owner)
    photos.move(revision=draft, photo=photo, step=-8, by=owner)
    products.save_revision(product=product, by=owner)
    products.publish(product=product, by=owner)


def write(product: Product, values: dict[str, Any], owner: User) -> ProductRevision:
    draft = product.draft
    assert draft is not None  # noqa: S101 - just begun
    return products.write(revision=draft, version=draft.version, values=values, by=owner)


def show(draft: ProductRevision, picture: Picture, owner: User) -> Any:
    return photos.add(revision=draft, data=picture.data, by=owner, prepared=picture.prepared)

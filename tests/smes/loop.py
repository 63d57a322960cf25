"""A firm and its people, and a product on any stage of its way, made by the domain functions."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.models import User
from smes.domain import photos, products
from smes.models import Company, Photo, Product, ProductRevision
from tests.factories.firms import company_of, hs_code, photo_of
from tests.factories.people import Cast
from tests.smes.pictures import jpeg


def complete() -> dict[str, Any]:
    return {
        "name": "Keranjang rotan",
        "description": "Keranjang anyaman tangan.",
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


@dataclass(frozen=True)
class Loop:
    company: Company
    owner: User
    staff: User

    @classmethod
    def of(cls, people: Cast) -> "Loop":
        return cls(company_of(people.organisation_of(people.owner)), people.owner, people.staff)

    def started(self) -> ProductRevision:
        draft = products.start(company=self.company, name="Keranjang", by=self.owner).draft
        assert draft is not None
        return draft

    def written(self, **values: object) -> ProductRevision:
        """A draft with everything in it, its photo being a row without files."""
        draft = self.started()
        draft = products.write(revision=draft, version=draft.version, values=complete() | values, by=self.owner)
        draft.revision_photos.create(photo=photo_of(draft.product), position=0)
        return draft

    def saved(self, **values: object) -> Product:
        product = self.written(**values).product
        products.save_revision(product=product, by=self.owner)
        return product

    def published(self, **values: object) -> Product:
        return products.publish(product=self.saved(**values), by=self.owner)

    def photo(self, draft: ProductRevision, seed: int = 0) -> Photo:
        """A real photo with its files."""
        return photos.add(revision=draft, data=jpeg(seed), by=self.owner)

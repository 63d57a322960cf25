"""Two at once, on a real database: one wins, the other is told; and a control that shows what happens without the care."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.models import Organisation, User
from common.errors import DomainError
from smes.domain import companies, photos, products, verification
from smes.domain.products import StaleDraftError
from smes.models import Company, Photo, ProductRevision
from tests.factories.firms import company_of
from tests.factories.people import OrganisationFactory, member
from tests.smes.loop import Loop
from tests.smes.pictures import jpeg, stored_files

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Run the deeds in threads that start together; each gives its result or its DomainError."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return deed()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def refused(results: list[Any]) -> list[DomainError]:
    return [result for result in results if isinstance(result, DomainError)]


@pytest.fixture
def firm() -> Loop:
    organisation = OrganisationFactory.create()
    return Loop(company_of(organisation), member(organisation), member(organisation, "staff"))


def naive_write(draft: ProductRevision, version: int, values: dict[str, Any], by: User, wait: Barrier) -> None:
    """The control: reads, compares, then writes, without a lock."""
    row = ProductRevision.objects.get(pk=draft.pk)
    if row.version != version:
        raise StaleDraftError(row, [], by)
    wait.wait()
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()


def test_two_savings_of_one_draft_one_wins(firm: Loop) -> None:
    draft = firm.started()
    for n in range(ROUNDS):
        draft.refresh_from_db()
        version = draft.version
        write = partial(products.write, revision=draft, version=version)
        results = at_once(
            partial(write, values={"materials": f"A{n}"}, by=firm.owner),
            partial(write, values={"moq": n + 1}, by=firm.staff),
        )
        [loser] = refused(results)
        assert isinstance(loser, StaleDraftError)
        draft.refresh_from_db()
        assert draft.version == version + 1
        assert (draft.materials == f"A{n}") != (draft.moq == n + 1), "the loser wrote nothing"


def test_control_without_the_lock_a_saving_is_lost(firm: Loop) -> None:
    draft = firm.started()
    wait = Barrier(2)
    results = at_once(
        lambda: naive_write(draft, 1, {"materials": "A"}, firm.owner, wait),
        lambda: naive_write(draft, 1, {"moq": 1}, firm.staff, wait),
    )
    draft.refresh_from_db()
    assert refused(results) == []
    assert (draft.materials, draft.moq) != ("A", 1), "both were told that it was saved; one saving is gone"


def test_saving_a_revision_twice_at_once(firm: Loop) -> None:
    draft = firm.written()
    results = at_once(*[lambda: products.save_revision(product=draft.product, by=firm.owner)] * 4)
    assert len(refused(results)) == 3
    assert draft.product.revisions.saved().count() == 1


def test_freezing_while_somebody_writes(firm: Loop) -> None:
    """Either the writing is part of the revision, or its writer is told; never half."""
    for n in range(ROUNDS):
        draft = firm.written()
        version = draft.version
        freeze, write = at_once(
            partial(products.save_revision, product=draft.product, by=firm.owner, version=version),
            partial(products.write, revision=draft, version=version, values={"moq": 900 + n}, by=firm.staff),
        )
        draft.refresh_from_db()
        assert isinstance(freeze, DomainError) != isinstance(write, DomainError)
        assert draft.is_saved == isinstance(write, DomainError)
        assert (draft.moq == 900 + n) == isinstance(freeze, DomainError)


def test_two_begin_the_next_revision(firm: Loop) -> None:
    product = firm.saved()
    results = at_once(*[lambda: products.revise(product=product, by=firm.owner)] * 4)
    assert refused(results) == []
    assert len({draft.pk for draft in results}) == 1


def test_the_same_photo_from_two_windows(firm: Loop) -> None:
    draft = firm.started()
    before = stored_files()
    results = at_once(*[lambda: photos.add(revision=draft, data=jpeg(5), by=firm.owner)] * 3)
    assert refused(results) == []
    assert Photo.objects.count() == draft.revision_photos.count() == 1
    assert len(stored_files() - before) == 6


def test_eight_places_are_not_nine(firm: Loop) -> None:
    draft = firm.started()
    for seed in range(7):
        firm.photo(draft, 100 + seed)
    results = at_once(
        *[lambda seed=seed: photos.add(revision=draft, data=jpeg(200 + seed), by=firm.owner) for seed in range(3)]
    )
    assert len(refused(results)) == 2
    assert sorted(draft.revision_photos.values_list("position", flat=True)) == list(range(8))


def test_the_first_save_of_two_members_makes_one_company(firm: Loop) -> None:
    organisation = OrganisationFactory.create()
    owner, staff = member(organisation), member(organisation, "staff")
    results = at_once(
        lambda: companies.describe(organisation=organisation, values={"brand": "A"}, by=owner),
        lambda: companies.describe(organisation=organisation, values={"address": "B"}, by=staff),
    )
    assert refused(results) == []
    company = Company.objects.get(organisation=organisation)
    assert (company.brand, company.address) == ("A", "B")


def test_one_nib_from_two_firms(firm: Loop) -> None:
    pairs = [(organisation, member(organisation)) for organisation in OrganisationFactory.create_batch(2)]
    results = at_once(
        *[lambda o=o, u=u: companies.describe(organisation=o, values={"nib": "9" * 13}, by=u) for o, u in pairs]
    )
    [error] = refused(results)
    assert Company.objects.filter(nib="9" * 13).count() == 1
    assert str(error)


def test_two_of_the_ministry_decide_at_once(firm: Loop) -> None:
    ministry = OrganisationFactory.create(kind=Organisation.Kind.MINISTRY)
    one, two = member(ministry, "staff"), member(ministry, "staff")
    Company.objects.filter(pk=firm.company.pk).delete()
    company = company_of(firm.company.organisation, state="submitted", verified_at=None)
    results = at_once(
        lambda: verification.verify(company=company, by=one), lambda: verification.verify(company=company, by=two)
    )
    assert len(refused(results)) == 1
    assert company.decisions.count() == 1

"""The shortlist: one's own aggregator's and nobody else's, undo with the note, and no JavaScript needed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aggregators.domain import shortlists
from aggregators.models import ShortlistEntry
from common.errors import DomainError
from smes.models import Company, Product
from tests.conftest import SignIn
from tests.factories.firms import company_of, product_of
from tests.factories.people import Cast, member

LIST = reverse("aggregators:shortlist")
CANARY = "RAHASIA-PEMBELI"


@pytest.fixture
def product(people: Cast) -> Product:
    return product_of(company_of(people.organisation_of(people.owner)))


@pytest.fixture
def entry(people: Cast, product: Product) -> ShortlistEntry:
    entry = shortlists.add(
        organisation=people.organisation_of(people.aggregator), product=product, by=people.aggregator
    )
    shortlists.note(entry=entry, text=CANARY, by=people.aggregator)
    return entry


def add_url(product: Product) -> str:
    return reverse("aggregators:shortlist_add", args=[product.public_id])


def remove_url(product: Product) -> str:
    return reverse("aggregators:shortlist_remove", args=[product.public_id])


def test_another_aggregator_neither_sees_nor_changes_it(
    people: Cast, as_user: SignIn, product: Product, entry: ShortlistEntry
) -> None:
    client = as_user(people.other_aggregator)
    note = reverse("aggregators:shortlist_note", args=[entry.pk])
    assert client.get(note).status_code == 404
    assert client.post(note, {"note": "x"}).status_code == 404
    assert client.post(remove_url(product)).status_code == 404
    assert CANARY not in client.get(LIST).content.decode()
    for action in (shortlists.note, shortlists.remove):
        with pytest.raises(DomainError):
            action(entry=entry, by=people.other_aggregator, **({"text": "x"} if action is shortlists.note else {}))
    with pytest.raises(DomainError):
        shortlists.add(organisation=entry.organisation, product=product, by=people.other_aggregator)
    entry.refresh_from_db()
    assert (entry.note, entry.removed_at) == (CANARY, None)


def test_every_role(people: Cast, as_user: SignIn, product: Product, entry: ShortlistEntry) -> None:
    note = reverse("aggregators:shortlist_note", args=[entry.pk])
    for name, user in people.everybody().items():
        client = as_user(user)
        expected = 200 if "aggregator" in name else 302 if user is None else 403
        assert client.get(LIST).status_code == expected, name
        for url in (add_url(product), remove_url(product), note):
            response = client.post(url, {"note": CANARY})
            if "aggregator" not in name:
                assert response.status_code == expected, (name, url)
        if user is not None:
            seen = ShortlistEntry.objects.visible_to(user).filter(pk=entry.pk).exists()
            assert seen == user.has_perm("aggregators.view_entry", entry) == (name == "aggregator"), name
        for url in (reverse("aggregators:directory"), reverse("smes:product_page", args=[product.public_id])):
            assert (CANARY in client.get(url).content.decode()) is False, name


def test_press_note_take_off_undo(people: Cast, as_user: SignIn, product: Product) -> None:
    client, directory = as_user(people.aggregator), reverse("aggregators:directory")
    assert f'action="{add_url(product)}"' in client.get(directory).content.decode()
    response = client.post(add_url(product), {"next": f"{directory}?q=rotan"})
    assert response.url == f"{directory}?q=rotan"  # type: ignore[attr-defined]
    assert f'action="{remove_url(product)}"' in client.get(directory).content.decode()
    entry = ShortlistEntry.objects.get()
    client.post(reverse("aggregators:shortlist_note", args=[entry.pk]), {"note": f" {CANARY}\n dua "})
    assert f"{CANARY} dua" in client.get(LIST).content.decode()
    page = client.post(remove_url(product), follow=True).content.decode()
    assert f'action="{add_url(product)}"' in page, "the toast offers the way back"
    assert CANARY not in page
    client.post(add_url(product))
    assert f"{CANARY} dua" in client.get(LIST).content.decode()
    assert ShortlistEntry.objects.count() == 1


def test_the_product_page_has_the_button_for_aggregators_only(people: Cast, as_user: SignIn, product: Product) -> None:
    url = reverse("smes:product_page", args=[product.public_id])
    for name, user in people.everybody().items():
        page = as_user(user).get(url).content.decode()
        assert (add_url(product) in page) == ("aggregator" in name), name


def test_colleagues_share_it(people: Cast, as_user: SignIn, entry: ShortlistEntry) -> None:
    colleague = member(entry.organisation, "staff")
    assert CANARY in as_user(colleague).get(LIST).content.decode()


def test_never_leads_to_another_site(people: Cast, as_user: SignIn, product: Product) -> None:
    client = as_user(people.aggregator)
    for next_url in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "home", "a:b", "", "²"):
        assert client.post(add_url(product), {"next": next_url}).url == LIST  # type: ignore[attr-defined]


def test_what_is_not_published_any_more(people: Cast, as_user: SignIn, product: Product, entry: ShortlistEntry) -> None:
    Company.objects.filter(pk=product.company_id).update(state="returned")
    client = as_user(people.aggregator)
    page = client.get(LIST).content.decode()
    assert "Keranjang rotan" not in page
    assert CANARY in page, "one's own note stays"
    assert client.post(add_url(product)).status_code == 404
    client.post(remove_url(product))
    assert CANARY not in client.get(LIST).content.decode()


def test_unpublished_products_cannot_be_probed(people: Cast, as_user: SignIn) -> None:
    hidden = product_of(company_of(), published=False)
    assert as_user(people.aggregator).post(add_url(hidden)).status_code == 404


def test_asks_as_much_for_one_row_as_for_twenty(people: Cast, as_user: SignIn, entry: ShortlistEntry) -> None:
    client = as_user(people.aggregator)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    few = queries()
    for _n in range(19):
        shortlists.add(organisation=entry.organisation, product=product_of(company_of()), by=people.aggregator)
    assert queries() == few

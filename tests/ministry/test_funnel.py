"""The funnel agrees with the rows behind it, at every step and under every filter; only overseers see it."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from ministry import funnel
from reviews.models import Assignment, Review, Rubric
from smes.models import Company, Product, ProductRevision
from tests.conftest import SignIn
from tests.factories.firms import company_of, draft_of, product_of
from tests.factories.people import Cast

OVERSEERS = {"ministry", "administrator"}
FUNNEL, DASHBOARD = reverse("ministry:funnel"), reverse("ministry:dashboard")


def reviewed(
    product: Product, by: User, verdict: str, *, number: int = 1, revision: ProductRevision | None = None
) -> Review:
    """A submitted, released review, written straight into rows."""
    rubric, _new = Rubric.objects.get_or_create(lens="design", version=1, defaults={"is_current": True})
    assignment, _new = Assignment.objects.get_or_create(
        product=product, expert=by, lens="design", defaults={"due_on": timezone.localdate() + timedelta(days=7)}
    )
    when, shown = timezone.now(), revision or product.latest_saved
    assert shown is not None
    return Review.objects.create(
        assignment=assignment,
        revision=shown,
        round=number,
        rubric=rubric,
        state="submitted",
        verdict=verdict,
        summary="Rapi.",
        submitted_at=when,
        released_at=when,
    )


def answered(product: Product) -> ProductRevision:
    revision = draft_of(product, name="Revisi dua")
    revision.saved_at = timezone.now() + timedelta(minutes=1)
    revision.save()
    return revision


@pytest.fixture
def firms(people: Cast) -> dict[str, Company]:
    """One firm that stopped at each step; the last two are ready at once, and ready in the second round."""
    early: dict[str, Any] = {"nib": "", "submitted_at": None, "verified_at": None, "state": "draft"}
    rows = {
        "terdaftar": company_of(brand="A", **early),
        "diajukan": company_of(brand="B", state="submitted", verified_at=None),
        "terverifikasi": company_of(brand="C", is_demo=True),
        "berproduk": company_of(brand="D", size="small", amount=Decimal(3_000_000_000)),
    }
    product_of(rows["berproduk"], published=False)
    for name in ("terbit", "diulas", "menjawab", "siap", "siap2"):
        rows[name] = company_of(brand=name)
    products = {name: product_of(rows[name]) for name in ("terbit", "diulas", "menjawab", "siap", "siap2")}
    reviewed(products["diulas"], people.expert, "after_changes")
    reviewed(products["menjawab"], people.expert, "not_yet")
    answered(products["menjawab"])
    reviewed(products["siap"], people.expert, "export_ready")
    reviewed(products["siap2"], people.expert, "not_yet")
    reviewed(products["siap2"], people.expert, "export_ready", number=2, revision=answered(products["siap2"]))
    return rows


def test_every_step_counts_those_who_passed_all_before(firms: dict[str, Company]) -> None:
    stages = funnel.stages(Company.objects.all())
    assert [stage.count for stage in stages] == [9, 8, 7, 6, 5, 4, 3, 2]
    assert [stage.stopped for stage in stages] == [1, 1, 1, 1, 1, 1, 1, 0]
    for stage in stages:
        rows = funnel.behind(Company.objects.all(), stage.slug, stopped=False)
        assert rows.count() == stage.count
        if stage.slug != "siap":
            only = funnel.behind(Company.objects.all(), stage.slug, stopped=True)
            assert list(only) == [firms[stage.slug]]


def test_a_later_round_counts_not_an_older_one(people: Cast, firms: dict[str, Company]) -> None:
    product = Product.objects.get(company=firms["siap"])
    reviewed(product, people.expert, "not_yet", number=2, revision=answered(product))
    ready = funnel.behind(Company.objects.all(), "siap", stopped=False)
    assert list(ready) == [firms["siap2"]]


def test_only_overseers_see_it(people: Cast, as_user: SignIn, firms: dict[str, Company]) -> None:
    urls = [FUNNEL, DASHBOARD, reverse("ministry:stage", args=["diajukan"]), reverse("ministry:statistics")]
    for name, user in people.everybody().items():
        for url in urls:
            for query in ("", "?format=csv", "?format=xlsx"):
                status = as_user(user).get(url + query).status_code
                assert status == (200 if name in OVERSEERS else 302 if user is None else 403), (name, url)
    assert as_user(people.ministry).get(reverse("ministry:stage", args=["lain"])).status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 9),
        ("real=on", 8),
        ("size=small", 1),
        ("province=36", 9),
        ("province=99&size=x", 9),
        ("since=2999-01-01", 0),
    ],
)
def test_filters_hold_in_page_rows_and_files(
    people: Cast, as_user: SignIn, firms: dict[str, Company], query: str, count: int
) -> None:
    client = as_user(people.ministry)
    response = client.get(f"{FUNNEL}?{query}")
    assert response.context["stages"][0].count == count
    stage = reverse("ministry:stage", args=["terdaftar"])
    assert client.get(f"{stage}?{query}").context["page"].paginator.count == count
    text = client.get(f"{FUNNEL}?{query}&format=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[2] for row in rows if row and row[0] in {"Registered", "Terdaftar"}] == [str(count)]
    if query == "real=on":
        assert any("demonstra" in cell or "contoh" in cell for row in rows[:6] for cell in row), "the filter is inside"


def test_the_file_of_companies_runs_no_formula(people: Cast, as_user: SignIn) -> None:
    company_of(brand="=1+1", legal_name="@SUM(A1)")
    url = reverse("ministry:stage", args=["terdaftar"])
    text = as_user(people.ministry).get(url, {"format": "csv"}).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=1+1" in cells
    assert "'@SUM(A1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]


def test_demonstration_rows_are_marked(people: Cast, as_user: SignIn, firms: dict[str, Company]) -> None:
    page = as_user(people.ministry).get(reverse("ministry:stage", args=["terverifikasi"]) + "?stopped=1")
    assert [row.is_demo for row in page.context["page"]] == [True]
    assert 'class="badge"' in page.content.decode()


@pytest.mark.parametrize(
    "url", [FUNNEL, DASHBOARD, reverse("ministry:stage", args=["terbit"]), reverse("ministry:statistics")]
)
def test_asks_as_much_for_one_row_as_for_thirty(people: Cast, as_user: SignIn, url: str) -> None:
    client = as_user(people.ministry)
    product_of(company_of())
    few = queries_of(client, url)
    for _n in range(29):
        product_of(company_of())
    assert queries_of(client, url) == few


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)

"""Official figures: loaded once, never changed, corrected by new ones; and shown for what they are."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from common.errors import DomainError
from ministry import share
from ministry.domain import statistics
from ministry.domain.loading import SOURCE, load_statistics
from ministry.gap import Span, missing
from ministry.models import Indicator, Statistic
from ministry.words import said_when
from tests.conftest import SignIn
from tests.factories.people import Cast

CONSTRAINED = [
    ({"value": None}, "value_or_range"),
    ({"low": 1, "high": 2}, "value_or_range"),
    ({"value": None, "low": 20, "high": 10}, "range_in_order"),
    ({"value": 101}, "percent_within"),
    ({"value": -1}, "percent_within"),
    ({"value": None, "low": 50, "high": 101}, "percent_within"),
    ({"unit": "USD billion"}, "unit_fits"),
    ({"country": "id"}, "country_code"),
    ({"publisher_id": ""}, "has_source"),
    ({"citation_en": ""}, "has_source"),
]


def figure(**fields: Any) -> Statistic:
    values: dict[str, Any] = {
        "country": "IDN",
        "indicator": Indicator.SHARE,
        "value": Decimal("15.7"),
        "unit": "percent",
        "reference_year": 2024,
        "period_id": "2024",
        "period_en": "2024",
        "numerator_id": "ekspor UMKM",
        "numerator_en": "MSME exports",
        "denominator_id": "ekspor nonmigas",
        "denominator_en": "non-oil exports",
        "publisher_id": "Kementerian Contoh",
        "publisher_en": "Example Ministry",
        "citation_id": "Laporan contoh",
        "citation_en": "Example report",
        "confidence": "high",
        "verified": True,
    }
    return Statistic(**(values | fields))


def posted(**changes: object) -> dict[str, object]:
    row = figure()
    values = {name: getattr(row, name) for name in ("country", "indicator", "value", "reference_year", "confidence")}
    texts = ("period", "numerator", "denominator", "publisher", "citation")
    values |= {f"{name}_{code}": getattr(row, f"{name}_{code}") for name in texts for code in ("id", "en")}
    return values | {"verified": "on"} | changes


def test_loading_twice_changes_nothing(db: None) -> None:
    first, second = load_statistics(), load_statistics()
    assert first.added == first.rows == Statistic.objects.count() > 25
    assert (second.added, second.differing) == (0, [])
    out = StringIO()
    call_command("load_statistics", stdout=out)
    assert json.loads(out.getvalue())["added"] == 0


def test_a_changed_line_is_reported_and_changes_nothing(db: None, tmp_path: Path) -> None:
    load_statistics()
    changed = tmp_path / "statistics.csv"
    changed.write_text(SOURCE.read_text().replace("msme_export_share,14.4,", "msme_export_share,14.9,"))
    assert load_statistics(changed).differing == ["idn-share-2018"]
    assert Statistic.objects.get(key="idn-share-2018").value == Decimal("14.4")


def test_a_broken_file_loads_nothing(db: None, tmp_path: Path) -> None:
    broken = tmp_path / "statistics.csv"
    broken.write_text(SOURCE.read_text().replace(",54,,,percent", ",540,,,percent"))
    with pytest.raises(Exception, match="100"):
        load_statistics(broken)
    assert not Statistic.objects.exists()


@pytest.mark.parametrize(("fields", "constraint"), CONSTRAINED)
def test_the_database_refuses(db: None, fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        figure(**fields).save()


@pytest.mark.parametrize(("fields", "constraint"), CONSTRAINED)
def test_the_domain_says_so_in_words(people: Cast, fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(DomainError):
        statistics.enter(statistic=figure(**fields), by=people.ministry)
    assert not Statistic.objects.exists()


def test_a_figure_never_changes_and_its_history_is_kept(people: Cast) -> None:
    row = statistics.enter(statistic=figure(), by=people.ministry)
    for statement in (
        "UPDATE ministry_statistic SET value = 99",
        "DELETE FROM ministry_statistic",
        "UPDATE ministry_statisticevent SET value = 99",
        "DELETE FROM ministry_statisticevent",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    row.refresh_from_db()
    assert row.value == Decimal("15.7")
    with connection.cursor() as cursor:
        cursor.execute("SELECT value, pgh_label FROM ministry_statisticevent")
        assert cursor.fetchall() == [(Decimal("15.7000"), "insert")]


def test_a_correction_supersedes_once(people: Cast) -> None:
    first = statistics.enter(statistic=figure(), by=people.ministry)
    second = statistics.correct(statistic=figure(value=16), supersedes=first, by=people.ministry)
    with pytest.raises(DomainError):
        statistics.correct(statistic=figure(value=17), supersedes=first, by=people.ministry)
    with pytest.raises(DomainError):
        statistics.correct(statistic=figure(country="MYS"), supersedes=second, by=people.ministry)
    with pytest.raises(DatabaseError), transaction.atomic():
        figure(country="MYS", supersedes=second).save()
    third = statistics.correct(statistic=figure(value=18), supersedes=second, by=people.ministry)
    assert list(Statistic.objects.current()) == [third]
    assert statistics.history_of(second) == [third, second, first]


def test_only_the_ministry_enters(people: Cast, as_user: SignIn) -> None:
    old = statistics.enter(statistic=figure(), by=people.ministry)
    urls = [reverse("ministry:new_statistic"), reverse("ministry:correct_statistic", args=[old.pk])]
    for name, user in people.everybody().items():
        for url in urls:
            status = as_user(user).post(url, posted(value=name == "ministry" and 16.5)).status_code
            assert status == (302 if name in {"ministry", "visitor"} else 403), (name, url)
        if user is not None:
            assert user.has_perm("ministry.view_statistic", old)
            assert Statistic.objects.visible_to(user).filter(pk=old.pk).exists()
            if name != "ministry":
                with pytest.raises(DomainError):
                    statistics.enter(statistic=figure(), by=user)
    assert Statistic.objects.count() == 3


def test_correcting_on_the_page(people: Cast, as_user: SignIn) -> None:
    old = statistics.enter(statistic=figure(), by=people.ministry)
    client, url = as_user(people.ministry), reverse("ministry:correct_statistic", args=[old.pk])
    assert 'value="15.7"' in client.get(url).content.decode()
    response = client.post(url, posted(value="16", country="MYS"), follow=True)
    new = Statistic.objects.current().get()
    assert (new.value, new.country, new.supersedes, new.entered_by) == (Decimal(16), "IDN", old, people.ministry)
    page = response.content.decode()
    assert "15,7%" in page
    assert "16%" in page
    too_late = client.post(url, posted(value="17"))
    assert too_late.status_code == 422
    assert Statistic.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"value": "120"}, {"value": ""}, {"low": "1"}, {"country": "Indonesia"}])
def test_wrong_input_is_said(people: Cast, as_user: SignIn, wrong: dict[str, object]) -> None:
    response = as_user(people.ministry).post(reverse("ministry:new_statistic"), posted(**wrong))
    assert response.status_code == 422
    assert 'class="errors"' in response.content.decode()
    assert not Statistic.objects.exists()


shares = st.decimals(0, 100, places=2)
totals = st.decimals(0, 1000, places=2)


@given(target=shares, share=st.tuples(shares, shares), total=st.tuples(totals, totals), at=st.tuples(shares, shares))
def test_the_gap_covers_every_combination(
    target: Decimal, share: tuple[Decimal, Decimal], total: tuple[Decimal, Decimal], at: tuple[Decimal, Decimal]
) -> None:
    spans = [Span(min(pair), max(pair)) for pair in (share, total)]
    found = missing(target=target, share=spans[0], total=spans[1])
    assert Decimal(0) <= found.low <= found.high
    inside = [span.low + (span.high - span.low) * place / 100 for span, place in zip(spans, at, strict=True)]
    exact = max(Decimal(0), target - inside[0]) / 100 * inside[1]
    assert found.low - Decimal("1e-9") <= exact <= found.high + Decimal("1e-9")


def test_the_picture_of_the_first_figures(db: None) -> None:
    load_statistics()
    shown = share.picture()
    assert [float(row.value or 0) for row in shown.statements] == [14.4, 14.37, 15.7, 15.65, 15.7]
    assert [float(row.value or 0) for row in shown.notes] == [11], "told, not drawn"
    assert [float(row.value or 0) for row in shown.targets] == [15.12, 17]
    assert [float(row.value or 0) for row in shown.revised] == [30.2, 21.6]
    assert shown.countries[0].country == "IDN"
    assert len({row.country for row in shown.countries}) == len(shown.countries) == 9
    assert shown.gap is not None
    assert (round(shown.gap.missing.low, 2), round(shown.gap.missing.high, 2)) == (Decimal("2.95"), Decimal("3.36"))
    assert shown.gap.is_unconfirmed, "exports of 2024 are not"
    assert shown.gap.with_conflict is not None
    assert shown.gap.with_conflict.high > 14


@pytest.mark.parametrize(
    ("fields", "language", "words"),
    [
        ({}, "id", ("15,7%", "2024")),
        ({"value": Decimal("17.0000")}, "en", ("17%", "2024")),
        ({"value": None, "low": 60, "high": 70}, "id", ("60–70%", "2024")),
        (
            {"value": Decimal("15.65"), "reference_year": None, "quoted_on": "2022-12-01"},
            "en",
            ("15.65%", "1 December 2022"),
        ),
        ({"reference_year": None}, "en", ("15.7%", "year not stated")),
    ],
)
def test_in_words(db: None, fields: dict[str, Any], language: str, words: tuple[str, str]) -> None:
    row = figure(**fields)
    row.save()
    row.refresh_from_db()
    with override(language):
        assert row.shown == words[0]
        assert said_when(row).endswith(words[1])

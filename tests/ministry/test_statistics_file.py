"""The statistics the platform starts with: complete rows, honest about what is not known."""

import csv
import re
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parents[2] / "ministry" / "data" / "statistics.csv"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def test_keys_are_unique_and_supersede_existing_rows(rows: list[dict[str, str]]) -> None:
    keys = [row["key"] for row in rows]
    assert len(set(keys)) == len(keys)
    assert {row["supersedes"] for row in rows} - {""} <= set(keys)


def test_a_row_has_a_value_or_a_range_never_both(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert bool(row["value"]) != bool(row["low"] and row["high"]), row["key"]
        assert bool(row["low"]) == bool(row["high"]), row["key"]


def test_every_row_says_what_it_is_in_both_languages(rows: list[dict[str, str]]) -> None:
    needed = (
        "country indicator unit period_en period_id numerator_en numerator_id denominator_en denominator_id"
        " publisher_en publisher_id citation_en citation_id confidence verified"
    )
    for row in rows:
        assert [name for name in needed.split() if not row[name]] == [], row["key"]
        assert row["confidence"] in {"high", "medium", "low"}
        assert row["verified"] in {"true", "false"}
        assert re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", row["quoted_on"]), row["key"]
        assert bool(row["note_en"]) == bool(row["note_id"])


def test_the_target_in_force_replaced_two_earlier_ones(rows: list[dict[str, str]]) -> None:
    by_key = {row["key"]: row for row in rows}
    target = by_key["idn-target-2024"]
    second = by_key[target["supersedes"]]
    first = by_key[second["supersedes"]]
    assert [row["value"] for row in (target, second, first)] == ["17", "21.6", "30.2"]


def test_unconfirmed_totals_are_marked(rows: list[dict[str, str]]) -> None:
    totals = {row["key"]: row["verified"] for row in rows if row["indicator"] == "non_oil_gas_exports_usd_bn"}
    assert [key for key, verified in totals.items() if verified == "true"] == [
        "idn-nonoil-2021",
        "idn-nonoil-2023-jan-nov",
        "idn-nonoil-2024-jan-nov",
    ]


def test_what_is_a_range_or_a_quotation_without_a_source_is_of_low_confidence(rows: list[dict[str, str]]) -> None:
    assert {row["confidence"] for row in rows if row["low"]} == {"low"}

"""Numbers as people write them."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smes.domain.numbers import read_amount, read_nib, read_npwp, read_version


@pytest.mark.parametrize("text", ["9120001234567", "9120 0012 34567", " 912000-1234567. "])
def test_nib_as_people_type_it(text: str) -> None:
    assert read_nib(text) == "9120001234567"


@pytest.mark.parametrize(
    ("reader", "text", "sentence"),
    [
        (read_nib, "912000123456", "this one has 12"),
        (read_nib, "91200012345678", "this one has 14"),
        (read_nib, "91200O1234567", "digits only"),
        (read_nib, "९१२०००१२३४५६७", "digits only"),
        (read_npwp, "01.234.567.8-901.23", "this one has 14"),
        (read_npwp, "abc", "digits only"),
    ],
)
def test_wrong_numbers_get_their_sentence(reader: Callable[[str], str], text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        reader(text)


@pytest.mark.parametrize("text", ["01.234.567.8-901.000", "012345678901000", "0012345678901000"])
def test_an_old_npwp_gets_a_zero_in_front(text: str) -> None:
    assert read_npwp(text) == "0012345678901000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("125000", "125000"),
        ("125.000", "125000"),
        ("125,000", "125000"),
        ("Rp 1.250.000", "1250000"),
        ("Rp1.250.000,-", "1250000"),
        ("1.250.000,50", "1250000.50"),
        ("1,250,000.50", "1250000.50"),
        ("12,50", "12.50"),
        ("12.5", "12.5"),
        ("0,125", "0.125"),
        ("USD 12.50", "12.50"),
    ],
)
def test_amounts_as_people_write_them(text: str, expected: str) -> None:
    assert read_amount(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "abc", "12 ribu", "1.25.000", "12,,5", "-5", "1e5", "1.2,3.4", "١٢"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="amount in digits"):
        read_amount(text)


@given(st.integers(0, 10**15), st.sampled_from(["{:,}", "{}"]), st.booleans())
def test_grouped_either_way_it_is_the_same(number: int, pattern: str, indonesian: bool) -> None:
    text = pattern.format(number)
    assert read_amount(text.replace(",", ".") if indonesian else text) == number


@pytest.mark.parametrize(
    ("text", "version"), [("1", 1), ("123456789", 123456789), ("", 0), ("-1", 0), ("²", 0), ("9" * 5000, 0)]
)
def test_versions_that_pages_send_back(text: str, version: int) -> None:
    assert read_version(text) == version

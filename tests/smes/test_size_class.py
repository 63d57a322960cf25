"""PP 7/2021 article 35, its bounds and its order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smes.domain.size_class import UPPER_BOUNDS, size_class

ORDER = ["micro", "small", "medium", "large"]
rupiah = st.decimals(0, 10**15, places=0)


@pytest.mark.parametrize(
    ("basis", "billions", "expected"),
    [
        ("sales", "0", "micro"),
        ("sales", "2", "micro"),
        ("sales", "2.000000001", "small"),
        ("sales", "15", "small"),
        ("sales", "15.000000001", "medium"),
        ("sales", "50", "medium"),
        ("sales", "50.000000001", "large"),
        ("capital", "1", "micro"),
        ("capital", "1.000000001", "small"),
        ("capital", "5", "small"),
        ("capital", "5.000000001", "medium"),
        ("capital", "10", "medium"),
        ("capital", "10.000000001", "large"),
    ],
)
def test_bounds_belong_to_the_smaller_class(basis: str, billions: str, expected: str) -> None:
    assert size_class(basis, Decimal(billions) * 10**9) == expected


@given(st.sampled_from(sorted(UPPER_BOUNDS)), rupiah, rupiah)
def test_more_money_never_means_a_smaller_class(basis: str, one: Decimal, other: Decimal) -> None:
    low, high = sorted([one, other])
    assert ORDER.index(size_class(basis, low)) <= ORDER.index(size_class(basis, high))


@given(rupiah)
def test_the_same_amount_counts_for_more_as_capital(amount: Decimal) -> None:
    assert ORDER.index(size_class("capital", amount)) >= ORDER.index(size_class("sales", amount))


@pytest.mark.parametrize(("basis", "amount"), [("sales", Decimal(-1)), ("turnover", Decimal(1)), ("", Decimal(1))])
def test_what_has_no_class(basis: str, amount: Decimal) -> None:
    with pytest.raises(ValueError, match=r"size class|below 0"):
        size_class(basis, amount)

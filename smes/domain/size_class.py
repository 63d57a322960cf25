"""The size class of an enterprise. Pure arithmetic, no rows."""

from decimal import Decimal
from types import MappingProxyType

BILLION = Decimal(10) ** 9
UPPER_BOUNDS = MappingProxyType(
    {
        "sales": ((2 * BILLION, "micro"), (15 * BILLION, "small"), (50 * BILLION, "medium")),
        "capital": ((1 * BILLION, "micro"), (5 * BILLION, "small"), (10 * BILLION, "medium")),
    }
)


def size_class(basis: str, amount: Decimal) -> str:
    """ "micro", "small", "medium" or "large" for an amount in rupiah, after PP 7/2021 article 35.

    basis   | micro     | small       | medium
    --------+-----------+-------------+------------
    sales   | ≤ Rp 2 bn | > 2 – 15 bn | > 15 – 50 bn   yearly sales, for firms that run already
    capital | ≤ Rp 1 bn | > 1 – 5 bn  | > 5 – 10 bn    capital without land and buildings, for new registrations

    Anything above medium is large. ValueError for another basis or a negative amount.
    """
    if basis not in UPPER_BOUNDS:
        raise ValueError(f"no size class by {basis!r}")
    if amount < 0:
        raise ValueError("an amount cannot be below 0")
    return next((size for bound, size in UPPER_BOUNDS[basis] if amount <= bound), "large")

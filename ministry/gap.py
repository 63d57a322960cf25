"""What is missing to the target, in US dollars, as an honest range. Pure arithmetic: no rows, no dates."""

from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True)
class Span:
    """From the lowest to the highest that the statements allow; a single figure is a span of no width."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("a span begins with its lower end")

    @property
    def is_point(self) -> bool:
        return self.low == self.high


def missing(*, target: Decimal, share: Span, total: Span) -> Span:
    """Exports missing to the target, in the unit of `total` (billion US dollars).

    missing = (target − share) ÷ 100 × total, never below 0, for shares in per cent of `total`.
    The low end takes the highest share with the lowest total, the high end the lowest share with the highest total:
    no combination of the statements lies outside. It says nothing about what exports would be if the target were met;
    it assumes that share and total count the same exports in the same year, which the statements do not confirm.
    """
    return Span(
        max(ZERO, target - share.high) / 100 * total.low,
        max(ZERO, target - share.low) / 100 * total.high,
    )

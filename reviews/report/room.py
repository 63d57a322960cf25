"""How much fits on the four pages of a report: the loosest setting that holds, and how many findings it shows.

Heights are estimates in millimetres on the safe side; tests/reviews/test_report.py typesets the extremes.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# The first page below its green header, three whole pages, less what breaks between things leave empty.
ROOM = 205 + 3 * 250 - 3 * 26
MOST_STEPS = 10
MOST_SETTLED = 8


@dataclass(frozen=True)
class Setting:
    """A way to set the report: its class on the page, a line's height in mm, signs a line at full width, least height of a finding."""

    name: str
    line: float
    signs: int
    item: float
    beside: float  # share of the line left beside a finding's picture


ROOMY = Setting("roomy", 5.1, 98, 34, 0.77)
DENSE = Setting("dense", 4.5, 108, 26, 0.82)
TIGHT = Setting("tight", 4.1, 118, 20.5, 0.85)


@dataclass(frozen=True)
class Fit:
    setting: Setting
    findings: int


def fit(facts: Mapping[str, Any]) -> Fit:
    """The loosest setting in which everything fits; in the tightest, as many findings as fit."""
    for setting in (ROOMY, DENSE, TIGHT):
        left = ROOM - fixed(facts, setting)
        heights = [height_of(finding, setting) for finding in facts["findings"]]
        if sum(heights) <= left:
            return Fit(setting, len(heights))
    return Fit(TIGHT, how_many(heights, left))


def how_many(heights: Sequence[float], left: float) -> int:
    count = 0
    for height in heights:
        left -= height
        if left < 0:
            break
        count += 1
    return count


def fixed(facts: Mapping[str, Any], setting: Setting) -> float:
    """Everything but the findings: product, verdicts, summaries, scores, settled, steps, seal and headings."""
    lenses = facts["lenses"]
    product = 88 + (44 if "before" in facts["photos"] else 0)
    verdicts = 26 + sum(lines(lens["summary"], setting.signs * 0.92) * setting.line + 10 for lens in lenses)
    scores = max(112, 22 + 7.6 * len(facts["criteria"]))
    settled = sum(
        (lines(row["text"][:180], setting.signs * 0.9) + lines(row["answer"][:180] + row["note"][:180], setting.signs * 0.9))
        * setting.line
        + 4
        for row in facts["settled"][:MOST_SETTLED]
    )
    steps = sum(2 * setting.line + 3 for _step in facts["steps"][:MOST_STEPS])
    headings = 16 * 5
    seal = 44
    return product + verdicts + scores + settled + steps + headings + seal


def height_of(finding: Mapping[str, Any], setting: Setting) -> float:
    signs = setting.signs * (setting.beside if finding["crop"] else 0.97)
    written = lines(finding["text"], signs) + (lines(finding["answer"], signs) if finding["answer"] else 0)
    return max(setting.item if finding["crop"] else 0.0, (written + 1.6) * setting.line + 8)


def lines(text: str, signs: float) -> int:
    """Lines that a text takes at so many signs a line; words do not break, so a line is a little shorter."""
    return sum(max(1, math.ceil(len(part) * 1.07 / signs)) for part in text.splitlines() or [""])

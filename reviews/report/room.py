"""How a report is set so that it takes four pages at most: its blocks are laid on pages by their estimated heights.

Heights are in millimetres, a little on the safe side; tests/reviews/test_report.py typesets the extremes.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FIRST_PAGE = 205.0  # below the green header with a name of two lines
PAGE = 252.0
MOST_PAGES = 4
LEAST_ON_LAST = 70.0  # less than that looks like a page left over
SEAL = 45.0
MOST_SETTLED = 8
MOST_STEPS = 12
CUT = 180  # signs of a settled finding and of its answer


@dataclass(frozen=True)
class Setting:
    """A way to set the report: its class on the page, and what templates/reviews/report.css makes of it."""

    name: str
    line: float  # height of a line
    signs: int  # signs in a line of full width
    heading: float
    item: float  # least height of a finding with a picture
    padding: float  # of a finding
    beside: float  # share of the full width that is left beside a finding's picture
    hero: float  # the product's photo on the first page


ROOMY = Setting("roomy", 5.05, 96, 16.6, 32.5, 7.6, 0.77, 96.0)
DENSE = Setting("dense", 4.38, 104, 16.6, 24.0, 6.0, 0.82, 88.0)
TIGHT = Setting("tight", 3.92, 112, 13.7, 18.8, 4.8, 0.86, 74.0)


@dataclass(frozen=True)
class Fit:
    setting: Setting
    findings: int
    pages: int


def fit(facts: Mapping[str, Any]) -> Fit:
    """The loosest setting that takes four pages and leaves no nearly empty one; else the tightest, with what fits."""
    count = len(facts["findings"])
    tried = [(setting, *layout(facts, setting, count)) for setting in (ROOMY, DENSE, TIGHT)]
    fitting = [(setting, pages, last) for setting, pages, last in tried if pages <= MOST_PAGES]
    for setting, pages, last in fitting:
        if last >= LEAST_ON_LAST:
            return Fit(setting, count, pages)
    if fitting:
        setting, pages, _last = fitting[0]
        return Fit(setting, count, pages)
    while layout(facts, TIGHT, count)[0] > MOST_PAGES:
        count -= 1
    return Fit(TIGHT, count, MOST_PAGES)


def layout(facts: Mapping[str, Any], setting: Setting, findings: int) -> tuple[int, float]:
    """Pages, and how much stands on the last one: each block goes on the page if it fits there, else on the next."""
    page, room, used = 1, FIRST_PAGE, 0.0
    for height in blocks(facts, setting, findings):
        if used + height > room:
            page, room, used = page + 1, PAGE, 0.0
        used += height
    return page, used


def blocks(facts: Mapping[str, Any], setting: Setting, findings: int) -> Iterator[float]:
    """Heights of what does not break over pages, in the order of templates/reviews/report.html."""
    yield (setting.hero if "cover" in facts["photos"] else 0.0) + terms_height(facts, setting)
    yield 27.0
    for lens in facts["lenses"]:
        yield 7.5 + lines(lens["summary"], setting.signs) * setting.line
    yield setting.heading + max(radar_height(facts), scores_height(facts)) + 3.0
    yield from under_heading(settled_heights(facts, setting), setting)
    shown = facts["findings"][:findings]
    yield from under_heading([height_of(finding, setting) for finding in shown] or [setting.line], setting)
    yield setting.line if findings < len(facts["findings"]) else 0.0
    yield setting.heading + sum(step_heights(facts, setting))
    yield SEAL


def under_heading(heights: Sequence[float], setting: Setting) -> Iterator[float]:
    """A heading stays with what comes first under it."""
    for position, height in enumerate(heights):
        yield height + (setting.heading if position == 0 else 0.0)


def terms_height(facts: Mapping[str, Any], setting: Setting) -> float:
    """Two rows of three, each as high as its longest value."""
    shown = [lines(value[:90], setting.signs * 0.29) for _term, value in facts["terms"] if value]
    rows = [max(shown[at : at + 3]) for at in range(0, len(shown), 3)]
    return sum(4.6 + count * setting.line + 1.5 for count in rows) + 3.0


def radar_height(facts: Mapping[str, Any]) -> float:
    """See common/charts/drawings.py: 400 pixels wide, on 104 mm."""
    return (26 + 24 + 176 + 58 + 20 * len(facts["lenses"])) * 104 / 400


def scores_height(facts: Mapping[str, Any]) -> float:
    rows = sum(7.0 if len(row["name"]) <= 20 else 11.2 for row in facts["criteria"])
    return 9.0 + rows + 16.0


def settled_heights(facts: Mapping[str, Any], setting: Setting) -> list[float]:
    compared = [63.0] if "before" in facts["photos"] else []
    rows = [
        lines(row["label"] + row["text"][:CUT], setting.signs)
        + lines(row["answer"][:CUT] + row["note"][:CUT], setting.signs)
        for row in facts["settled"][:MOST_SETTLED]
    ]
    return compared + [count * setting.line + 3.0 for count in rows] + ([setting.line] if rows or compared else [])


def step_heights(facts: Mapping[str, Any], setting: Setting) -> list[float]:
    return [
        lines(step["text"] + step["why"], setting.signs * 0.9) * setting.line + 2.6
        for step in facts["steps"][:MOST_STEPS]
    ]


def height_of(finding: Mapping[str, Any], setting: Setting) -> float:
    signs = setting.signs * (setting.beside if finding["crop"] else 1.0)
    written = lines(finding["text"], signs) + (lines(finding["answer"], signs) if finding["answer"] else 0)
    return max(setting.item if finding["crop"] else 0.0, (written + 1) * setting.line + setting.padding + 1.6)


def lines(text: str, signs: float) -> int:
    """Lines that a text takes at so many signs a line; words do not break, so lines are a little shorter."""
    return sum(max(1, math.ceil(len(part) * 1.04 / signs)) for part in text.splitlines() or [""])

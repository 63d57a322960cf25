"""From frozen facts to what the template shows. No row is read here: a second build gives the same pages."""

from collections.abc import Mapping
from typing import Any

from reviews.panels import Row, drawing
from reviews.report.room import MOST_SETTLED, MOST_STEPS, fit

RADAR_WIDTH = 400


def context_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, cut to what fits on four pages, with the radar drawn. Run under the document's language."""
    rows = [Row(str(at), row["name"], tuple(row["scores"])) for at, row in enumerate(facts["criteria"])]
    room = fit(facts)
    return {
        **facts,
        "rows": rows,
        "radar": drawing(rows, [lens["name"] for lens in facts["lenses"]], width=RADAR_WIDTH),
        "some_apart": any(row.is_apart for row in rows),
        "setting": room.setting.name,
        "findings": facts["findings"][: room.findings],
        "findings_left": len(facts["findings"]) - room.findings,
        "settled": facts["settled"][:MOST_SETTLED],
        "settled_left": max(0, len(facts["settled"]) - MOST_SETTLED),
        "steps": facts["steps"][:MOST_STEPS],
    }

"""Charts, drawn once for the page and the PDF.

`render` draws a Vega-Lite definition; `radar`, `bars` and `sparkline` are small drawings of our own; `ChartTable` gives
the same figures as CSV and XLSX.
"""

from common.charts.drawings import Bar, Lens, bars, radar, sparkline
from common.charts.tables import ChartTable
from common.charts.vega import render

__all__ = ["Bar", "ChartTable", "Lens", "bars", "radar", "render", "sparkline"]

"""The figures behind a chart as CSV and XLSX, with what was asked and when inside the file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | Decimal | date | datetime | bool | None
# What a spreadsheet takes for a formula, its full-width twins included.
TRIGGERS = tuple("=+-@\t\r\n＝＋－＠")
INVISIBLE = " \u00a0\u2007\u202f\u200b\u200c\u200d\u2060\ufeff\0"


@dataclass(frozen=True)
class ChartTable:
    """A title, column headings and rows; the filters that were set (name, value), the source, the moment of asking."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    made_at: datetime
    filters: Sequence[tuple[str, str]] = ()
    source: str = ""

    def heading(self) -> list[list[str]]:
        """The lines above the table: they travel with the figures."""
        made = [_("Made at"), f"{date_format(localtime(self.made_at), 'DATETIME_FORMAT')} {localtime(self.made_at):%Z}"]
        source = [[_("Source"), self.source]] if self.source else []
        return [[self.title], made, *source, *([name, value] for name, value in self.filters)]

    def csv(self) -> bytes:
        """UTF-8 with a byte order mark (Excel needs it). Text that a spreadsheet would run is escaped."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, quoting=csv.QUOTE_ALL)
        for row in [*self.heading(), [], self.columns, *self.rows]:
            writer.writerow([_plain(cell) for cell in row])
        return text.getvalue().encode("utf-8-sig")

    def xlsx(self) -> bytes:
        """A workbook of one sheet: headings frozen, filters on, no formula anywhere."""
        target = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        book = Workbook(target, options)
        sheet = book.add_worksheet()
        formats = {
            "bold": book.add_format({"bold": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        heading = self.heading()
        for number, line in enumerate(heading):
            for position, text in enumerate(line):
                sheet.write_string(number, position, safe_text(text), formats["bold"] if position == 0 else None)
        top = len(heading) + 1
        for position, name in enumerate(self.columns):
            sheet.write_string(top, position, safe_text(name), formats["bold"])
        for number, row in enumerate(self.rows, start=top + 1):
            for position, cell in enumerate(row):
                _write(sheet, number, position, cell, formats)
        sheet.freeze_panes(top + 1, 0)
        if self.columns:
            sheet.autofilter(top, 0, top + len(self.rows), len(self.columns) - 1)
        sheet.autofit(400)
        book.close()
        return target.getvalue()


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what begins, after invisible characters, like a formula."""
    return f"'{text}" if text.startswith(TRIGGERS) or text.lstrip(INVISIBLE).startswith(TRIGGERS) else text


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return safe_text(cell)
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, formats: dict[str, object]) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float | Decimal):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, localtime(cell).replace(tzinfo=None), formats["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats["day"])
    elif cell is not None:
        sheet.write_string(row, column, safe_text(cell))

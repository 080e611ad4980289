"""Deeds: rows as a file that spreadsheets open: CSV and Excel, a formula in neither of them."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from backend.services.cells import plain
from shared.clock import local

Cell = str | float
"""A text, or a number of degrees."""

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The forms of a file by the ending of its name, and what each is called on the wire."""

MOST_SIGNS = 32_000
"""A cell of Excel holds 32,767."""
_WIDEST = 60


@dataclass(frozen=True)
class Table:
    """A list as it leaves: its title, its columns, its rows; a column that a row lacks is empty."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Cell]]

    @property
    def cells(self) -> list[list[Cell]]:
        """The rows as lists in the order of the columns."""
        return [[row.get(column, "") for column in self.columns] for row in self.rows]


def written(table: Table, form: str, now: datetime) -> bytes:
    """Return a table as the bytes of a file; `form` is one of FORMS."""
    return _as_csv(table) if form == "csv" else _as_xlsx(table, now)


def _as_csv(table: Table) -> bytes:
    """Return CSV as Excel opens it: a mark for UTF-8, lines that end in CR LF, the heading first.

    Texts that a spreadsheet would take for a formula are made plain; `import` takes that back.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.cells:
        writer.writerow([plain(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _as_xlsx(table: Table, now: datetime) -> bytes:
    """Return a workbook of one sheet: texts stay texts, leading zeros and signs included."""
    out = io.BytesIO()
    # Written anew from cells alone: the library makes no formula, link or number of a text.
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": local(now).replace(tzinfo=None)})
        sheet = book.add_worksheet(table.title)
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, _width(table, at), text)
            sheet.write_string(0, at, column, bold)
        for number, row in enumerate(table.cells, 1):
            for at, cell in enumerate(row):
                if isinstance(cell, float):
                    sheet.write_number(number, at, cell)
                elif cell:
                    sheet.write_string(number, at, cell[:MOST_SIGNS], text)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    return out.getvalue()


def _width(table: Table, at: int) -> int:
    longest = max((len(str(row[at])) for row in table.cells), default=0)
    return min(max(longest, len(table.columns[at])) + 2, _WIDEST)

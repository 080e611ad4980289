"""Deeds: tables as rows: CSV and sheets of spreadsheets, with the heading where it stands."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from backend.services.importing.refusal import named, refused, shown
from backend.services.importing.sheet import EXTRA, Record, Sheet, Wanted
from backend.services.importing.source_file import SourceBook, SourceText
from backend.services.importing.workbook import Tab
from shared.digits import is_digits

Rows = list[tuple[int, list[str]]]

FURTHEST_HEADING = 20
"""Titles, dates and notes stand above the heading of many lists; it is looked for so far down."""

_LONGEST_FIELD = 1_000_000
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\n?', re.IGNORECASE | re.ASCII)


def read_csv(source: SourceText, wanted: Wanted) -> Sheet:
    """Return the rows of a CSV, numbered as a spreadsheet shows them; raises file-not-taken."""
    lines = source.text.replace("\r\n", "\n").replace("\r", "\n")
    if told := _SEPARATOR_LINE.match(lines):
        # Excel writes it, obeys it, and does not show it as a row.
        lines, delimiter = lines[told.end() :], told[1]
    else:
        delimiter = _delimiter(lines, wanted)
    rows = _csv_rows(source.name, lines, delimiter)
    if not rows:
        raise refused(source.name, "is empty")
    sheet = _sheet(source.name, rows, wanted, source.notes)
    _refuse_cut(source.name, lines, sheet.columns, rows)
    return sheet


def read_tabs(book: SourceBook, wanted: Wanted) -> Sheet:
    """Return the rows of the one sheet that is meant; raises file-not-taken."""
    tab = _tab(book, wanted)
    others = [other.name for other in book.tabs if other is not tab]
    notes = book.notes
    if others:
        notes = (*notes, f"Read: the sheet {shown(tab.name, 40)}. Not read: {named(others)}.")
    name = f"{book.name}, sheet {tab.name}" if others else book.name
    return _sheet(name, tab.rows, wanted, notes)


def _tab(book: SourceBook, wanted: Wanted) -> Tab:
    there = named([tab.name for tab in book.tabs])
    if wanted.tab:
        meant = [tab for tab in book.tabs if tab.name.casefold() == wanted.tab.casefold()]
        if not meant:
            what = f"has no sheet {wanted.tab!r} that holds anything, which the mapping names"
            raise refused(book.name, f"{what}. There are: {there}")
        return meant[0]
    seen = [tab for tab in book.tabs if not tab.is_hidden] or list(book.tabs)
    fitting = [tab for tab in seen if _heading_at(tab.rows, wanted)[1]]
    for found in (fitting, seen):
        if len(found) == 1:
            return found[0]
    if not book.tabs:
        raise refused(book.name, "is empty")
    what = f"has several sheets: {there}. Say in a mapping file which of them is meant"
    raise refused(book.name, f'{what}: [file] sheet = "{shown(seen[0].name, 40)}"')


def _sheet(name: str, rows: Rows, wanted: Wanted, notes: tuple[str, ...]) -> Sheet:
    headless, first = wanted.headless, rows[0][1]
    if headless and len(first) == len(headless) and _is_data(first):
        note = f"No heading: read as {len(headless)} columns in their usual order."
        return Sheet(name, headless, tuple(_records(headless, rows)), (*notes, note))
    at, _ = _heading_at(rows, wanted)
    columns = tuple(" ".join(name.split()) for name in rows[at][1])
    _, ours = wanted.fit(columns)
    if not ours and _is_data(columns):
        what = f"has no heading: its first row begins with {', '.join(columns[:3])}"
        raise refused(name, f"{what}. Add a first row with the names of the columns")
    body = rows[at + 1 :]
    notes += tuple(_passed_over(rows[:at]))
    if nameless := [number for number, row in body if _is_beside(columns, row)]:
        told = named([str(number) for number in nameless], 5)
        notes += (f"Values under columns without a name were passed over: rows {told}.",)
    return Sheet(name, columns, tuple(_records(columns, body)), notes)


def _heading_at(rows: Rows, wanted: Wanted) -> tuple[int, bool]:
    """Return at which place the heading stands, and whether it gives all that is needed."""
    fits = [wanted.fit(row) for number, row in rows if number <= FURTHEST_HEADING]
    at = next((at for at, (is_fit, _) in enumerate(fits) if is_fit), None)
    if at is not None:
        return at, True
    return max(range(len(fits)), key=lambda at: (fits[at][1], -at), default=0), False


def _passed_over(above: Rows) -> Iterator[str]:
    if above:
        numbers = f"{above[0][0]} to {above[-1][0]}" if len(above) > 1 else f"{above[0][0]}"
        first = next(value for value in above[0][1] if value)
        yield f"Above the heading passed over: row {numbers} ({shown(first, 60)!r})."


def _is_beside(columns: Sequence[str], row: Sequence[str]) -> bool:
    return any(value for name, value in zip(columns, row, strict=False) if not name)


def _delimiter(lines: str, wanted: Wanted) -> str:
    """Return what parts the values: what makes a heading of a row, else what stands most in one."""
    start = lines.split("\n", FURTHEST_HEADING)[:FURTHEST_HEADING]
    by_count = sorted(_DELIMITERS, key=lambda sign: -start[0].count(sign))
    for delimiter in by_count:
        reader = csv.reader(start, delimiter=delimiter)
        try:
            if any(wanted.fit([value.strip() for value in row])[0] for row in reader):
                return delimiter
        except csv.Error:
            continue
    return by_count[0]


def _csv_rows(name: str, lines: str, delimiter: str) -> Rows:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(lines), delimiter=delimiter, strict=True)
    rows: Rows = []
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if any(value.strip() for value in row):
                rows.append((number, [value.strip() for value in row]))
    except csv.Error as error:
        what = f"cannot be read as CSV at row {number + 1}: {error}. Was it cut off"
        raise refused(name, f"{what}? Copy or download it again") from None
    return rows


def _is_data(first: Sequence[str]) -> bool:
    """Return whether a first row holds numbers, as no heading does."""
    return any(is_digits(value.replace(".", "", 1).removeprefix("-")) for value in first)


def _refuse_cut(name: str, lines: str, columns: tuple[str, ...], rows: Rows) -> None:
    number, last = rows[-1]
    if len(last) < len(columns) and not lines.endswith("\n"):
        what = f"ends in the middle of row {number} ({len(last)} of {len(columns)} values)"
        raise refused(name, f"{what}. Copy or download it again")


def _records(columns: tuple[str, ...], body: Rows) -> Iterator[Record]:
    for number, row in body:
        # Of columns with one name the first counts; whoever needs them refuses the file.
        values = dict(reversed(list(zip(columns, row, strict=False))))
        extra = row[len(columns) :]
        if any(extra):
            # A comma in an address that nobody quoted would shift every value behind it.
            values[EXTRA] = ", ".join(filter(None, extra))
        yield Record(number, {name: value for name, value in values.items() if name})

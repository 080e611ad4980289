"""Deeds: a file's rows with our column names: found by name, by known other names, by a mapping."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from backend.services.cells import as_it_was
from backend.services.importing.letters import garbled
from backend.services.importing.mapping import ColumnMapping, Columns, near
from backend.services.importing.refusal import named, refused, shown
from backend.services.importing.report import Findings
from backend.services.importing.sheet import EXTRA, Record, Sheet

_ERROR = re.compile(
    r"#(REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|ERROR)!|#N/A|#NAME\?|Err:[0-9]{3}"
)
"""What spreadsheets show in a cell whose formula fails; CSV made of them holds these as text."""

_UNSEEN = str.maketrans(
    {**dict.fromkeys("\u200b\u2060\ufeff\u00ad"), **dict.fromkeys("\xa0\u202f\u2007\t", " ")}
)
"""Spaces that do not break, tabs, and marks without width, which come with copied cells."""


class AmbiguousError(Exception):
    """Says which column of a file is there twice, so that nobody knows which one is meant."""


def fitting(known: Columns, mapping: ColumnMapping) -> Callable[[Sequence[str]], tuple[bool, int]]:
    """Return what says of a row whether it is a heading with all that is needed, and how much."""

    def fit(row: Sequence[str]) -> tuple[bool, int]:
        try:
            found, absent = _found(row, known, mapping)
        except AmbiguousError:
            # The right row, of which the file's refusal says more.
            return True, len(row)
        return not absent and not _missing(found, known, mapping) and bool(found), len(found)

    return fit


def translate(
    sheet: Sheet, known: Columns, mapping: ColumnMapping, findings: Findings
) -> list[Record]:
    """Return the rows with our column names, each value on one line.

    A row that has more values than columns, or an error of a spreadsheet, is refused. Notes columns
    that are not used, and letters that went wrong. Raises Problem file-not-taken where a column is
    missing, or is there twice.
    """
    for note in sheet.notes:
        findings.note_file(note)
    theirs = _columns_of(sheet, known, mapping)
    _note_unused(sheet, set(theirs.values()), findings)
    records = []
    for record in sheet.records:
        if EXTRA in record.values:
            what = f"It has more values than columns; the last is {record.values[EXTRA][:40]!r}."
            findings.refuse(
                record.number, f"{what} Is a text with a comma without quotation marks?"
            )
            continue
        values = {ours: record.values.get(column, "") for ours, column in theirs.items()}
        if fault := _error_in(values, theirs):
            findings.refuse(record.number, fault)
            continue
        values = {
            ours: as_it_was(one_line(value, known[ours].joint)) for ours, value in values.items()
        }
        _note_garbled(record.number, values, findings)
        records.append(replace(record, values={**values, **mapping.constants}))
    return records


def one_line(text: str, joint: str) -> str:
    """Return a cell's text on one line: line breaks (Alt+Enter) become `joint`."""
    if text.isascii() and text.isprintable():
        return text
    lines = (line.translate(_UNSEEN).strip() for line in text.splitlines())
    return _joined([line for line in lines if line], joint)


def _joined(lines: list[str], joint: str) -> str:
    """Join lines; one that ends in a comma already needs no other."""
    mark = joint.strip()
    told = [line.rstrip(mark) if mark else line for line in lines[:-1]] + lines[-1:]
    return joint.join(told)


def _error_in(values: dict[str, str], theirs: dict[str, str]) -> str:
    for ours, value in values.items():
        if _ERROR.fullmatch(value):
            what = f"Its {shown(theirs[ours], 40)!r} holds the error {value} of a spreadsheet"
            return f"{what}. Mend it and save the file anew, or write the value itself."
    return ""


def _note_garbled(number: int, values: dict[str, str], findings: Findings) -> None:
    for value in values.values():
        if not value.isascii() and (meant := garbled(value)):
            what = f"{value[:60]!r} holds letters that went wrong (is it {meant[:60]!r})"
            findings.note(number, f"{what}. It is taken as it stands: mend it in the file.")
            return


def _columns_of(sheet: Sheet, known: Columns, mapping: ColumnMapping) -> dict[str, str]:
    try:
        found, absent = _found(sheet.columns, known, mapping)
    except AmbiguousError as error:
        raise refused(sheet.name, str(error)) from None
    if absent:
        what = f"has no column {absent[0]!r}, which the mapping names"
        raise refused(sheet.name, f"{what}.{near(absent[0], dict.fromkeys(sheet.columns))}")
    missing = _missing(found, known, mapping)
    if missing:
        told = "; ".join(f"{ours} ({known[ours].what})" for ours in missing)
        there = named([column for column in sheet.columns if column])
        ways = " ".join(known[ours].way_out for ours in missing if known[ours].way_out)
        what = f"lacks {told}. Its columns are: {there}. Say with --mapping which of them hold it, "
        raise refused(sheet.name, f"{what}or what is the same in every row. {ways}".rstrip(" ."))
    return found


def _found(
    columns: Sequence[str], known: Columns, mapping: ColumnMapping
) -> tuple[dict[str, str], list[str]]:
    """Return which column holds each of ours, and those that a mapping names and are not there.

    A name as it is written comes before one that differs in capitals, spaces and marks. Raises
    AmbiguousError where two columns could be meant.
    """
    found: dict[str, str] = {}
    absent = []
    for ours, theirs in mapping.columns.items():
        match = _match(columns, theirs)
        if match is None:
            absent.append(theirs)
        else:
            found[ours] = match
    for ours, column in known.items():
        if ours in found or ours in mapping.constants or ours in mapping.columns:
            continue
        matches = (_match(columns, name) for name in (ours, *column.also))
        first = next((match for match in matches if match is not None), None)
        if first is not None:
            found[ours] = first
    return found, absent


def _match(columns: Sequence[str], name: str) -> str | None:
    exact = [column for column in columns if column == name]
    plain = exact or [column for column in columns if _plain(name) == _plain(column) != ""]
    if len(plain) > 1:
        told = " and ".join(repr(shown(column, 40)) for column in plain[:2])
        which = "the column " + repr(shown(name, 40)) if exact else f"columns {told}"
        raise AmbiguousError(f"names {which} twice in its heading. Give one of them another name")
    return plain[0] if plain else None


def _missing(found: dict[str, str], known: Columns, mapping: ColumnMapping) -> list[str]:
    return [
        ours
        for ours, column in known.items()
        if column.is_required and ours not in found and ours not in mapping.constants
    ]


def _note_unused(sheet: Sheet, used: set[str], findings: Findings) -> None:
    unused = [column for column in sheet.columns if column and column not in used]
    if unused:
        findings.note_file(f"Columns not used: {named(unused, 40)}.")


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))

"""Deeds: from a partner's column names to ours: by name, by known other names, by a mapping."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from backend.services.importing.report import Findings
from backend.services.importing.sheet import EXTRA, Record, Sheet
from backend.services.importing.source_file import refused
from shared.problems import Problem

_SECTIONS = ("columns", "constants")
_NOT_LETTERS = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True)
class Column:
    """A column that an import knows: what it holds, whether it must be there, its other names."""

    what: str
    is_required: bool = False
    also: tuple[str, ...] = ()


Columns = Mapping[str, Column]


@dataclass(frozen=True)
class ColumnMapping:
    """Which of the file's columns hold ours, and what is the same in every row."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


def read_mapping(path: Path, known: Columns) -> ColumnMapping:
    """Return a mapping file (TOML: [columns] ours = "theirs", [constants] ours = "value").

    Raises Problem mapping-invalid.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _wrong(path, f"cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, f"is not TOML: {error}") from None
    for section, entries in found.items():
        if section not in _SECTIONS or not isinstance(entries, dict):
            raise _wrong(path, f"holds {section!r}. It has the sections [columns] and [constants]")
        for name, value in entries.items():
            if name not in known:
                raise _wrong(
                    path, f"names {name!r}, which is no column of ours.{_near(name, known)}"
                )
            if not isinstance(value, str):
                raise _wrong(path, f"gives {name} no text: write it in quotation marks")
    return ColumnMapping(found.get("columns", {}), found.get("constants", {}))


def translate(
    sheet: Sheet, known: Columns, mapping: ColumnMapping, findings: Findings
) -> list[Record]:
    """Return the rows with our column names; what has more values than columns is refused.

    Notes columns that are not used. Raises Problem file-not-taken where a column is missing.
    """
    for note in sheet.notes:
        findings.note_file(note)
    theirs = _find_columns(sheet, known, mapping)
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
        records.append(replace(record, values={**values, **mapping.constants}))
    return records


def _find_columns(sheet: Sheet, known: Columns, mapping: ColumnMapping) -> dict[str, str]:
    absent = [column for column in mapping.columns.values() if column not in sheet.columns]
    if absent:
        near = _near(absent[0], dict.fromkeys(sheet.columns))
        raise refused(sheet.name, f"has no column {absent[0]!r}, which the mapping names.{near}")
    by_plain_name = {_plain(column): column for column in reversed(sheet.columns)}
    found = dict(mapping.columns)
    for ours, column in known.items():
        if ours in found or ours in mapping.constants:
            continue
        names = (_plain(name) for name in (ours, *column.also))
        theirs = next((by_plain_name[name] for name in names if name in by_plain_name), None)
        if theirs is not None:
            found[ours] = theirs
    missing = [
        f"{ours} ({column.what})"
        for ours, column in known.items()
        if column.is_required and ours not in found and ours not in mapping.constants
    ]
    if missing:
        there = ", ".join(sheet.columns[:20]) or "none"
        what = f"lacks {'; '.join(missing)}. Its columns are: {there}"
        raise refused(sheet.name, f"{what}. Say with --mapping which of them hold it")
    return found


def _note_unused(sheet: Sheet, used: set[str], findings: Findings) -> None:
    unused = [column for column in sheet.columns if column and column not in used]
    if unused:
        findings.note_file(f"Columns not used: {', '.join(unused)}.")


def _plain(name: str) -> str:
    return _NOT_LETTERS.sub("", name.lower())


def _near(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f" Did you mean {near[0]!r}" if near else f" There are: {', '.join(known)}"


def _wrong(path: Path, what: str) -> Problem:
    return Problem("mapping-invalid", f"{path} {what}.")

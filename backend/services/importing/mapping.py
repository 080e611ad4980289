"""Deeds: from a partner's column names to ours: by name, by known other names, by a mapping."""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backend.services.importing.refusal import named, shown
from shared.problems import Problem

_COLUMNS, _CONSTANTS, _FILE = _SECTIONS = ("columns", "constants", "file")
_OF_FILE = {"sheet": "which sheet of a spreadsheet is meant"}


@dataclass(frozen=True)
class Column:
    """A column that an import knows: what it holds, whether it must be there, its other names.

    `joint` is what takes the place of a line break in it. `way_out` says what to do where a list
    has no such column.
    """

    what: str
    is_required: bool = False
    also: tuple[str, ...] = ()
    joint: str = " "
    way_out: str = ""


Columns = Mapping[str, Column]


@dataclass(frozen=True)
class ColumnMapping:
    """Which of the file's columns hold ours, what every row has alike, which sheet is meant."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    tab: str = ""


def read_mapping(path: Path, known: Columns) -> ColumnMapping:
    """Return a mapping file: TOML with [columns] ours = "theirs", [constants] ours = "value".

    And [file] sheet = "name". Raises Problem mapping-invalid.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _wrong(path, f"cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, f"is not TOML: {error}") from None
    for section, entries in found.items():
        if section not in _SECTIONS or not isinstance(entries, dict):
            what = f"holds {section!r}. It has the sections [columns], [constants] and [file]"
            raise _wrong(path, what)
        _check(path, entries, _OF_FILE if section == _FILE else known)
    tab = found.get(_FILE, {}).get("sheet", "")
    return ColumnMapping(found.get(_COLUMNS, {}), found.get(_CONSTANTS, {}), tab)


def near(name: str, known: Mapping[str, object]) -> str:
    """Return which of the known names was probably meant, else all of them."""
    found = difflib.get_close_matches(name, known, n=1)
    return f" Did you mean {found[0]!r}" if found else f" There are: {named(list(known))}"


def _check(path: Path, entries: Mapping[str, Any], known: Mapping[str, object]) -> None:
    for name, value in entries.items():
        if name not in known:
            raise _wrong(path, f"names {name!r}, which is no column of ours.{near(name, known)}")
        if not isinstance(value, str):
            raise _wrong(path, f"gives {name} no text: write it in quotation marks")


def _wrong(path: Path, what: str) -> Problem:
    return Problem("mapping-invalid", shown(f"{path} {what}."))

"""Deeds: what every form of file is read into: rows with numbers, and the columns they have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Geometry = dict[str, Any]

EXTRA = "(more values than columns)"
"""The column under which a row's surplus values stand, so that whoever reads the row refuses it."""


@dataclass(frozen=True)
class Record:
    """One row as it stands in the file: its number, its values by column, its geometry if any."""

    number: int
    values: dict[str, str]
    geometry: Geometry | None = None


@dataclass(frozen=True)
class Sheet:
    """All rows of a file, and the columns they have; a name that stands twice is there twice."""

    name: str
    columns: tuple[str, ...]
    records: tuple[Record, ...]
    notes: tuple[str, ...] = ()


def _unknown(_row: Sequence[str]) -> tuple[bool, int]:
    return False, 0


@dataclass(frozen=True)
class Wanted:
    """How a file's table is told.

    `headless` are the columns of a file that comes without a heading, taken where the first row
    has as many values and is no heading. `fit` says of a row whether it is a heading that gives all
    that is needed, and how many of our columns it gives. `tab` is the sheet of a spreadsheet.
    """

    headless: tuple[str, ...] = ()
    fit: Callable[[Sequence[str]], tuple[bool, int]] = _unknown
    tab: str = ""

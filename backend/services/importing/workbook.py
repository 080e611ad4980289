"""Deeds: the sheets of a spreadsheet as rows of text, read by a process that may fail alone.

The library that reads them ends its process where a file asks for more memory than there is, and
a file of some kilobytes can (docs/decisions/0048-spreadsheets-are-read-apart.md).
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from backend.services.importing import workbook_reader
from backend.services.importing.refusal import refused

MOST_SECONDS = 300
_ROOT = Path(__file__).resolve().parents[3]
_TEXT = "save the sheet as CSV UTF-8 and give that"
_BLIND = ("xls", "xlsb")
_UNSEEN_ERRORS = (
    "This older form does not show which cells hold errors (#REF!): they were read as empty. "
    "Save it as .xlsx to be told of them."
)


@dataclass(frozen=True)
class Tab:
    """One sheet: its name, whether it is hidden, its rows that hold something, by number."""

    name: str
    is_hidden: bool
    rows: list[tuple[int, list[str]]]


def read_workbook(name: str, data: bytes, form: str) -> tuple[tuple[Tab, ...], tuple[str, ...]]:
    """Return the sheets of a spreadsheet that hold something, and notes on how it was read.

    `form` is xlsx, xlsb, xls or ods. Raises Problem file-not-taken.
    """
    words = [sys.executable, "-B", "-m", workbook_reader.__name__, form]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, nothing of the file in its words
            words, input=data, cwd=_ROOT, env={}, capture_output=True, timeout=MOST_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise refused(name, f"takes too long to be read as a spreadsheet: {_TEXT}") from None
    if done.returncode:
        raise refused(name, _why(done.returncode))
    tabs = tuple(
        Tab(tab["name"], tab["is_hidden"], [(number, row) for number, row in tab["rows"]])
        for tab in json.loads(done.stdout)
    )
    return tabs, (_UNSEEN_ERRORS,) if form in _BLIND else ()


def _why(code: int) -> str:
    if code == workbook_reader.LOCKED:
        return "is locked with a password. Open it, save it without one, and give that"
    if code < 0 or code == workbook_reader.TOO_MUCH:
        # The library ends its process by a signal where it gets no memory.
        what = "needs more memory than a list does: does a cell stand far away from the table"
        return f"{what}? Copy the table into a new file, or {_TEXT}"
    what = "cannot be read as a spreadsheet: it was cut off or is damaged"
    return f"{what}. Open it and save it as .xlsx anew, or {_TEXT}"

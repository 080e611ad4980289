"""Deeds: a program of its own that reads one spreadsheet from its input and prints its rows.

It has a limit on memory, so that whatever a file does to the library ends this process alone.
"""

import io
import json
import re
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from backend.services.importing.cell_errors import Errors, errors_of

LOCKED, UNREADABLE, TOO_MUCH = 3, 4, 5
"""How the program ends where a password is asked for, the file is damaged, memory runs out."""

MOST_MEMORY = 1536 * 1024 * 1024
_DAY_S = 86_400
_OLDEST = 1901
"""A time of day is kept as a part of a day, and one of 24 hours or more as a day of 1900."""

_LARGEST_WHOLE = 10**15
_DURATION = re.compile(r"PT([0-9]+)H([0-9]+)M([0-9]+)(?:[.,][0-9]+)?S")
_CARRIAGE = "_x000D_"


def tabs_of(data: bytes, form: str) -> list[dict[str, Any]]:
    """Return the sheets that hold something: name, whether hidden, rows by number."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    errors = errors_of(data, form)
    tabs = []
    for sheet in book.sheets_metadata:
        held = book.get_sheet_by_name(sheet.name)
        rows = _rows(held.to_python(skip_empty_area=False), errors.get(sheet.name, {}))
        if rows:
            is_hidden = sheet.visible != SheetVisibleEnum.Visible
            tabs.append({"name": sheet.name, "is_hidden": is_hidden, "rows": rows})
    return tabs


def as_seen(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """Return a cell's value as the text that a person sees, days as 2026-11-30."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) < _LARGEST_WHOLE
        return str(int(value)) if is_whole else f"{value:.15g}"
    if isinstance(value, timedelta):
        return _clock(value.total_seconds(), most_h=None)
    if isinstance(value, time):
        return _of_day(value)
    if isinstance(value, date):
        return _day(value)
    text = str(value).replace(_CARRIAGE, "\n").strip()
    lasted = _DURATION.fullmatch(text)
    return f"{int(lasted[1]):02}:{lasted[2]}" if lasted else text


def _day(value: date) -> str:
    if not isinstance(value, datetime):
        return "00:00" if value.year < _OLDEST else value.isoformat()
    if value.year < _OLDEST:
        return _of_day(value.time())
    return f"{value.date().isoformat()} {_of_day(value.time())}"


def _of_day(value: time) -> str:
    seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    return _clock(seconds, most_h=24)


def _clock(seconds: float, most_h: int | None) -> str:
    """Return HH:MM, with seconds where there are any: 08:59:59.999 is 09:00 counted in parts."""
    minutes, left = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    told = f"{hours % most_h if most_h else hours:02}:{minute:02}"
    return f"{told}:{left:02}" if left else told


def _rows(found: list[list[Any]], errors: Errors) -> list[tuple[int, list[str]]]:
    rows = []
    for at, row in enumerate(found):
        texts = [as_seen(value) for value in row]
        for column, error in errors.get(at, {}).items():
            texts += [""] * (column + 1 - len(texts))
            texts[column] = error
        if any(texts):
            rows.append((at + 1, texts))
    return rows


def main() -> int:
    """Read a spreadsheet from standard input and print its sheets as JSON; return how it went."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        tabs = tabs_of(sys.stdin.buffer.read(), sys.argv[1])
    except MemoryError:
        return TOO_MUCH
    except PasswordError:
        return LOCKED
    except Exception:  # noqa: BLE001 - the program's rim: whatever is wrong is wrong with the file
        return UNREADABLE
    json.dump(tabs, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())

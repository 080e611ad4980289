"""Rows at the edges of what a table takes, for every table, worked out from its columns and rules.

Two for each: one with the least of everything and nothing where nothing may be, one with the most.
"""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Table
from sqlalchemy.types import Boolean, Date, Float, Integer, LargeBinary, String, Uuid

from backend.storage.moments import Moment

LEAST, MOST = 0, 1
LETTERS = "Łódź ‘safe’ آمن 安全 😀 ȘțÅ "
"""Of one to four bytes each, from left and from right."""

MOST_NUMBER = 2**31 - 1
NUMBERS_OF_ROWS = 4_001, 70_002
MOMENTS = (
    datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2099, 10, 25, 1, 30, tzinfo=UTC),
)
DAYS = date(2024, 2, 29), date(2099, 12, 31)
WEEKS, MONTHS = ("2024-W01", "2026-W53"), ("2024-01", "2026-12")
HASHES = "0" * 63 + "a", "f" * 64
BYTES = b"\x00", bytes(range(256))
HELD: tuple[Any, Any] = [], {"deep": [{"er": [None, True, 1.5, LETTERS]}]}

BY_NAME: dict[str, tuple[Any, Any]] = {
    "week": WEEKS,
    "check_wanted": WEEKS,
    "month": MONTHS,
    **dict.fromkeys(("content_hash", "receipt_hash", "voice", "hash", "token"), HASHES),
    "lat": (-90.0, 90.0),
    "lon": (-180.0, 180.0),
    "email": ("a@b.example", "ż@ł.example"),
}
"""What columns of these names hold, in whichever table."""

CHOSEN: dict[str, dict[str, tuple[Any, Any]]] = {
    "postcode": {"postcode": ("WN1 1AA", "WN8 9ZZ"), "lat": (53.5, 53.6), "lon": (-2.7, -2.5)},
    "young_record": {"changes": (["nothing"], [f"change {number}" for number in range(10)])},
    "feedback": {"zone_id": ("z1", None), "place_id": (None, "p2"), "state": ("new", "held")},
    "intervention": {"area_id": ("wigan", None), "place_id": (None, "p2")},
    "reply": {"area_id": (None, "wigan"), "place_id": ("p1", None)},
    "appointment": {"decision": (None, "passed-by")},
    "list_taking_on": {"staff_id": NUMBERS_OF_ROWS, "given_by": (None, NUMBERS_OF_ROWS[0])},
    "inbox_reading_on": {"staff_id": NUMBERS_OF_ROWS, "given_by": (None, NUMBERS_OF_ROWS[0])},
    "place_weekly": {"opens": (0, 1439), "closes": (1, 1440), "weekday": (0, 6)},
    "place_exception_interval": {"opens": (0, 1439), "closes": (1, 2879)},
}
"""What rules of several columns allow."""

_ONE_OF = re.compile(r"^(\w+) IN \('(.+)'\)$")


def edges_of(table: Table, parents: dict[str, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Yield the two rows of a table; `parents` has what other tables hold."""
    choices = dict(_choices(table))
    for which in (LEAST, MOST):
        yield {
            column.name: _value(column, which, choices, parents.get(_parent(column)))
            for column in table.columns
        }


def _choices(table: Table) -> Iterator[tuple[str, tuple[str, str]]]:
    for rule in table.constraints:
        if isinstance(rule, CheckConstraint) and (found := _ONE_OF.match(str(rule.sqltext))):
            codes = found[2].split("', '")
            yield found[1], (codes[0], codes[-1])


def _parent(column: Column[Any]) -> str:
    keys = list(column.foreign_keys)
    return keys[0].column.table.name if keys else ""


def _value(
    column: Column[Any],
    which: int,
    choices: dict[str, tuple[str, str]],
    parents: list[dict[str, Any]] | None,
) -> Any:
    chosen = CHOSEN.get(column.table.name, {})
    if column.name in chosen:
        return chosen[column.name][which]
    if column.nullable and which == LEAST:
        return None
    if parents:
        key = next(iter(column.foreign_keys)).column.name
        return parents[-1 if which == MOST else 0][key]
    if column.name in choices:
        return choices[column.name][which]
    return BY_NAME[column.name][which] if column.name in BY_NAME else _of_kind(column, which)


def _of_kind(column: Column[Any], which: int) -> Any:
    kind = column.type
    if isinstance(kind, Integer):
        return NUMBERS_OF_ROWS[which] if column.primary_key else (0, MOST_NUMBER)[which]
    if isinstance(kind, Uuid):
        return str(uuid.UUID(int=2**64 + which, version=4))
    if isinstance(kind, String):
        return _text(column, kind.length or 2_000, which)
    for known, values in (
        *((Moment, MOMENTS), (Date, DAYS), (Boolean, (False, True))),
        *((Float, (0.1, 1e15)), (LargeBinary, BYTES)),
    ):
        if isinstance(kind, known):
            return values[which]
    return HELD[which]


def _text(column: Column[Any], most: int, which: int) -> str:
    if which == MOST:
        return (LETTERS * most)[:most]
    return "a" if column.primary_key or column.unique else ""

"""The checker of goal P3: may these tables hold anything finer than a zone, a week, a daypart?"""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, MetaData, Table
from sqlalchemy.types import JSON, Boolean, Integer, String, Uuid

ALLOWED = {
    "feedback": {
        *("id", "content_hash", "zone_id", "place_id", "week", "daypart", "level", "factors"),
        *("happened", "reported", "why_not", "age_band", "gender", "setting"),
        *("questions", "questions_version", "receipt_hash", "voice"),
        # What the server makes of it, none of which tells when it came.
        *("state", "held_for", "is_reviewed", "has_waited", "batch_id", "outcome"),
    },
    "withdrawn": {"token", "week"},
    "young_record": {"id", "content_hash", "month", "age_band", "changes"},
}
HARMLESS_TYPES = (String, Uuid, JSON, Integer, Boolean)
# A moment, a time of day, a day, a number with a fraction as positions have, an address.
FINE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}|-?\d+\.\d+|\b1[67]\d{8}\b|\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*::"
)


def faults_in_tables(engine: Engine) -> list[str]:
    """Return the columns that are not allowed, or whose type could hold a moment or a position."""
    faults = []
    for name, allowed in ALLOWED.items():
        table = Table(name, MetaData(), autoload_with=engine)
        for column in table.columns:
            if column.name not in allowed:
                faults.append(f"{name}.{column.name} is not allowed")
            elif not isinstance(column.type, HARMLESS_TYPES):
                faults.append(f"{name}.{column.name} is {column.type}")
    return faults


def faults_in_rows(stored: Iterable[tuple[Any, ...]]) -> list[str]:
    """Return what looks like a moment, a position or an address in stored rows."""
    return [
        f"{value!r}"
        for row in stored
        for value in row
        if isinstance(value, float) or FINE.search(str(value))
    ]

"""The fixed cast of the contract's tests: places around one market square."""

from datetime import UTC, date, datetime
from typing import Any

from shared.geo import Point, metres_per_degree
from shared.hours import OpeningHours, openings
from shared.intervals import DayHours, parse_interval
from shared.places import Place

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
"""Half past eleven on a Friday night."""

HERE = Point(53.5455, -2.6318)
ALWAYS: tuple[DayHours, ...] = ((parse_interval("00:00", "24:00"),),) * 7


def day(*times: str) -> DayHours:
    """Return one day's hours from texts such as "21:00-02:00"."""
    return tuple(parse_interval(*text.split("-")) for text in times)


def place(name: str, metres_north: float, weekly: tuple[DayHours, ...], **changed: Any) -> Place:
    """Return a place straight north of HERE, with openings worked out at NOW."""
    north, _ = metres_per_degree(HERE.lat)
    values: dict[str, Any] = {
        "id": name,
        "name": name,
        "kind": "shop",
        "town": "Wigan",
        "address": "1 Example Street",
        "postcode": "WN99 1AA",
        "at": Point(HERE.lat + metres_north / north, HERE.lon),
        "phone": "01632 960100",
        "facilities": (),
        "checked_on": date(2026, 11, 21),
        "listed_until": 40_000_000,
        "weekly": [],
        "exceptions": {},
        "openings": openings(OpeningHours(weekly), changed.pop("published_at", NOW)),
    }
    return Place(**{**values, **changed})

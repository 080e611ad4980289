"""The demonstration's network file: about 40 invented places in nine towns, marked "example"."""

import math
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from demo.hours import OPEN_AT_CHRISTMAS, SEASONS, WEEKS
from demo.tables import LANDMARKS, NEIGHBOURHOODS, PLACES, POINTS, TOWNS
from shared.clock import local
from shared.geo import metres_per_degree

LISTED_DAYS = 120
TOWN_RADIUS_M = 1500
BOROUGH_OUTLINE = [
    [-2.730, 53.580],
    [-2.680, 53.610],
    [-2.580, 53.590],
    [-2.480, 53.560],
    [-2.420, 53.520],
    [-2.450, 53.480],
    [-2.540, 53.445],
    [-2.640, 53.460],
    [-2.710, 53.500],
    [-2.730, 53.580],
]
"""A hand-drawn ring around the nine towns, longitude and latitude; not the true boundary."""


def example_network(now: datetime) -> dict[str, Any]:
    """Return the network file of the demonstration, with Christmas of the coming winter."""
    today = local(now).date()
    return {
        "format": 1,
        "areas": [_borough(), *(_town_area(town) for town in TOWNS)],
        "zones": [zone for town in TOWNS for zone in _zones(town)],
        "points": [point for town in TOWNS for point in _points(town)],
        "names": [name for town in TOWNS for name in _names(town)],
        "places": [_place(number, row, today) for number, row in enumerate(PLACES)],
    }


def near(town: str, east_m: float, north_m: float) -> dict[str, float]:
    """Return a position by its metres east and north of a town's centre."""
    lat, lon = TOWNS[town]
    north, east = metres_per_degree(lat)
    return {"lat": round(lat + north_m / north, 5), "lon": round(lon + east_m / east, 5)}


def slug(text: str) -> str:
    """Return a name as ids write it."""
    return "".join(letter if letter.isalnum() else "-" for letter in text.lower()).strip("-")


def _zones(town: str) -> list[dict[str, Any]]:
    return [
        {
            "id": f"z-{slug(town)}-{number}",
            "label": f"{label}, {town}",
            "town": town,
            **near(town, east, north),
        }
        for number, (label, east, north) in enumerate(NEIGHBOURHOODS, 1)
    ]


def _points(town: str) -> list[dict[str, Any]]:
    return [
        {
            "id": f"h-{slug(town)}-{kind}",
            "kind": kind,
            "name": f"{name} (example)",
            "town": town,
            "detail": detail,
            **near(town, east, north),
        }
        for kind, name, detail, east, north in POINTS
    ]


def _names(town: str) -> list[dict[str, Any]]:
    lat, lon = TOWNS[town]
    landmarks = [
        {
            "name": f"{label}, {town}",
            "kind": "landmark",
            "town": town,
            **near(town, east, north),
        }
        for label, east, north in LANDMARKS
    ]
    postcodes = [
        {
            "name": _postcode(town, number),
            "kind": "postcode",
            "town": town,
            **near(town, east, north),
        }
        for number, (_, east, north) in enumerate(NEIGHBOURHOODS)
    ]
    itself = {"name": town, "kind": "town", "town": town, "lat": lat, "lon": lon}
    return [itself, *landmarks, *postcodes]


def _postcode(town: str, number: int = 0) -> str:
    """Return an invented postcode: a sector for each town, a unit for each neighbourhood."""
    return f"WN99 {list(TOWNS).index(town) + 1}A{'ABDEFGH'[number]}"


def _borough() -> dict[str, Any]:
    return {
        "id": "borough",
        "name": "Wigan Borough (example outline)",
        "kind": "borough",
        "outline": BOROUGH_OUTLINE,
        "zones": [],
    }


def _town_area(town: str) -> dict[str, Any]:
    corners = [
        near(town, TOWN_RADIUS_M * math.sin(turn), TOWN_RADIUS_M * math.cos(turn))
        for turn in (math.tau * corner / 6 for corner in range(7))
    ]
    return {
        "id": f"t-{slug(town)}",
        "name": f"{town} (example outline)",
        "kind": "town",
        "outline": [[corner["lon"], corner["lat"]] for corner in corners],
        "zones": [zone["id"] for zone in _zones(town)],
    }


def _place(
    number: int, row: tuple[str, str, str, str, int, int, str], today: date
) -> dict[str, Any]:
    town, name, kind, pattern, east, north, facilities = row
    return {
        "id": f"p-{number + 1:03d}",
        "name": f"{name} (example)",
        "kind": kind,
        "town": town,
        "address": f"{number + 1} Example Street",
        "postcode": _postcode(town),
        **near(town, east, north),
        # 01632 960 000 to 999 is kept free for drama by Ofcom: it reaches nobody.
        "phone": f"01632 960{number + 100}",
        "facilities": facilities.split(),
        "checked_days_ago": (number * 5) % 27 + 1,
        "listed_days": LISTED_DAYS,
        "state": "live",
        "weekly": deepcopy(WEEKS[pattern]),
        "seasons": deepcopy(SEASONS.get(pattern, [])),
        "exceptions": _exceptions(pattern, today),
    }


def _exceptions(pattern: str, today: date) -> list[dict[str, Any]]:
    if pattern in OPEN_AT_CHRISTMAS:
        return []
    year = today.year + (today > date(today.year, 12, 26))
    return [
        {"on": f"{year}-12-25", "hours": []},
        {"on": f"{year}-12-26", "hours": [["10:00", "15:00"]]},
    ]

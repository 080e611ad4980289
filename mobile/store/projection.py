"""The phone's memory: what screens may show of it, as values."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mobile.store import mirror
from shared.neighbours import Neighbour, neighbour_from_wire
from shared.places import Place, place_from_wire
from shared.points import PointOfHelp, point_from_wire
from shared.problems import Problem
from shared.zones import Zone, zone_from_wire


@dataclass(frozen=True)
class PlaceList:
    """The places the phone holds, and when their list was published."""

    places: tuple[Place, ...]
    published_at: datetime


@dataclass(frozen=True)
class Area:
    """One area of the map: its name, its kind, and its outline as (lon, lat) pairs."""

    name: str
    kind: str
    outline: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Reply:
    """One "you said, we did": its words by language, its day, and whom it answers."""

    said: dict[str, str]
    did: dict[str, str]
    on: str
    zones: frozenset[str]
    places: frozenset[str]


def place_list(connection: sqlite3.Connection) -> PlaceList | None:
    """Return the list of places, or None before the phone holds one.

    A row that cannot be read is left out: one damaged place must not hide the others.
    """
    held = mirror.state(connection)
    if held is None:
        return None
    rows = [row[0] for row in connection.execute("SELECT body FROM place ORDER BY id")]
    try:
        places = tuple(place_from_wire(body) for body in json.loads(f"[{','.join(rows)}]"))
    except (ValueError, KeyError, TypeError, Problem):
        places = tuple(place for row in rows if (place := _readable(row)))
    return PlaceList(places, held.published_at)


def zones(connection: sqlite3.Connection) -> tuple[Zone, ...]:
    """Return the zones."""
    return tuple(zone_from_wire(body) for body in _document(connection, "zones").get("zones", ()))


def gazetteer(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return the document of names and postcodes by which people say where they are."""
    return _document(connection, "gazetteer")


def points(connection: sqlite3.Connection) -> tuple[PointOfHelp, ...]:
    """Return the points of help; empty when the phone holds none."""
    listed = _document(connection, "points").get("points", ())
    return tuple(point_from_wire(body) for body in listed)


def areas(connection: sqlite3.Connection) -> tuple[Area, ...]:
    """Return the areas that have an outline, the borough first."""
    listed = _document(connection, "areas").get("areas", ())
    found = [_area(body) for body in listed if body.get("outline")]
    return tuple(sorted(found, key=lambda area: (area.kind != "borough", area.kind, area.name)))


def neighbours(connection: sqlite3.Connection) -> tuple[Neighbour, ...]:
    """Return the services next to ours, in the order in which they were published."""
    query = "SELECT value FROM setting WHERE name = ?"
    row = connection.execute(query, (mirror.NEIGHBOURS,)).fetchone()
    return tuple(neighbour_from_wire(body) for body in (json.loads(row[0]) if row else None) or ())


def question_set(connection: sqlite3.Connection) -> dict[str, Any] | None:
    """Return the newest published question set, or None when the phone holds none."""
    sets = _document(connection, "questions").get("sets", ())
    newest: dict[str, Any] | None = max(sets, key=lambda item: item["version"], default=None)
    return newest


def young_set(connection: sqlite3.Connection) -> dict[str, Any] | None:
    """Return the young people's questions, or None while they are switched off."""
    asked: dict[str, Any] | None = _document(connection, "questions").get("young")
    return asked


def doors(connection: sqlite3.Connection) -> tuple[dict[str, Any], ...]:
    """Return the published right doors; empty when the phone holds none."""
    return tuple(_document(connection, "help").get("doors", ()))


def replies(connection: sqlite3.Connection) -> tuple[Reply, ...]:
    """Return what was done because of answers, newest first."""
    found = (_reply(body) for body in _document(connection, "replies").get("replies", ()))
    return tuple(sorted(found, key=lambda reply: reply.on, reverse=True))


def _reply(body: dict[str, Any]) -> Reply:
    zones, places = frozenset(body["zones"]), frozenset(body.get("places", ()))
    return Reply(body["said"], body["did"], body["on"], zones, places)


def _area(body: dict[str, Any]) -> Area:
    outline = tuple((float(lon), float(lat)) for lon, lat in body["outline"])
    return Area(body["name"], body["kind"], outline)


def _readable(row: str) -> Place | None:
    try:
        return place_from_wire(json.loads(row))
    except (ValueError, KeyError, TypeError, Problem):
        return None


def _document(connection: sqlite3.Connection, name: str) -> dict[str, Any]:
    row = connection.execute("SELECT body FROM document WHERE name = ?", (name,)).fetchone()
    body: dict[str, Any] = json.loads(row[0]) if row else {}
    return body

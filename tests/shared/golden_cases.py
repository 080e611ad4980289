"""The golden cases of ranking and search: read from `golden/`, for Python and for browsers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from shared.clock import to_minute
from shared.geo import Point, metres_per_degree
from shared.hours import Opening, OpeningHours, openings
from shared.intervals import DayHours
from shared.matches import Found
from shared.places import Place
from shared.postcodes import pack_postcodes
from shared.ranking import Ranking
from shared.seasons import season_to_wire
from shared.wire_hours import seasons_from_wire
from tests.shared.cast import ALWAYS, HERE, day, place

GOLDEN = Path(__file__).parent / "golden"
SHORT_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TIERS = ("open", "soon", "rest")


@dataclass(frozen=True)
class RankingCase:
    """Places at a moment, and what is expected of them: lines, whether one is open near, age."""

    why: str
    places: tuple[Place, ...]
    now: datetime
    published_at: datetime
    limit: int
    facilities: frozenset[str]
    lines: list[str]
    is_open_near: bool
    age: str

    def to_browser(self) -> dict[str, Any]:
        """Return what the browser's `rank` takes."""
        return {
            "places": [to_wire(each) for each in self.places],
            "here": {"lat": HERE.lat, "lon": HERE.lon},
            "minute": to_minute(self.now),
            "published": to_minute(self.published_at),
            "limit": self.limit,
            "facilities": sorted(self.facilities),
        }


def ranking_cases() -> list[RankingCase]:
    """Return the cases of `ranking.json`."""
    return [_ranking_case(body) for body in _read("ranking.json")["cases"]]


def search_golden() -> dict[str, Any]:
    """Return `search.json`, its postcodes packed into a gazetteer document."""
    read = _read("search.json")
    names = [_name(*row) for row in read["names"]]
    read["document"] = {"names": names, "postcodes": pack_postcodes(read["postcodes"])}
    read["places"] = [_place_name(*row) for row in read["places"]]
    read["zones"] = [_zone(*row) for row in read["zones"]]
    return read


def lines_of(found: Ranking) -> list[str]:
    """Return a ranking as a case writes it down."""
    return [
        f"{item.place.id}: {TIERS[item.tier]}, {item.walk_min} min, {item.reason.words()}"
        + (", overdue" if item.is_due else "")
        for item in found.items
    ]


def places_by_name(bodies: Iterable[Mapping[str, Any]]) -> list[Place]:
    """Return places of which only what a search looks at is known."""
    return [
        replace(place(each["id"], 0, ALWAYS), name=each["name"], town=each["town"], at=at_of(each))
        for each in bodies
    ]


def at_of(body: Mapping[str, Any]) -> Point:
    """Return where a published body is."""
    return Point(body["lat"], body["lon"])


def found_lines(found: Found) -> list[str]:
    """Return what a search found as a case writes it down."""
    return [
        " · ".join(
            part
            for part in (
                match.fit.name.lower(),
                *(match.kind, match.label, match.town, match.id),
                f"for {match.stands_for}" if match.stands_for else "",
            )
            if part
        )
        for match in found.matches
    ]


def to_wire(found: Place) -> dict[str, Any]:
    """Return a place as the `places` document holds it."""
    body = {name: getattr(found, name) for name in Place.__slots__ if name != "at"}
    body |= {"lat": found.at.lat, "lon": found.at.lon, "exceptions": []}
    body["openings"] = [list(opening) for opening in found.openings]
    body["seasons"] = [season_to_wire(season) for season in found.seasons]
    for name in ("checked_on", "confirmed_on"):
        body[name] = body[name] and body[name].isoformat()
    return {**body, "facilities": list(found.facilities), "weekly": [[] for _ in range(7)]}


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    return read


def _ranking_case(body: dict[str, Any]) -> RankingCase:
    now = _moment(body["now"])
    published_at = now - timedelta(hours=body.get("hours_old", 0))
    return RankingCase(
        body["why"],
        tuple(_place(row, now, published_at) for row in body["places"]),
        now,
        published_at,
        body.get("limit", 30),
        frozenset(body.get("facilities", ())),
        body["expect"],
        body["is_open_near"],
        body.get("age", "fresh"),
    )


def _place(row: dict[str, Any], now: datetime, published_at: datetime) -> Place:
    north, east = metres_per_degree(HERE.lat)
    at = Point(HERE.lat + row.get("north", 0) / north, HERE.lon + row.get("east", 0) / east)
    changed: dict[str, Any] = {"at": at, "facilities": tuple(row.get("facilities", ()))}
    if "listed_min" in row:
        changed["listed_until"] = to_minute(now) + row["listed_min"]
    if "due_min" in row:
        changed["due_from"] = to_minute(now) + row["due_min"]
    changed["openings"] = _openings(row, published_at) if "hours" in row else ()
    changed["seasons"] = seasons_from_wire(row.get("seasons", ()))
    return place(row["id"], 0, ALWAYS, **changed)


def _openings(row: dict[str, Any], published_at: datetime) -> tuple[Opening, ...]:
    dated = {date.fromisoformat(on): day(*times) for on, times in row.get("dated", {}).items()}
    seasons = seasons_from_wire(row.get("seasons", ()))
    return openings(OpeningHours(_week(row["hours"]), dated, seasons), published_at)


def _week(hours: dict[str, list[str]]) -> tuple[DayHours, ...]:
    """Return a week; "all" stands for the days that are not named."""
    return tuple(day(*hours.get(name, hours.get("all", []))) for name in SHORT_DAYS)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _name(name: str, kind: str, town: str, lat: float, lon: float) -> dict[str, Any]:
    return {"name": name, "kind": kind, "town": town, "lat": lat, "lon": lon}


def _place_name(key: str, name: str, town: str, lat: float, lon: float) -> dict[str, Any]:
    return {"id": key, "name": name, "town": town, "lat": lat, "lon": lon}


def _zone(key: str, label: str, town: str, lat: float, lon: float) -> dict[str, Any]:
    return {"id": key, "label": label, "town": town, "lat": lat, "lon": lon}

"""Measurements: a borough's answers of two years, as many as wanted, made by the database."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import psycopg
from sqlalchemy import insert

from backend.domain.periods import Period, quarters_between
from backend.domain.products import AGES, BOROUGH, DAYPARTS, FACTOR_CODES
from backend.services.transaction import write
from backend.storage.places import PlaceRow
from backend.storage.zones import AreaRow, ZoneAreaRow, ZoneRow
from bench.borough import EAST, NORTH, SEED, SOUTH, WEST
from bench.network import a_network
from shared.clock import to_minute

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
QUARTERS = tuple(quarters_between(Period(2024, 4), Period(2026, 3)))
LAST = QUARTERS[-1]
SIDE, WARD, TOWN, PLACES = 15, 3, 5, 20
"""Zones stand in rows of so many: three by three are a ward. Of five by five, four by four are a
town, so that towns cross wards and leave out what lies between them."""

OUTLINE_POINTS = 40
SETS = 60
_AGE_CODES = ["not_said", *(band for bands in AGES.values() for band in bands)]
_HAPPENED = (
    *[("not_said", "not_said", "not_said")] * 6,
    *[("nothing", "not_said", "not_said")] * 2,
    ("to_me", "no", "too_small"),
    ("to_someone_else", "to_police", "not_said"),
)

_FILL = """
INSERT INTO feedback (id, content_hash, zone_id, place_id, week, daypart, level, factors, happened,
    reported, why_not, age_band, gender, setting, questions, questions_version, state, outcome,
    has_waited)
SELECT gen_random_uuid(), repeat(md5(n::text), 2),
    CASE WHEN b > 0.08 THEN 'z' || floor(power(a, 1.5) * %(zones)s)::int END,
    CASE WHEN b <= 0.08 THEN (%(places)s::text[])[1 + floor(a * a * %(place_count)s)::int] END,
    (%(weeks)s::text[])[1 + floor(c * %(week_count)s)::int],
    (%(dayparts)s::text[])[1 + floor(d * 3)::int],
    CASE WHEN e < 0.24 THEN 'very_safe' WHEN e < 0.67 THEN 'fairly_safe'
        WHEN e < 0.88 THEN 'fairly_unsafe' WHEN e < 0.97 THEN 'very_unsafe' ELSE 'dont_know' END,
    (%(factors)s::text[])[1 + floor(f * %(sets)s)::int]::json,
    (%(happened)s::text[])[1 + floor(g * 10)::int], (%(reported)s::text[])[1 + floor(g * 10)::int],
    (%(why_not)s::text[])[1 + floor(g * 10)::int],
    (%(ages)s::text[])[1 + floor(h * %(age_count)s)::int],
    'not_said', 'not_said', 'umay', 1, 'counted',
    CASE WHEN c < 0.875 THEN 'nothing' END, true
FROM (SELECT n, random() AS a, random() AS b, random() AS c, random() AS d, random() AS e,
    random() AS f, random() AS g, random() AS h FROM generate_series(1, %(count)s) AS n) AS said
"""
"""All but the last eighth were read by somebody; random() stands once for each row and choice."""


def settle(side: int = SIDE) -> None:
    """Store a borough of 225 zones, 25 wards and nine towns that cross them, and some places."""
    with write() as session:
        session.execute(insert(ZoneRow), [_zone(*_square(at, side)) for at in range(side * side)])
        session.execute(insert(AreaRow), list(_areas(side)))
        session.execute(insert(ZoneAreaRow), list(_members(side)))
        session.execute(insert(PlaceRow), [_place(each) for each in a_network(PLACES)["places"]])


def place_ids() -> list[str]:
    """Return the ids of the places."""
    return [place["id"] for place in a_network(PLACES)["places"]]


def fill(url: str, count: int, side: int = SIDE) -> None:
    """Put in so many counted answers; indexes are made afterwards, as for any large import."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        found = connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'feedback' "
            "AND indexname NOT LIKE 'pk%'"
        ).fetchall()
        # Nothing of it outlives the measurement, and what it names is there.
        for word in ("ALTER TABLE feedback SET UNLOGGED", "SET session_replication_role = replica"):
            connection.execute(word.encode())
        connection.execute("ALTER TABLE feedback DROP CONSTRAINT pk_feedback")
        for name, _ in found:
            connection.execute(f"DROP INDEX {name}".encode())
        connection.execute("SELECT setseed(0.5)")
        connection.execute(_FILL, {**_choices(), "count": count, "zones": side * side})
        connection.execute("ALTER TABLE feedback ADD CONSTRAINT pk_feedback PRIMARY KEY (id)")
        for _, definition in found:
            connection.execute(definition.encode())
        # As the database does by itself in time.
        connection.execute("VACUUM ANALYZE")


def all_weeks() -> tuple[str, ...]:
    """Return every ISO week of the quarters, the first first."""
    first, last = QUARTERS[0].weeks[0], QUARTERS[-1].weeks[1]
    day, found = date.fromisocalendar(int(first[:4]), int(first[6:]), 1), [first]
    while found[-1] != last:
        day += timedelta(days=7)
        year, week, _ = day.isocalendar()
        found.append(f"{year}-W{week:02d}")
    return tuple(found)


def _choices() -> dict[str, Any]:
    chance = Random(SEED)  # noqa: S311 - invented answers, no secret
    weeks, places = list(all_weeks()), place_ids()
    sets = [sorted(chance.sample(FACTOR_CODES, chance.randrange(4))) for _ in range(SETS)]
    happened, reported, why_not = (list(each) for each in zip(*_HAPPENED, strict=True))
    return {
        "places": places,
        "place_count": len(places),
        "weeks": weeks,
        "week_count": len(weeks),
        "dayparts": list(DAYPARTS),
        "factors": [json.dumps(each) for each in sets],
        "sets": SETS,
        "happened": happened,
        "reported": reported,
        "why_not": why_not,
        "ages": _AGE_CODES,
        "age_count": len(_AGE_CODES),
    }


def _at(column: float, row: float) -> tuple[float, float]:
    return WEST + (EAST - WEST) * column / SIDE, SOUTH + (NORTH - SOUTH) * row / SIDE


def _square(number: int, side: int) -> tuple[int, int, int]:
    return number, number % side, number // side


def _zone(number: int, column: int, row: int) -> dict[str, Any]:
    lon, lat = _at(column + 0.5, row + 0.5)
    named = {"id": f"z{number}", "label": f"Near {number}", "town": "Place"}
    return {**named, "lat": lat, "lon": lon}


def _areas(side: int) -> Iterator[dict[str, Any]]:
    yield _area(BOROUGH, "The borough", BOROUGH, (0, 0, side))
    for kind, wide, size in (("ward", WARD, WARD), ("town", TOWN, TOWN - 1)):
        for at in range((side // wide) ** 2):
            number, column, row = _square(at, side // wide)
            box = (column * wide, row * wide, size)
            yield _area(f"{kind[0]}{number}", f"{kind.title()} {number + 1}", kind, box)


def _area(area_id: str, name: str, kind: str, box: tuple[int, int, int]) -> dict[str, Any]:
    column, row, size = box
    steps = [size * at / OUTLINE_POINTS for at in range(OUTLINE_POINTS)]
    ring = [
        *(_at(column + step, row) for step in steps),
        *(_at(column + size, row + step) for step in steps),
        *(_at(column + size - step, row + size) for step in steps),
        *(_at(column, row + size - step) for step in steps),
        _at(column, row),
    ]
    outline = [[lon, lat] for lon, lat in ring]
    return {"id": area_id, "name": name, "kind": kind, "outline": outline, "vintage": 2023}


def _members(side: int) -> Iterator[dict[str, str]]:
    for at in range(side * side):
        number, column, row = _square(at, side)
        for kind, wide, size in (("w", WARD, WARD), ("t", TOWN, TOWN - 1)):
            across, down = column // wide, row // wide
            is_whole = max(across, down) < side // wide
            if is_whole and max(column % wide, row % wide) < size:
                yield {
                    "area_id": f"{kind}{down * (side // wide) + across}",
                    "zone_id": f"z{number}",
                }


def _place(place: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "name", "kind", "town", "address", "postcode", "lat", "lon", "phone")
    return {
        **{name: place[name] for name in (*names, "facilities")},
        "state": "live",
        "organisation": "",
        "languages": [],
        "ward_id": None,
        "version": 1,
        "checked_on": NOW.date(),
        "listed_until": to_minute(NOW + timedelta(days=90)),
    }

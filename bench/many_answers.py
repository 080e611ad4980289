"""Measurements: millions of answers of eight quarters, made by PostgreSQL itself."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, text

from backend.domain.periods import Period, quarters_between
from backend.storage.database import db

FIRST, LAST = Period(2024, 4), Period(2026, 3)
QUARTERS = tuple(quarters_between(FIRST, LAST))
ZONES, WARDS, TOWNS = 1_000, 25, 9
SEED = 0.1127
"""What PostgreSQL's chance begins with, for the same answers every time."""

_ZONES = """
INSERT INTO zone (id, lat, lon, label, town, is_current)
SELECT 'z' || n, 53.5, -2.6, 'Zone ' || n, 'Wigan', TRUE
FROM generate_series(0, CAST(:zones AS int) - 1) n
"""
_AREAS = """
INSERT INTO area (id, name, kind, outline, vintage)
SELECT CAST(:kind AS text) || n, CAST(:kind AS text) || ' ' || n, CAST(:kind AS text),
  json_build_array(json_build_array(n, 0), json_build_array(n + 1, 0),
    json_build_array(n + 1, 1), json_build_array(n, 1), json_build_array(n, 0)), 2023
FROM generate_series(0, CAST(:count AS int) - 1) n
"""
_IN_WARDS = """
INSERT INTO zone_area (area_id, zone_id)
SELECT 'ward' || (n * :wards / :zones), 'z' || n FROM generate_series(0, CAST(:zones AS int) - 1) n
"""
# Every second zone lies in a town too: towns cross the wards.
_IN_TOWNS = """
INSERT INTO zone_area (area_id, zone_id)
SELECT 'town' || (n * :towns / :zones), 'z' || n
FROM generate_series(0, CAST(:zones AS int) - 1, 2) n
"""
_ANSWERS = """
INSERT INTO feedback (id, content_hash, zone_id, week, daypart, level, factors, happened,
  reported, why_not, age_band, gender, setting, questions, questions_version, state, outcome)
SELECT gen_random_uuid(), md5(n::text) || md5(n::text),
  'z' || floor(random() ^ 2 * CAST(:zones AS int))::int,
  (CAST(:weeks AS text[]))[1 + floor(random() * CAST(:count AS int))::int],
  (ARRAY['daylight', 'after_dark', 'night_economy'])[1 + floor(random() * 3)::int],
  (ARRAY['very_safe', 'fairly_safe', 'fairly_safe', 'fairly_unsafe', 'very_unsafe', 'dont_know'])
    [1 + floor(random() * 6)::int],
  (ARRAY['[]', '["bad_lighting"]', '["bad_lighting", "groups"]', '["well_lit", "people_about"]',
    '["empty_or_isolated"]'])[1 + floor(random() * 5)::int]::json,
  (ARRAY['not_said', 'not_said', 'nothing', 'to_me'])[1 + floor(random() * 4)::int],
  (ARRAY['not_said', 'not_said', 'no', 'to_police'])[1 + floor(random() * 4)::int],
  (ARRAY['not_said', 'not_said', 'too_small', 'no_trust'])[1 + floor(random() * 4)::int],
  (ARRAY['not_said', 'from_13_to_17', 'from_18_to_24', 'from_25_to_34', 'from_35_to_54'])
    [1 + floor(random() * 5)::int],
  'not_said', 'not_said', 'umay', 1, 'counted',
  CASE WHEN n % 100 = 0 THEN NULL ELSE 'nothing' END
FROM generate_series(CAST(:begin AS int), CAST(:end AS int)) n
"""
AT_A_TIME = 500_000


def fill(count: int, quarters: Sequence[Period] = QUARTERS) -> None:
    """Store so many answers in the database of this application; one in a hundred is unread.

    The indexes are made afterwards, as a restored backup has them.
    """
    with db.engine.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        _geography(connection)
        indexes = dict(_indexes(connection))
        for name in indexes:
            connection.execute(text(f"DROP INDEX {name}"))
        connection.execute(text(f"SELECT setseed({SEED})"))
        weeks = weeks_of(quarters)
        for begin in range(0, count, AT_A_TIME):
            end = min(begin + AT_A_TIME, count) - 1
            told = {"begin": begin, "end": end, "weeks": weeks, "count": len(weeks)}
            connection.execute(text(_ANSWERS), {**told, "zones": ZONES})
        for definition in indexes.values():
            connection.execute(text(definition))
        connection.execute(text("ANALYZE"))


def weeks_of(quarters: Sequence[Period]) -> list[str]:
    """Return every ISO week of some quarters."""
    first, last = quarters[0].weeks[0], quarters[-1].weeks[1]
    found = []
    for year in range(int(first[:4]), int(last[:4]) + 1):
        found += [f"{year}-W{week:02d}" for week in range(1, 54 if year % 6 == 2 else 53)]
    return [week for week in found if first <= week <= last]


def _geography(connection: Connection) -> None:
    counts: Mapping[str, int] = {"zones": ZONES, "wards": WARDS, "towns": TOWNS}
    connection.execute(text(_ZONES), {"zones": ZONES})
    for kind, count in (("ward", WARDS), ("town", TOWNS)):
        connection.execute(text(_AREAS), {"kind": kind, "count": count})
    connection.execute(text(_IN_WARDS), {"zones": ZONES, "wards": counts["wards"]})
    connection.execute(text(_IN_TOWNS), {"zones": ZONES, "towns": counts["towns"]})


def _indexes(connection: Connection) -> Iterator[tuple[str, str]]:
    found = connection.execute(
        text(
            "SELECT indexname, indexdef FROM pg_indexes "
            "WHERE tablename = 'feedback' AND indexname LIKE 'ix_%'"
        )
    )
    yield from ((name, definition) for name, definition in found)

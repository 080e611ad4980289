"""Each version's data, on both engines: up to the newest tables, back, and up again; kept whole."""

import json
from typing import Any

import pytest
from flask import Flask

from backend.services.audit import verify
from backend.services.counting.decide import decide_due
from backend.services.publish import publish
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.database import db
from backend.storage.holding import follow_on_nothing
from backend.storage.revisions import SERVES_FROM, VERSIONS, newest
from backend.web.world import world as current_world
from shared.version import VERSION
from tests.backend.cast import an_answer, put
from tests.conftest import NOW
from tests.upgrades.client import Noting
from tests.upgrades.conftest import House
from tests.upgrades.recorded import (
    FOLDER,
    REQUESTS,
    Recorded,
    Rows,
    in_order,
    only,
    recorded,
    rows_of,
    versions,
)
from tests.upgrades.recorded import put as put_rows

ASCII_WEEK = {"\uff12\uff10\uff12\uff16-W\uff14\uff18": "2026-W48", "once-Wxx": "1970-W01"}
"""Weeks that migration 0010 writes anew: in foreign digits, and none at all."""

each_version = pytest.mark.parametrize("version", versions())


def as_upgraded(found: Recorded) -> Rows:
    """Return rows as the newest tables have them: what migrations mean to change is changed."""
    rows = {table: [dict(row) for row in held] for table, held in found.rows.items()}
    for row in rows["feedback"] if found.revision < "0010" else ():
        if (week := row["week"]) in ASCII_WEEK:
            is_none = week == "once-Wxx"
            row |= {"week": ASCII_WEEK[week], "held_for": None, "is_reviewed": is_none}
            row["state"] = "rejected" if is_none else "new"
    for row in rows.get("readiness", ()):
        # One resident's word had asked for these checks.
        row["check_wanted"] = None
    return in_order(told(rows))


def told(rows: Rows) -> Rows:
    """Return rows without the note of migrations on whom their tables serve."""
    settings = [row for row in rows["setting"] if row["name"] != SERVES_FROM]
    return {**rows, "setting": settings}


@each_version
def test_a_versions_data_come_whole_to_the_newest_tables_and_back_and_up_again(
    house: House, version: str
) -> None:
    found = recorded(version)
    house.to(found.revision)
    house.put(found.rows)
    assert in_order(house.rows()) == in_order(found.rows)
    house.to("head")
    assert only(told(house.rows()), found.rows) == as_upgraded(found)
    house.down_to(found.revision)
    assert only(told(house.rows()), found.rows) == as_upgraded(found)
    house.to("head")
    assert only(told(house.rows()), found.rows) == as_upgraded(found)
    the_service_works(house)


@pytest.mark.full("upgrades", alone=True)
def test_the_newest_data_go_back_to_each_version_and_come_again(house: House) -> None:
    newest_found = recorded(versions()[-1])
    house.to(newest_found.revision)
    house.put(newest_found.rows)
    for version in reversed(versions()):
        house.down_to(recorded(version).revision)
    kept = house.rows()
    house.to("head")
    assert {name for name, held in kept.items() if held} >= {"feedback", "place", "audit", "staff"}
    assert only(house.rows(), kept) == in_order(kept)


def the_service_works(house: House) -> None:
    """Count, publish, be ready and take an answer over what was upgraded."""
    assert verify().trouble == ""
    decide_due(current_world())
    with write() as session:
        # Its published folder stays where it was; here there is none to follow on.
        follow_on_nothing(session)
    publish(current_world())
    client = house.app.test_client()
    assert client.get("/readyz").status_code == 200
    assert put(client, an_answer()).status_code == 201


@pytest.mark.parametrize(
    "version", [version for version in versions() if (FOLDER / version / REQUESTS).exists()]
)
def test_what_a_versions_phone_asks_is_answered_as_it_was(
    app: Flask, world: World, version: str
) -> None:
    with db.engine.begin() as connection:
        kept = ("zone", "staff", "place", "setting", "question_version")
        rows = {name: recorded(version).rows[name] for name in kept}
        put_rows(connection, {name: as_migrated(name, held) for name, held in rows.items()})
    publish(world)
    transport = Noting(app)
    noted = json.loads((FOLDER / version / REQUESTS).read_text(encoding="utf-8"))
    # What a document or a manifest is called changes with what it holds.
    asked = [each for each in noted if not each["path"].startswith("/published/")]
    told = [transport.ask(*(each[part] for part in PARTS)).status for each in asked]
    assert told == [each["status"] for each in asked]


def as_migrated(table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with what migrations since put into columns that may not be empty."""
    added: dict[str, dict[str, Any]] = {"place": {"seasons": []}}
    return [added.get(table, {}) | row for row in rows]


PARTS = ("method", "path", "headers", "body")


def test_every_table_and_every_column_has_something_in_the_newest_set(house: House) -> None:
    found = recorded(versions()[-1])
    house.to(found.revision)
    empty = [
        f"{table}.{column}"
        for table, column in house.columns()
        if all(row[column] is None for row in found.rows.get(table, ()))
    ]
    assert empty == []


def test_this_version_is_recorded_at_its_own_tables() -> None:
    assert versions()[-1] == VERSION
    assert recorded(VERSION).revision <= newest()


def test_rows_of_each_version_that_the_newest_tables_serve_fit_into_them(app: Flask) -> None:
    served = [version for version in versions() if recorded(version).revision >= serves_from()]
    # Between two versions the tables may serve none that was recorded.
    assert served or recorded(versions()[-1]).revision < serves_from()
    with app.app_context(), db.engine.begin() as connection:
        for found in map(recorded, served[:1]):
            put_rows(connection, found.rows)
            assert only(rows_of(connection), found.rows) == in_order(found.rows)


def serves_from() -> str:
    """Return the oldest revision that the newest migration says its tables serve."""
    text = next(VERSIONS.glob(f"{newest()}_*.py")).read_text(encoding="utf-8")
    told = [line.partition('"')[2][:4] for line in text.splitlines() if "COMPATIBLE_FROM" in line]
    return told[0] if told else newest()


def test_what_is_recorded_is_of_the_time_of_the_tests() -> None:
    assert NOW.isoformat()[:10] in json.dumps(recorded(VERSION).rows["audit"])

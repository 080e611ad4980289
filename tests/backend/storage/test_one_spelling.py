"""Periods and hashes have one spelling in the database too, whichever way they come."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import CheckConstraint, text
from sqlalchemy.exc import IntegrityError

from backend.services.counting.decide import decide_due
from backend.services.load_network import load_network
from backend.services.sweep import sweep
from backend.services.world import World
from backend.storage import schema
from backend.storage.database import Row, db
from backend.web.world import world as current_world
from tests.backend.cast import WEEK, a_network, an_answer, an_id, load, put
from tests.backend.rows import count, rows
from tests.backend.services.counting.cast import states
from tests.conftest import NOW
from tests.support.bare import bare_application
from tests.support.engines import ENGINES

FULL_WIDTH = "\uff12\uff10\uff12\uff16-W\uff14\uff18"
VOICE = "a" * 64
ODD = {
    "week": [
        "2026-W4\uff18",
        FULL_WIDTH,
        "2026-W4٨",
        "2026-w48",
        "2026-W54",
        "2026-W00",
        "2026-W4 ",
    ],
    "voice": ["A" * 64, "a" * 63, "\uff41" * 64, " " * 64],
    "receipt_hash": ["A" * 64, ""],
    "content_hash": ["a" * 63],
}


def test_each_other_spelling_of_a_week_is_a_refusal_and_one_voice_counts_once(
    app: Flask, client: FlaskClient, world: World
) -> None:
    load(app)
    digits = [chr(zero + 8) for zero in (0x660, 0x966, 0x9E6, 0xE50, 0xFF10, 0x1D7CE)]
    weeks = [WEEK[:-1] + digit for digit in digits] + [FULL_WIDTH]
    sent = [put(client, an_answer(voice=VOICE, week=week)).status_code for week in weeks]
    assert set(sent) == {422}
    sent = [put(client, an_answer(voice=VOICE)).status_code for _ in weeks]
    assert set(sent) == {201}
    decide_due(world)
    assert states(app) == {"counted": 1, "repeated": len(weeks) - 1}


@pytest.mark.parametrize(
    ("column", "value"), [(name, value) for name, values in ODD.items() for value in values]
)
def test_the_database_itself_refuses_another_spelling(
    app: Flask, client: FlaskClient, column: str, value: str
) -> None:
    load(app)
    put(client, an_answer())
    with app.app_context(), db.engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text(f"UPDATE feedback SET {column} = :value"), {"value": value})


def test_every_period_and_hash_of_every_table_has_its_check() -> None:
    checked = {
        f"{table.name}.{rule.name}"
        for table in Row.metadata.sorted_tables
        for rule in table.constraints
        if isinstance(rule, CheckConstraint)
    }
    wanted = {
        f"{table.name}.ck_{table.name}_{column.name}"
        for table in Row.metadata.sorted_tables
        for column in table.columns
        if column.name in ("week", "month", "voice", "receipt_hash", "content_hash", "check_wanted")
    }
    assert len(wanted) >= 10
    assert wanted <= checked


@pytest.fixture(params=ENGINES)
def app_before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application whose tables are those before the checks, with a network."""
    with bare_application(request, tmp_path, "spelt") as app:
        schema.upgrade_to_newest()
        load_network(a_network(), NOW)
        command.downgrade(schema._config(), "0009")
        yield app


def change(statement: str, **values: object) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(statement), values)


def test_stored_weeks_in_foreign_digits_are_written_anew_and_decided_anew(
    app_before: Flask,
) -> None:
    client = app_before.test_client()
    keys = [an_id() for _ in range(4)]
    for key in keys:
        put(client, an_answer(voice=VOICE), key)
    spelt = [
        (keys[0], FULL_WIDTH, False),
        (keys[1], "2026-W4٨", False),
        (keys[2], FULL_WIDTH, True),
    ]
    for key, week, is_reviewed in spelt:
        change(
            "UPDATE feedback SET week = :week, state = 'counted', is_reviewed = :reviewed "
            "WHERE id = :key",
            week=week,
            reviewed=is_reviewed,
            key=key if db.engine.dialect.name == "postgresql" else key.replace("-", ""),
        )
    schema.upgrade_to_newest()
    assert {week for (week,) in rows(app_before, "SELECT week FROM feedback")} == {WEEK}
    assert states(app_before) == {"new": 3, "counted": 1}
    decide_due(current_world())
    assert states(app_before) == {"counted": 1, "repeated": 3}


def test_a_stored_week_that_is_none_counts_nowhere_and_goes_at_night(app_before: Flask) -> None:
    client = app_before.test_client()
    put(client, an_answer())
    change("UPDATE feedback SET week = 'once-Wxx', state = 'counted'")
    schema.upgrade_to_newest()
    assert states(app_before) == {"rejected": 1}
    sweep(current_world())
    assert count(app_before, "feedback") == 0

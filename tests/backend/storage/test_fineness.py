"""Goal P3: nothing stored is finer than a zone, an ISO week and a daypart; ids are random."""

import random
import uuid
from typing import Any

import pytest
from flask import Flask

from backend.services.give import _to_row, give
from backend.services.receipts import withdraw
from backend.services.transaction import write
from backend.storage.database import db
from backend.storage.feedback import store_unless_withdrawn
from shared.ids import new_feedback_id, new_receipt, receipt_hash
from shared.perception import DAYPARTS, UMAY_1
from shared.wire_messages import FeedbackSchema
from tests.backend.cast import a_record, an_answer, ask_young, load, put_record
from tests.backend.rows import count, rows
from tests.backend.storage.fineness import faults_in_rows, faults_in_tables
from tests.conftest import NOW
from tests.support.parts import is_part

MESSAGES = 10_000 if is_part("flood") else 2_000
SEED = 20_261_127
SCHEMA = FeedbackSchema()
FINE_FIELDS = {
    "lat": 53.5448012,
    "lon": -2.6318034,
    "at": "2026-11-27T23:30:05Z",
    "sent_at": 1795822205,
    "ip": "198.51.100.7",
    "device": "198.51.100.7",
}


def a_message(chance: random.Random) -> dict[str, Any]:
    codes = {
        name: sorted(UMAY_1.codes(name)) for name in ("level", "factors", "happened", "gender")
    }
    return an_answer(
        level=chance.choice(codes["level"]),
        factors=chance.sample(codes["factors"], chance.randrange(4)),
        happened=chance.choice(codes["happened"]),
        gender=chance.choice(codes["gender"]),
        daypart=chance.choice(DAYPARTS),
        zone=chance.choice(["z1", "z2"]),
        week=f"2026-W{chance.randrange(1, 49):02d}",
        receipt_hash=receipt_hash(new_receipt()) if chance.random() < 0.3 else None,
        **FINE_FIELDS,
    )


@pytest.fixture(autouse=True)
def network(app: Flask) -> None:
    load(app)


def test_the_tables_have_no_column_for_anything_finer(app: Flask) -> None:
    with app.app_context():
        assert faults_in_tables(db.engine) == []


@pytest.mark.parametrize("table", ["feedback", "young_record"])
@pytest.mark.parametrize("column", ["lat DOUBLE PRECISION", "stored_at TIMESTAMP", "device TEXT"])
def test_a_finer_column_is_reported(app: Flask, table: str, column: str) -> None:
    name = column.split()[0]
    with app.app_context():
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
        found = faults_in_tables(db.engine)
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {name}")
    assert found == [f"{table}.{name} is not allowed"]


@pytest.mark.parametrize("column", ["zone_id VARCHAR(64)", "week VARCHAR(8)", "note TEXT"])
def test_a_young_record_may_have_no_column_of_an_answer(app: Flask, column: str) -> None:
    name = column.split()[0]
    with app.app_context():
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE young_record ADD COLUMN {column}")
        found = faults_in_tables(db.engine)
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE young_record DROP COLUMN {name}")
    assert found == [f"young_record.{name} is not allowed"]


@pytest.mark.parametrize("value", [*FINE_FIELDS.values(), "23:30", "2001:db8::1", 53.5])
def test_a_finer_value_is_reported(value: object) -> None:
    assert len(faults_in_rows([("z1", value, "2026-W48")])) == 1


@pytest.mark.full("flood")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_thousands_of_messages_leave_nothing_finer(app: Flask) -> None:
    chance = random.Random(SEED)
    # In one transaction and not one each as in life: what is stored is the same.
    with app.app_context(), write() as session:
        for _ in range(MESSAGES):
            values = _to_row(new_feedback_id(), SCHEMA.load(a_message(chance)))
            assert store_unless_withdrawn(session, values)
    stored = rows(app, "SELECT * FROM feedback")
    assert len(stored) == MESSAGES
    assert faults_in_rows(stored) == []
    assert {uuid.UUID(row[0]).version for row in stored} == {4}


def test_a_withdrawal_leaves_nothing_finer(app: Flask) -> None:
    with app.app_context():
        for _ in range(20):
            code = new_receipt()
            give(new_feedback_id(), SCHEMA.load(an_answer(receipt_hash=receipt_hash(code))), NOW)
            withdraw(code, NOW)
    stored = rows(app, "SELECT * FROM withdrawn")
    assert len(stored) == 40
    assert faults_in_rows(stored) == []
    assert count(app, "feedback") == 0


def test_a_young_record_leaves_nothing_finer(app: Flask) -> None:
    ask_young(app, "on-with-weapon")
    for _ in range(20):
        assert put_record(app.test_client(), a_record(**FINE_FIELDS, zone="z1")).status_code == 201
    stored = rows(app, "SELECT * FROM young_record")
    assert len(stored) == 20
    assert faults_in_rows(stored) == []

"""Migrations on both engines: up, down, up again, and the same tables as the rows say."""

from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import CheckConstraint, inspect
from sqlalchemy.exc import DBAPIError

from backend.services.load_network import load_network
from backend.storage import schema
from backend.storage.database import Row, db
from backend.storage.staff import StaffRow
from tests.backend.cast import (
    a_network,
    a_record,
    an_answer,
    an_id,
    ask_young,
    problem_of,
    put,
    put_record,
)
from tests.backend.rows import count, rows
from tests.conftest import NOW


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def test_the_migrated_tables_are_what_the_rows_say(bare_app: Flask) -> None:
    schema.upgrade_to_newest()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_every_check_of_the_rows_is_in_the_database(bare_app: Flask) -> None:
    schema.upgrade_to_newest()
    for table in Row.metadata.sorted_tables:
        wanted = {str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint)}
        found = {str(rule["name"]) for rule in inspect(db.engine).get_check_constraints(table.name)}
        assert found == wanted


def test_every_column_says_why_it_exists_and_when_it_goes(bare_app: Flask) -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in Row.metadata.sorted_tables
        for column in table.columns
        if not any(word in (column.comment or "") for word in ("Deleted", "Kept"))
    ]
    assert silent == []


def test_going_back_leaves_nothing_and_forward_again_works(bare_app: Flask) -> None:
    schema.upgrade_to_newest()
    load_network(a_network(), NOW)
    put(bare_app.test_client(), an_answer())
    command.downgrade(schema._config(), "base")
    assert tables() == {"alembic_version"}
    schema.upgrade_to_newest()
    assert tables() == {"alembic_version", *Row.metadata.tables}


def test_going_back_before_young_records_leaves_the_rest_and_forgets_that_they_were_on(
    bare_app: Flask,
) -> None:
    schema.upgrade_to_newest()
    load_network(a_network(), NOW)
    ask_young(bare_app, "on")
    put(bare_app.test_client(), an_answer())
    assert put_record(bare_app.test_client(), a_record()).status_code == 201
    command.downgrade(schema._config(), "0005")
    assert "young_record" not in tables()
    assert count(bare_app, "feedback") == 1
    assert rows(bare_app, "SELECT name FROM setting WHERE name LIKE '%young%'") == []
    schema.upgrade_to_newest()
    assert count(bare_app, "young_record") == 0
    assert problem_of(put_record(bare_app.test_client(), a_record())) == "young-questions-off"


def an_administrator(number: int, email: str, *, closed: bool) -> str:
    """Put an administrator into the database as it was before appointments; return the address."""
    values = (
        f"{number}, '{email}', '{email}', '{email}'",
        "'administrator'",
        "false" if closed else "true",
    )
    closed_at = "'2026-11-20 10:00:00+00:00'" if closed else "NULL"
    columns = "id, email, name, fs_uniquifier, role, active, created_at, closed_at"
    insert = (
        f"INSERT INTO staff ({columns}) VALUES ({', '.join(values)}, '2026-01-01', {closed_at})"
    )
    with db.engine.begin() as connection:
        connection.exec_driver_sql(insert)
    return email


def test_administrators_closed_before_the_rule_of_two_count_from_that_day(bare_app: Flask) -> None:
    command.upgrade(schema._config(), "0012")
    open_one = an_administrator(1, "amir@council.example", closed=False)
    closed_one = an_administrator(2, "bea@council.example", closed=True)
    schema.upgrade_to_newest()
    with db.session() as session:
        ceased = {row.email: row.administrator_until for row in session.query(StaffRow)}
    assert ceased == {open_one: None, closed_one: datetime(2026, 11, 20, 10, tzinfo=UTC)}
    command.downgrade(schema._config(), "0012")
    assert "appointment" not in tables()
    assert count(bare_app, "staff") == 2
    schema.upgrade_to_newest()


APPOINTMENT = {
    "id": "'a'",
    "deed": "'invite'",
    "email": "'ben@police.example'",
    "name": "'Ben'",
    "role": "'officer'",
    "role_before": "''",
    "asked_by": "1",
    "asked_at": "'2026-11-27'",
    "ends_at": "'2026-12-11'",
    "decision": "'confirmed'",
    "decided_by": "2",
    "decided_at": "'2026-11-28'",
}


@pytest.mark.parametrize(
    "changes",
    [
        {"deed": "'else'"},
        {"role": "'analyst'"},
        {"decision": "'maybe'"},
        {"decided_at": "NULL"},
        {"decision": "NULL"},
        {"decided_by": "1"},
        {"staff_id": "2"},
    ],
)
def test_the_database_itself_refuses_an_appointment_that_cannot_be(
    app: Flask, changes: dict[str, str]
) -> None:
    def insert(values: dict[str, str]) -> None:
        statement = f"({', '.join(values)}) VALUES ({', '.join(values.values())})"
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"INSERT INTO appointment {statement}")

    with app.app_context():
        for number, email in enumerate(("amir@council.example", "bea@council.example"), 1):
            an_administrator(number, email, closed=False)
        with pytest.raises(DBAPIError):
            insert({**APPOINTMENT, **changes})
        insert(APPOINTMENT)
    assert count(app, "appointment") == 1


RECORD = {
    "id": f"'{an_id()}'",
    "content_hash": f"'{'0' * 64}'",
    "month": "'2026-11'",
    "age_band": "'from_13_to_17'",
    "changes": """'["nothing"]'""",
}


def insert_record(**changes: str) -> None:
    """Put a young people's record into the database past all of our own code."""
    values = {**RECORD, **changes}
    statement = (
        f"INSERT INTO young_record ({', '.join(values)}) VALUES ({', '.join(values.values())})"
    )
    with db.engine.begin() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "changes",
    [
        {"month": "'2026-11-27'"},
        {"month": "'2026-W48'"},
        {"month": "NULL"},
        {"age_band": "'from_18_to_24'"},
        {"changes": "'[]'"},
        {"changes": f"""'[{", ".join(['"other"'] * 11)}]'"""},
        {"changes": "NULL"},
    ],
)
def test_the_database_itself_refuses_a_young_record_that_cannot_be(
    app: Flask, changes: dict[str, str]
) -> None:
    with app.app_context():
        with pytest.raises(DBAPIError):
            insert_record(**changes)
        insert_record()
    assert count(app, "young_record") == 1


def test_migrating_again_keeps_the_rows(bare_app: Flask) -> None:
    schema.upgrade_to_newest()
    load_network(a_network(), NOW)
    put(bare_app.test_client(), an_answer())
    schema.upgrade_to_newest()
    assert (count(bare_app, "feedback"), count(bare_app, "place_weekly")) == (1, 2)


def test_rows_of_answers_stand_in_no_order_of_arrival_on_sqlite(app: Flask) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        made = rows(app, "SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        without = {name for name, sql in made if "WITHOUT ROWID" in sql}
        assert without == {"feedback", "withdrawn", "young_record", "visit", "help_answer"}
    else:
        assert rows(app, "SHOW server_version_num")[0][0] >= "150000"

"""A memory of an older version opens with everything in it; one half led on does not exist."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from mobile.store import database, mirror
from mobile.store.database import FILE_NAME, SCHEMA_VERSION, open_store
from mobile.store.outbox import ASIDE, WAITING, Item, Outbox
from tests.mobile.cast import ANSWER

VERSION_1 = Path(__file__).parent / "version_1.sql"
FIRST = "0d9a4a4e-9d0b-4c58-8a53-6f2b8d3c1a0"

KEPT = [
    Item(
        id=FIRST + "1",
        body={"level": "fairly_unsafe", "week": "2026-W48"},
        state=WAITING,
        attempts=0,
        own_failures=0,
        refusal=None,
        is_repaired=False,
    ),
    Item(
        id=FIRST + "2",
        body={"level": "very_safe", "week": "2026-W47"},
        state=WAITING,
        attempts=2,
        own_failures=1,
        refusal=None,
        is_repaired=True,
    ),
    Item(
        id=FIRST + "3",
        body={"level": "very_unsafe"},
        state=ASIDE,
        attempts=0,
        own_failures=0,
        refusal="unexpected",
        is_repaired=False,
    ),
]


def write_version_1(folder: Path) -> None:
    """Leave a memory as the first version of the app did."""
    connection = sqlite3.connect(folder / FILE_NAME)
    connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    connection.close()


def test_a_memory_of_version_1_opens_with_its_outbox_whole(tmp_path: Path) -> None:
    write_version_1(tmp_path)
    opened = open_store(tmp_path)
    assert opened.kept_aside is None
    assert opened.connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    outbox = Outbox(opened.connection)
    assert outbox.items() == KEPT
    assert [item.id for item in outbox.due(29_900_000)] == [item.id for item in KEPT]
    held = mirror.state(opened.connection)
    assert held is not None
    assert (held.epoch, held.version) == ("first", 3)
    added = outbox.save(ANSWER.to_wire())
    assert [item.id for item in outbox.items()] == [*(item.id for item in KEPT), added]
    opened.connection.close()


def test_a_migration_that_forgot_the_outbox_would_be_noticed(tmp_path: Path) -> None:
    write_version_1(tmp_path)
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("UPDATE outbox SET attempts = 0")
    connection.commit()
    connection.close()
    opened = open_store(tmp_path)
    assert Outbox(opened.connection).items() == [replace(item, attempts=0) for item in KEPT]
    assert Outbox(opened.connection).items() != KEPT
    opened.connection.close()


@pytest.mark.parametrize("version", range(SCHEMA_VERSION))
def test_every_older_version_has_a_step_to_the_next(version: int) -> None:
    assert database._STEPS[version].strip()
    assert len(database._STEPS) == SCHEMA_VERSION


def test_a_memory_that_cannot_be_led_on_stays_as_it_was_and_is_set_aside(tmp_path: Path) -> None:
    write_version_1(tmp_path)
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("ALTER TABLE outbox ADD COLUMN saved_minute INTEGER")
    connection.close()
    opened = open_store(tmp_path)
    assert opened.kept_aside is not None
    assert opened.rescued == len(KEPT)
    left = sqlite3.connect(opened.kept_aside)
    assert left.execute("PRAGMA user_version").fetchone()[0] == 1
    left.close()
    opened.connection.close()

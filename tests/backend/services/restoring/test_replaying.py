"""Going back to an earlier moment undoes no withdrawal, no suspension and no closed account."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from backend.app import create_app
from backend.config import Config
from backend.domain.staff import OFFICER
from backend.services.actors import COMMAND_LINE, Actor
from backend.services.publish import publish, publish_due
from backend.services.receipts import ARRIVED, NOT_ARRIVED, WITHDRAWN, read_receipt, withdraw
from backend.services.restoring.copying import back_up
from backend.services.restoring.holding import hold_by_hand
from backend.services.restoring.releasing import look, release_alone, restored
from backend.services.restoring.replaying import replay
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.database import db
from backend.storage.staff import GuardianshipRow, StaffRow
from backend.web.world import world as world_of
from tests.backend.rows import rows
from tests.backend.services.listing.cast import guardian_of, staff
from tests.backend.services.restoring.cast import (
    answer,
    open_service,
    refused,
    shown,
    suspend_place,
)
from tests.conftest import NOW

# The later copy is another database beside ours; on PostgreSQL: tests/operations.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BEFORE, SINCE = "AAAA-BBBB-CCCC-DDDD", "AAAA-BBBB-CCCC-EEEE"


@pytest.fixture
def ours(app: Flask, config: Config, world: World, tmp_path: Path) -> Iterator[Flask]:
    """Records that were put back; the application of the test holds what came after."""
    open_service(world)
    answer(BEFORE)
    officer, guardian = staff("olga@council.example", OFFICER), guardian_of("p2", "gil@inn.example")
    file = tmp_path / "ours.sqlite3"
    back_up(world, file)
    shutil.copytree(world.published_dir, folder := tmp_path / "published")
    withdraw(BEFORE, NOW)
    answer(SINCE)
    suspend_place("p1")
    close(officer)
    with write() as session:
        session.delete(session.get_one(GuardianshipRow, (guardian.id, "p2")))
    publish(world)
    shutil.rmtree(folder)
    shutil.copytree(world.published_dir, folder)
    earlier = replace(config, database_url=f"sqlite:///{file}", published_dir=folder)
    yield (put_back := create_app(earlier, now=lambda: NOW))
    with put_back.app_context():
        db.engine.dispose()


def close(officer: Actor) -> None:
    with write() as session:
        row = session.get_one(StaffRow, officer.id)
        row.active, row.closed_at, row.password = False, NOW, "another hash"


def later_copy(app: Flask) -> str:
    return str(app.config["SQLALCHEMY_DATABASE_URI"])


def test_without_it_a_withdrawn_answer_is_back_and_said_to_have_arrived(ours: Flask) -> None:
    """The control; the receipt says what to do."""
    with ours.app_context():
        assert read_receipt(BEFORE, NOW).state == ARRIVED
        assert read_receipt(BEFORE, NOW).restored_on is None
        hold_by_hand(world_of(), None, is_restored=True)
        told = read_receipt(BEFORE, NOW)
        assert (told.state, told.restored_on) == (ARRIVED, "2026-11-27")
        lost = read_receipt(SINCE, NOW)
        assert (lost.state, lost.restored_on) == (NOT_ARRIVED, "2026-11-27")
        assert rows(ours, "SELECT active FROM staff WHERE email LIKE 'olga%'") == [(1,)]


def test_what_came_since_is_taken_over(app: Flask, ours: Flask) -> None:
    with ours.app_context():
        hold_by_hand(world_of(), None, is_restored=True)
        done = replay(world_of(), COMMAND_LINE, later_copy(app))
        assert (done.added, done.taken_back, done.hidden) == (1, 1, 1)
        assert (done.accounts, done.rights, done.is_whole) == (1, 1, True)
        assert read_receipt(BEFORE, NOW).state == WITHDRAWN
        arrived = read_receipt(SINCE, NOW)
        assert (arrived.state, arrived.restored_on) == (ARRIVED, None)
        assert rows(ours, "SELECT active, password FROM staff WHERE email LIKE 'olga%'") == [
            (0, "another hash")
        ]
        assert rows(ours, "SELECT count(*) FROM guardianship") == [(0,)]
        # All that was published is known, and the others are as they were.
        assert restored().places == ()
        release_alone(world_of(), COMMAND_LINE)
        publish_due(world_of())
        assert shown(world_of()) == ["p0", "p2"]


def test_a_place_that_was_changed_since_waits_for_a_look(app: Flask, ours: Flask) -> None:
    with write() as session:
        session.execute(text("UPDATE place SET phone = '01942 111111' WHERE id = 'p2'"))
    with ours.app_context():
        hold_by_hand(world_of(), None, is_restored=True)
        assert replay(world_of(), COMMAND_LINE, later_copy(app)).to_look == 1
        assert [each.id for each in restored().places] == ["p2"]


def test_a_copy_that_lacks_the_last_publication_leaves_every_place_to_look_at(
    app: Flask, ours: Flask
) -> None:
    with write() as session:
        session.execute(text("UPDATE publication SET version = version - 1"))
    with ours.app_context():
        hold_by_hand(world_of(), None, is_restored=True)
        done = replay(world_of(), COMMAND_LINE, later_copy(app))
        assert (done.is_whole, done.to_look) == (False, 2)
        assert read_receipt(SINCE, NOW).restored_on == "2026-11-27"


def test_doing_it_twice_changes_nothing_more(app: Flask, ours: Flask) -> None:
    with ours.app_context():
        hold_by_hand(world_of(), None, is_restored=True)
        replay(world_of(), COMMAND_LINE, later_copy(app))
        again = replay(world_of(), COMMAND_LINE, later_copy(app))
        assert (again.added, again.taken_back, again.hidden, again.accounts) == (0, 0, 0, 0)


def test_only_a_held_service_takes_over_and_only_from_a_copy_of_its_own_form(
    app: Flask, ours: Flask, tmp_path: Path
) -> None:
    with ours.app_context():
        with refused("nothing-changed"):
            replay(world_of(), COMMAND_LINE, later_copy(app))
        hold_by_hand(world_of(), None, is_restored=True)
        with refused("service-unavailable"):
            replay(world_of(), COMMAND_LINE, f"sqlite:////{tmp_path}/no/such/folder.sqlite3")
    with write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0009'"))
    with ours.app_context():
        with refused("copy-differs"):
            replay(world_of(), COMMAND_LINE, later_copy(app))
        assert len(restored().places) == 3, "nothing was taken over"
    with write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0014'"))


def test_looking_and_releasing_go_on_after_it(app: Flask, ours: Flask, world: World) -> None:
    with ours.app_context():
        hold_by_hand(world_of(), None, is_restored=True)
        anna = staff("anna@council.example", OFFICER)
        assert look(world_of(), anna, ["p0"]) == 1
        assert replay(world_of(), COMMAND_LINE, later_copy(app)).is_whole
        assert restored().places == ()

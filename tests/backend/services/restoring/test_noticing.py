"""That records came from a backup is noticed by itself, whoever put them back and how."""

import shutil
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from backend.services.publish import publish, publish_due
from backend.services.restoring.holding import held, hold_by_hand
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.database import db
from backend.storage.holding import HELD, MARKS
from backend.storage.publication import begin_epoch
from backend.storage.settings import set_setting
from tests.backend.rows import rows
from tests.backend.services.restoring.cast import (
    later,
    open_service,
    put_back,
    refused,
    shown,
    suspend_place,
)

ONLY_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def service(app: Flask, world: World) -> None:
    open_service(world)


def why() -> str | None:
    found = held()
    return found.why if found else None


def test_records_behind_the_folder_hold_the_service_and_reopen_no_suspended_place(
    world: World,
) -> None:
    suspend_place("p1")
    publish(world)
    put_back()
    with write() as session:
        session.execute(text("UPDATE place SET state = 'live'"))
    with refused("held"):
        publish(world)
    assert why() == "behind"
    assert shown(world) == ["p0", "p2"], "the list that is ahead of the records stays"
    assert publish_due(world) is None
    with refused("held"):
        publish(world, new_epoch=True)


def test_a_list_ahead_of_the_records_that_is_old_goes_too(world: World) -> None:
    put_back()
    with refused("held"):
        publish(later(world, hours=2))
    assert shown(world) is None


def test_the_page_for_when_the_server_is_away_goes_with_the_list_and_stays_with_it(
    world: World,
) -> None:
    pages = {path.name for path in world.published_dir.glob("away.*")}
    put_back()
    with refused("held"):
        publish(world)
    assert {path.name for path in world.published_dir.glob("away.*")} == pages != set()
    with write() as session:
        set_setting(session, HELD, None)
    with refused("held"):
        publish(later(world, hours=2))
    assert [*world.published_dir.glob("away.*")] == []


def test_a_folder_from_the_same_backup_proves_nothing(world: World) -> None:
    """Both are of one version; by hand or by our script the service is held all the same."""
    hold_by_hand(world, None, is_restored=True)
    assert (why(), shown(world)) == ("restored", None)


def test_a_folder_that_is_gone_holds_the_service(world: World) -> None:
    shutil.rmtree(world.published_dir)
    with refused("held"):
        publish(world)
    assert (why(), shown(world)) == ("alone", None)


def test_a_folder_of_another_epoch_holds_the_service(world: World) -> None:
    publish(world, new_epoch=True)
    with write() as session:
        begin_epoch(session, "an-older-epoch")
    with refused("held"):
        publish(world)
    assert why() == "behind"


def test_a_new_epoch_that_stopped_on_the_way_holds_nothing(world: World) -> None:
    blocked = world.published_dir.rename(world.published_dir.with_name("away"))
    world.published_dir.write_text("a file")
    with refused("folder-not-writable"):
        publish(world, new_epoch=True)
    world.published_dir.unlink()
    blocked.rename(world.published_dir)
    publish(world)
    assert why() is None


def test_a_first_publication_into_a_used_folder_holds_nothing(world: World) -> None:
    """A database made anew on purpose has never published."""
    with write() as session:
        session.execute(text("DELETE FROM publication"))
    publish(world)
    assert why() is None


@pytest.fixture
def restored_server(app: Flask) -> Iterator[None]:
    """A server in whose configuration our script has written when it put records back."""
    (name,) = rows(app, "SELECT current_database()")[0]
    with app.app_context():
        alter(f"ALTER DATABASE \"{name}\" SET umay.restored = '2026-11-28T00:00:00Z'")
        yield
        alter(f'ALTER DATABASE "{name}" RESET umay.restored')


def alter(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    # A connection reads it when it is made.
    db.engine.dispose()


@ONLY_POSTGRESQL
@pytest.mark.usefixtures("restored_server")
def test_a_server_that_our_script_restored_holds_the_service(world: World) -> None:
    with refused("held"):
        publish(world)
    assert (why(), shown(world)) == ("restored", None)


@ONLY_POSTGRESQL
@pytest.mark.parametrize(("hours", "found"), [(0, None), (2, "promoted")])
def test_a_standby_that_took_over_goes_on_where_it_has_all_that_was_published(
    world: World, hours: int, found: str | None
) -> None:
    with write() as session:
        set_setting(session, MARKS, {"timeline": "00000000", "restored": ""})
    moved = later(world, hours=hours)
    if found is None:
        publish(moved)
        publish(moved)
    else:
        with refused("held"):
            publish(moved)
    assert why() == found


def test_without_looking_a_suspended_place_is_published_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: today's way takes the older records for true."""
    suspend_place("p1")
    publish(world)
    put_back()
    with write() as session:
        session.execute(text("UPDATE place SET state = 'live'"))
    monkeypatch.setattr("backend.services.publish.refuse_unless_whole", lambda *_: None)
    publish(world, new_epoch=True)
    assert shown(world) == ["p0", "p1", "p2"]

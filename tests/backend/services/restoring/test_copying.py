"""An embedded service is copied whole while it runs, and held where a copy is put back."""

import os
import sqlite3
import stat
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from backend.services.publish import publish_due
from backend.services.restoring.copying import back_up, backed_up_at, restore
from backend.services.restoring.holding import held
from backend.services.transaction import write
from backend.services.world import World
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.restoring.cast import open_service, refused, shown, suspend_place
from tests.conftest import NOW

ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def service(app: Flask, world: World) -> None:
    open_service(world)


@ONLY_SQLITE
def test_what_is_put_back_is_held_and_opens_nothing(
    app: Flask, world: World, tmp_path: Path
) -> None:
    back_up(world, copy := tmp_path / "copy.sqlite3")
    suspend_place("p1")
    publish_due(world)
    begun = restore(world, copy)
    assert begun.why == "restored"
    assert rows(app, "SELECT count(*) FROM place WHERE state = 'suspended'") == [(0,)]
    assert publish_due(world) is None
    assert shown(world) == ["p0", "p2"], "the list that is ahead and young stays"


@ONLY_SQLITE
def test_a_copy_is_its_owners_alone_and_whole_while_others_write(
    app: Flask, world: World, tmp_path: Path
) -> None:
    ended = threading.Event()

    def copy_on() -> None:
        with app.app_context():
            for number in range(20):
                back_up(world, tmp_path / f"{number}.sqlite3")
        ended.set()

    thread = threading.Thread(target=copy_on)
    thread.start()
    while not ended.is_set():
        with write() as session:
            session.execute(text("UPDATE place SET version = version + 1"))
    thread.join()
    copies = sorted(tmp_path.glob("*.sqlite3"))
    assert len(copies) == 20
    for each in copies:
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
        with sqlite3.connect(each) as found:
            assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            # All places are raised in one transaction: a torn copy would hold two versions.
            assert len(found.execute("SELECT DISTINCT version FROM place").fetchall()) == 1
        found.close()


@ONLY_SQLITE
@pytest.mark.parametrize("content", [None, b"", b"a text", b"half"])
def test_what_is_no_copy_is_refused_and_nothing_changes(
    app: Flask, world: World, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "copy.sqlite3"
    if content == b"half":
        back_up(world, file)
        os.truncate(file, file.stat().st_size // 2)
    elif content is not None:
        file.write_bytes(content)
    with refused("copy-invalid"):
        restore(world, file)
    assert held() is None
    assert rows(app, "SELECT count(*) FROM place") == [(3,)]


@ONLY_SQLITE
def test_when_the_last_whole_copy_was_made_is_known(world: World, tmp_path: Path) -> None:
    assert backed_up_at() is None
    back_up(world, tmp_path / "copy.sqlite3")
    assert backed_up_at() == NOW
    later = replace(world, now=lambda: NOW + timedelta(hours=1))
    with pytest.raises(Problem, match="copy-invalid"):
        back_up(later, tmp_path / "no-such-folder" / "copy.sqlite3")
    assert backed_up_at() == NOW


@ONLY_SQLITE
def test_a_copy_that_cannot_be_written_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="copy-invalid"):
        back_up(world, tmp_path / "no-such-folder" / "copy.sqlite3")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_is_backed_up_by_its_own_tool(world: World, tmp_path: Path) -> None:
    with refused("not-on-sqlite"):
        back_up(world, tmp_path / "copy")
    with refused("not-on-sqlite"):
        restore(world, tmp_path / "copy")
    assert not list(tmp_path.iterdir())

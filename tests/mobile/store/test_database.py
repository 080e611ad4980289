"""The phone's memory: damaged files are set aside, answers rescued, traces wiped."""

import sqlite3
from pathlib import Path

import pytest

from mobile.store.database import FILE_NAME, connect, open_store, write
from mobile.store.outbox import ASIDE, Outbox
from shared.problems import Problem
from tests.mobile.cast import ANSWER

CANARY = "canary-4711-zone"


def test_a_folder_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Problem) as refused:
        open_store(tmp_path / "file" / "phone")
    assert refused.value.code == "folder-not-writable"
    assert "file" in refused.value.detail


def test_a_new_memory_is_empty_and_opens_again(tmp_path: Path) -> None:
    first = open_store(tmp_path)
    Outbox(first.connection).save(ANSWER.to_wire())
    first.connection.close()
    again = open_store(tmp_path)
    assert again.kept_aside is None
    assert Outbox(again.connection).counts() == (1, 0)
    again.connection.close()


@pytest.mark.parametrize("damage", ["garbage", "empty header", "no table", "newer schema"])
def test_a_damaged_file_is_kept_aside_and_a_fresh_one_works(tmp_path: Path, damage: str) -> None:
    _with_two_answers(tmp_path)
    before = _damage(tmp_path / FILE_NAME, damage)
    opened = open_store(tmp_path)
    assert opened.kept_aside is not None
    assert opened.kept_aside.read_bytes() == before
    outbox = Outbox(opened.connection)
    outbox.save(ANSWER.to_wire())
    assert len(outbox.items()) == opened.rescued + 1
    opened.connection.close()


def test_unsent_answers_are_rescued_from_a_file_that_can_still_be_read(tmp_path: Path) -> None:
    ids = _with_two_answers(tmp_path)
    _damage(tmp_path / FILE_NAME, "newer schema")
    opened = open_store(tmp_path)
    assert opened.rescued == 2
    items = Outbox(opened.connection).items()
    assert [item.id for item in items] == ids
    assert items[1].state == ASIDE
    opened.connection.close()


def test_a_second_damage_does_not_overwrite_what_was_kept(tmp_path: Path) -> None:
    kept = []
    for _ in range(2):
        _with_two_answers(tmp_path)
        _damage(tmp_path / FILE_NAME, "garbage")
        opened = open_store(tmp_path)
        opened.connection.close()
        kept.append(opened.kept_aside)
    assert kept[0] != kept[1]
    assert all(path is not None and path.exists() for path in kept)


def test_a_failing_transaction_changes_nothing(memory: sqlite3.Connection) -> None:
    rows = [("name", "first"), ("name", "second")]
    with pytest.raises(sqlite3.IntegrityError), write(memory):
        memory.executemany("INSERT INTO setting VALUES (?, ?)", rows)
    assert memory.execute("SELECT count(*) FROM setting").fetchone()[0] == 0


def test_every_commit_is_on_the_disk_before_it_returns(memory: sqlite3.Connection) -> None:
    full, on = 2, 1
    assert memory.execute("PRAGMA synchronous").fetchone()[0] == full
    assert memory.execute("PRAGMA secure_delete").fetchone()[0] == on


def test_a_removed_answer_leaves_no_trace_in_any_file(tmp_path: Path) -> None:
    connection = open_store(tmp_path).connection
    outbox = Outbox(connection)
    item_id = outbox.save({"zone": CANARY})
    assert _holds_canary(tmp_path)
    outbox.remove(item_id)
    assert not _holds_canary(tmp_path)
    connection.close()


def test_a_plain_delete_would_be_noticed(tmp_path: Path) -> None:
    open_store(tmp_path).connection.close()
    connection = connect(tmp_path)
    connection.execute("PRAGMA secure_delete=OFF")
    item_id = Outbox(connection).save({"zone": CANARY})
    connection.execute("DELETE FROM outbox WHERE id = ?", (item_id,))
    assert _holds_canary(tmp_path)
    connection.close()


def _with_two_answers(folder: Path) -> list[str]:
    connection = open_store(folder).connection
    outbox = Outbox(connection)
    ids = [outbox.save(ANSWER.to_wire()) for _ in range(2)]
    outbox.set_aside(ids[1], "zone-unknown")
    connection.close()
    return ids


def _damage(path: Path, damage: str) -> bytes:
    if damage == "garbage":
        path.write_bytes(b"not a database at all" * 400)
    elif damage == "empty header":
        path.write_bytes(bytes(100) + path.read_bytes()[100:])
    else:
        connection = sqlite3.connect(path)
        statement = {"no table": "DROP TABLE outbox", "newer schema": "PRAGMA user_version=99"}
        connection.execute(statement[damage])
        connection.commit()
        connection.close()
    return path.read_bytes()


def _holds_canary(folder: Path) -> bool:
    return any(CANARY.encode() in path.read_bytes() for path in folder.iterdir())

"""Goal P5: once an answer was sent, or everything deleted, no byte of it is left on the phone."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile.store import kept, settings
from mobile.store.database import connect, open_store
from mobile.store.outbox import Outbox
from tests.mobile.phone import Phone, a_phone
from tests.mobile.sync.publisher import Publisher
from tests.mobile.sync.servers import serving

NAME, NUMBER, TYPED = "Canary Sister", "07700900987", "canary lane"
CHANGES = ["avoided_areas", "canary_change"]


class LeavingOutbox(Outbox):
    """The control: deletes a row and thinks that this is all."""

    def remove(self, item_id: str) -> bool:
        """Delete the row."""
        return self._change("DELETE FROM outbox WHERE id = ?", item_id)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which everything lies that the app could write."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(folder: Path, *canaries: str) -> list[str]:
    """Return which canaries stand in any file below a folder, byte by byte."""
    files = [path for path in folder.rglob("*") if path.is_file() and "pack" not in path.parts]
    assert any(path.name == "umay.db" for path in files)
    content = b"".join(path.read_bytes() for path in files)
    return [canary for canary in canaries if canary.encode() in content]


def give(phone: Phone) -> tuple[str, ...]:
    """Give an answer with everything in it; return what nobody may find afterwards."""
    feedback = phone.feedback()
    feedback.choose_level("very_unsafe")
    feedback.toggle_factor("followed")
    feedback.details.first()
    feedback.details.choose("to_me")
    assert feedback.save()
    (item,) = phone.context.outbox.items()
    assert feedback.given is not None
    return item.id, str(item.body["receipt_hash"]), feedback.given.receipt, '"happened":"to_me"'


def test_nothing_of_a_sent_answer_is_left(home: Path) -> None:
    with serving(Publisher()) as server, a_phone(home, server.url) as phone:
        phone.round()
        canaries = give(phone)
        assert set(found(home, *canaries)) >= {canaries[0], canaries[1]}
        assert canaries[2] not in found(home, *canaries)
        assert phone.round().sent == 1
        assert found(home, *canaries) == []
    assert found(home, *canaries) == []


def test_what_is_typed_to_find_a_place_is_never_written(home: Path) -> None:
    with a_phone(home) as phone:
        choosing = phone.context.make("where")
        choosing.begin(for_subject=False)
        choosing.query = TYPED
        choosing.forget()
        assert found(home, TYPED) == []
    assert found(home, TYPED) == []


def test_nothing_is_left_once_everything_was_deleted(home: Path) -> None:
    with a_phone(home) as phone:
        canaries = [*give(phone), NAME, NUMBER, *CHANGES]
        connection = phone.context.connection
        kept.add_contact(connection, NAME, NUMBER)
        kept.keep_receipt(connection, canaries[2])
        settings.keep(connection, "language", "ur")
        phone.context.outbox.save({"changes": CHANGES}, kind="young")
        assert set(found(home, *canaries)) >= {NAME, NUMBER, canaries[0], canaries[2], *CHANGES}
        assert phone.context.make("data").delete_all()
        assert found(home, *canaries) == []
        assert phone.context.surroundings.list is not None
        assert settings.read(connection) == settings.Choices()
    assert found(home, *canaries) == []


def test_one_person_or_receipt_deleted_is_gone(home: Path) -> None:
    with a_phone(home) as phone:
        connection = phone.context.connection
        kept.add_contact(connection, NAME, NUMBER)
        kept.keep_receipt(connection, "7K3M-Q0ZD-1XWA-9BTE")
        kept.remove_contact(connection, kept.contacts(connection)[0].seq)
        kept.remove_receipt(connection, "7K3M-Q0ZD-1XWA-9BTE")
        assert found(home, NAME, NUMBER, "7K3M-Q0ZD-1XWA-9BTE") == []


@pytest.fixture
def careless(home: Path) -> Iterator[sqlite3.Connection]:
    """A memory that does not overwrite what it deletes."""
    open_store(home / "phone").connection.close()
    connection = connect(home / "phone")
    connection.execute("PRAGMA secure_delete=OFF")
    yield connection
    connection.close()


def test_a_phone_that_only_deletes_rows_is_caught(home: Path, careless: sqlite3.Connection) -> None:
    outbox = LeavingOutbox(careless)
    item_id = outbox.save({"level": "very_unsafe", "canary": NAME})
    assert outbox.remove(item_id)
    assert outbox.items() == []
    assert found(home, NAME) == [NAME]

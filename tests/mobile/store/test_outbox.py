"""The phone's memory: whatever is done in whatever order, the outbox is what it should be."""

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mobile.store.database import open_store
from mobile.store.outbox import ASIDE, WAITING, Outbox
from shared.problems import Problem
from tests.mobile.cast import ANSWER


def test_a_memory_that_cannot_write_refuses_and_changes_nothing(
    memory: sqlite3.Connection,
) -> None:
    outbox = Outbox(memory)
    outbox.save(ANSWER.to_wire())
    memory.execute("PRAGMA query_only=ON")
    with pytest.raises(Problem) as refused:
        outbox.save(ANSWER.to_wire())
    assert refused.value.code == "not-saved"
    assert len(outbox.items()) == 1


def test_a_row_that_cannot_be_read_is_shown_and_not_dropped(memory: sqlite3.Connection) -> None:
    outbox = Outbox(memory)
    item_id = outbox.save(ANSWER.to_wire())
    memory.execute("UPDATE outbox SET body = '{broken'")
    (item,) = outbox.items()
    assert (item.id, dict(item.body)) == (item_id, {})


def test_what_was_saved_comes_back_oldest_first(memory: sqlite3.Connection) -> None:
    outbox = Outbox(memory)
    ids = [outbox.save({"number": number}) for number in range(20)]
    assert [item.id for item in outbox.due(0)] == ids
    assert [item.body["number"] for item in outbox.items()] == list(range(20))


def test_an_item_set_aside_is_due_again_only_when_its_day_has_come(
    memory: sqlite3.Connection,
) -> None:
    outbox = Outbox(memory)
    for_ever, for_a_day = outbox.save({}), outbox.save({})
    outbox.set_aside(for_ever, "zone-unknown")
    outbox.set_aside(for_a_day, "unexpected", retry_at=1000)
    assert outbox.due(999) == []
    assert [item.id for item in outbox.due(1000)] == [for_a_day]


class OutboxMachine(RuleBasedStateMachine):
    """Any order of deeds, with the memory closed and opened between them, against a plain dict."""

    @initialize()
    def open(self) -> None:
        """Start with an empty memory."""
        self._folder = tempfile.TemporaryDirectory(prefix="umay-outbox-")
        self._open()
        self._model: dict[str, dict[str, Any]] = {}

    @rule(body=st.dictionaries(st.sampled_from("abc"), st.integers(0, 9)))
    def save(self, body: dict[str, int]) -> None:
        """Save an answer."""
        item_id = self._outbox.save(body)
        assert item_id not in self._model
        self._model[item_id] = {"body": body, "state": WAITING, "attempts": 0}

    @rule(data=st.data())
    def attempt(self, data: st.DataObject) -> None:
        """Note that one is being sent."""
        if item_id := self._any(data):
            self._outbox.note_attempt(item_id)
            self._model[item_id]["attempts"] += 1

    @rule(data=st.data())
    def set_aside(self, data: st.DataObject) -> None:
        """Set one aside."""
        if item_id := self._any(data):
            self._outbox.set_aside(item_id, "zone-unknown")
            self._model[item_id]["state"] = ASIDE

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """Delete one; a second time it is no longer there."""
        if item_id := self._any(data):
            assert self._outbox.remove(item_id)
            assert not self._outbox.remove(item_id)
            del self._model[item_id]

    @rule()
    def restart(self) -> None:
        """Close the app and open it again."""
        self._connection.close()
        self._open()

    @invariant()
    def holds_what_it_should(self) -> None:
        """Nothing is lost, doubled, changed or out of order."""
        if not hasattr(self, "_model"):
            return
        found = {
            item.id: {"body": item.body, "state": item.state, "attempts": item.attempts}
            for item in self._outbox.items()
        }
        assert found == self._model
        assert list(found) == list(self._model)
        states = [item["state"] for item in self._model.values()]
        assert self._outbox.counts() == (states.count(WAITING), states.count(ASIDE))

    def teardown(self) -> None:
        """Leave nothing behind."""
        if hasattr(self, "_connection"):
            self._connection.close()
            self._folder.cleanup()

    def _open(self) -> None:
        self._connection = open_store(Path(self._folder.name)).connection
        self._outbox = Outbox(self._connection)

    def _any(self, data: st.DataObject) -> str | None:
        return data.draw(st.sampled_from(list(self._model))) if self._model else None


OutboxMachine.TestCase.settings = settings(max_examples=30, stateful_step_count=20)
TestOutbox = OutboxMachine.TestCase

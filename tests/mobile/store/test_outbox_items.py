"""What the outbox remembers of an item, and what each deed changes of it and of no other."""

import sqlite3

import pytest

from mobile.store.clock import Saved
from mobile.store.outbox import FEEDBACK, LONGEST_REST_MIN, YOUNG, Item, Outbox

SAVED = Saved("today", 7, 5, 6)
BODY = {"week": "2026-W48", "voice": "code", "zone": "z1"}


@pytest.fixture
def outbox(memory: sqlite3.Connection) -> Outbox:
    return Outbox(memory)


def only(outbox: Outbox, item_id: str) -> Item:
    (found,) = (item for item in outbox.items() if item.id == item_id)
    return found


def test_a_new_item_is_as_it_was_given(outbox: Outbox) -> None:
    one, other = outbox.save(BODY, SAVED, YOUNG), outbox.save({})
    assert only(outbox, one) == Item(one, BODY, "waiting", 0, 0, None, False, SAVED, YOUNG)
    assert only(outbox, other) == Item(other, {}, "waiting", 0, 0, None, False, None, FEEDBACK)


def test_each_deed_is_about_one_item(outbox: Outbox) -> None:
    one, other = outbox.save(BODY), outbox.save(BODY)
    outbox.note_attempt(one)
    outbox.note_attempt(one)
    outbox.take_back_attempt(one)
    outbox.note_own_failure(one)
    found = only(outbox, one)
    assert (found.attempts, found.own_failures) == (1, 1)
    assert (only(outbox, other).attempts, only(outbox, other).own_failures) == (0, 0)


def test_an_item_is_here_until_it_is_removed(outbox: Outbox) -> None:
    item_id = outbox.save(BODY)
    assert outbox.has(item_id) is True
    assert outbox.remove(item_id) is True
    assert outbox.has(item_id) is False
    assert outbox.remove(item_id) is False


def test_what_was_removed_leaves_no_trace_in_the_file(memory: sqlite3.Connection) -> None:
    outbox = Outbox(memory)
    outbox.remove(outbox.save({"words": "a-trace-to-be-found"}))
    memory.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (_, _, path) = memory.execute("PRAGMA database_list").fetchone()
    with open(path, "rb") as file:
        assert b"a-trace-to-be-found" not in file.read()


def test_a_repaired_item_has_another_week_and_no_voice(outbox: Outbox) -> None:
    item_id = outbox.save(BODY)
    repaired = outbox.repair_week(only(outbox, item_id), "2026-W49")
    assert repaired == only(outbox, item_id)
    assert (repaired.body, repaired.is_repaired) == (
        {"week": "2026-W49", "voice": None, "zone": "z1"},
        True,
    )


def test_an_item_is_stamped_anew_only_while_it_was_never_sent(outbox: Outbox) -> None:
    item_id = outbox.save(BODY, SAVED)
    assert outbox.restamp(only(outbox, item_id), {"week": "2026-W49"}, 9) is True
    found = only(outbox, item_id)
    assert found.body == {**BODY, "week": "2026-W49"}
    assert found.saved == Saved("today", 7, 5, 9)
    outbox.note_attempt(item_id)
    assert outbox.restamp(found, {"week": "2026-W50"}, 10) is False
    assert only(outbox, item_id).body == found.body


def test_what_is_set_aside_says_why_and_forgets_when_it_was_saved(outbox: Outbox) -> None:
    item_id = outbox.save(BODY, SAVED)
    outbox.set_aside(item_id, "zone-unknown")
    found = only(outbox, item_id)
    assert (found.state, found.refusal, found.saved) == ("aside", "zone-unknown", None)
    assert outbox.counts() == (0, 1)


def test_a_retry_set_by_a_clock_that_ran_ahead_is_due_at_once(outbox: Outbox) -> None:
    item_id = outbox.save(BODY)
    outbox.set_aside(item_id, "unexpected", retry_at=LONGEST_REST_MIN + 1)
    assert [item.id for item in outbox.due(0)] == [item_id]
    assert outbox.due(1) == []
    assert LONGEST_REST_MIN == 2 * 24 * 60


def test_a_message_that_is_no_object_is_shown_as_empty(memory: sqlite3.Connection) -> None:
    outbox = Outbox(memory)
    item_id = outbox.save(BODY)
    memory.execute("UPDATE outbox SET body = '[1]'")
    assert only(outbox, item_id).body == {}

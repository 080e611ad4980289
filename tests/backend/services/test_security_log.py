"""The log of refusals: by the hour, with a most, for 35 days, never in another's way."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from backend.domain.security import (
    AND_MORE,
    KINDS,
    MOST_A_DAY,
    NOT_FOR_YOU,
    SENDER_LETTERS,
    SIGN_IN_FAILED,
)
from backend.domain.staff import OFFICER
from backend.services.security_log import Refusal, hour_of, write_down
from backend.services.sweep import Swept, sweep
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.database import Row, db
from backend.storage.security import Event, SecurityEventRow
from backend.storage.staff import StaffRow
from tests.backend.rows import count, rows
from tests.conftest import NOW

NETWORK, OTHER = "203.0.113.9", "203.0.113.10"
EMAIL = "ann@council.example"
HOUR = hour_of(NOW)
FAILED = Refusal(SIGN_IN_FAILED, EMAIL)


@pytest.fixture(autouse=True)
def ann(world: World) -> None:
    """One account, of Ann, with the number 1."""
    moments = {"created_at": NOW, "active": True}
    store(
        StaffRow(
            id=1, email=EMAIL, name="Ann", role=OFFICER, fs_uniquifier="mark-of-ann", **moments
        )
    )


def store(*added: Row) -> None:
    with write() as session:
        session.add_all(added)


def a_row(event: Event, times: int = 1) -> SecurityEventRow:
    return SecurityEventRow(key=event.key, count=times, **event._asdict())


def at(world: World, **ahead: float) -> World:
    return replace(world, now=lambda: NOW + timedelta(**ahead))


def counted(app: Flask) -> list[int]:
    found = rows(app, "SELECT count FROM security_event ORDER BY count")
    return [each for (each,) in found]


def test_the_same_again_is_counted_in_its_row(app: Flask, world: World) -> None:
    for minutes in (0, 10, 29):
        write_down(at(world, minutes=minutes), NETWORK, FAILED)
    stored = rows(app, "SELECT hour, what, account_id, blueprint, count FROM security_event")
    assert stored == [(HOUR, SIGN_IN_FAILED, 1, "", 3)]


@pytest.mark.parametrize(
    "other",
    [
        Refusal("code-failed", EMAIL),
        Refusal(SIGN_IN_FAILED, "nobody@council.example"),
        Refusal(SIGN_IN_FAILED, EMAIL, blueprint="people"),
    ],
)
def test_another_kind_account_or_page_is_a_row_of_its_own(
    app: Flask, world: World, other: Refusal
) -> None:
    for refusal in (FAILED, other):
        write_down(world, NETWORK, refusal)
    assert counted(app) == [1, 1]


def test_another_sender_or_hour_is_a_row_of_its_own(app: Flask, world: World) -> None:
    write_down(world, NETWORK, FAILED)
    write_down(world, OTHER, FAILED)
    write_down(at(world, minutes=30), NETWORK, FAILED)
    assert counted(app) == [1, 1, 1]


@pytest.mark.parametrize("whose", [EMAIL, " Ann@Council.example ", "mark-of-ann"])
def test_an_account_is_found_by_its_address_and_by_its_mark(
    app: Flask, world: World, whose: str
) -> None:
    write_down(world, NETWORK, Refusal(SIGN_IN_FAILED, whose))
    assert rows(app, "SELECT account_id FROM security_event") == [(1,)]


def test_nothing_that_was_typed_is_kept_of_whoever_has_no_account(app: Flask, world: World) -> None:
    write_down(world, NETWORK, Refusal(SIGN_IN_FAILED, "typed-by-somebody"))
    stored = rows(app, "SELECT * FROM security_event")
    assert "typed" not in str(stored)
    assert rows(app, "SELECT account_id FROM security_event") == [(None,)]


def test_beyond_the_most_of_a_day_all_else_is_one_row(app: Flask, world: World) -> None:
    today = hour_of(NOW.replace(hour=0, minute=0))
    store(*(a_row(Event(today, NOT_FOR_YOU, 1, f"{each:x}", "x")) for each in range(MOST_A_DAY)))
    for network in (NETWORK, OTHER, NETWORK):
        write_down(world, network, FAILED)
    assert count(app, "security_event") == MOST_A_DAY + 1
    more = "SELECT hour, account_id, sender, blueprint, count FROM security_event WHERE what = "
    assert rows(app, f"{more}'{AND_MORE}'") == [(today, None, "", "", 3)]
    write_down(at(world, hours=1), NETWORK, FAILED)
    assert count(app, "security_event") == MOST_A_DAY + 2, "the next day has a most of its own"


def test_what_has_its_row_is_counted_beyond_the_most_too(app: Flask, world: World) -> None:
    write_down(world, NETWORK, FAILED)
    store(*(a_row(Event(HOUR, NOT_FOR_YOU, 1, f"{each:x}", "x")) for each in range(MOST_A_DAY)))
    write_down(world, NETWORK, FAILED)
    assert counted(app)[-1] == 2


def test_many_at_once_are_counted_exactly(app: Flask, world: World) -> None:
    write_down(at(world, hours=-1), NETWORK, FAILED)
    barrier = Barrier(8)

    def refuse(_: int) -> None:
        with app.app_context():
            barrier.wait(20)
            for _ in range(5):
                write_down(world, NETWORK, FAILED)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(refuse, range(8)))
    assert counted(app) == [1, 40]


def test_what_a_request_left_open_is_not_stored_with_it(app: Flask, world: World) -> None:
    db.session.get_one(StaffRow, 1).name = "Never stored"
    assert db.session().in_transaction()
    write_down(world, NETWORK, FAILED)
    assert counted(app) == [1]
    assert rows(app, "SELECT name FROM staff") == [("Ann",)]


def test_a_refusal_goes_35_days_after_its_hour_and_not_before(app: Flask, world: World) -> None:
    write_down(world, NETWORK, FAILED)
    assert sweep(at(world, days=35, minutes=29)) == Swept()
    assert sweep(at(world, days=35, minutes=30)) == Swept(security_events=1)
    assert count(app, "security_event") == 0


def test_every_kind_can_be_stored_and_its_key_fits(app: Flask, world: World) -> None:
    longest = "x" * 40
    events = [Event(HOUR, what, 1, "f" * SENDER_LETTERS, longest) for what in KINDS]
    store(*map(a_row, events))
    assert count(app, "security_event") == len(KINDS)
    huge = Event(9_999_999, max(KINDS, key=len), 2**31, "f" * SENDER_LETTERS, longest)
    assert len(huge.key) <= 120

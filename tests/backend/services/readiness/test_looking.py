"""Deeds: what a look keeps of a place, and when the next one is."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from backend.domain.readiness import Periods
from backend.services.readiness.looking import (
    begin,
    hold_live,
    look_again,
    look_at,
    look_at_all,
    note_hidden,
    row_of,
)
from backend.services.readiness.rules import Rules, periods_of, rules_now, rules_of
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.publication import PublicationRow
from backend.storage.readiness import ReadinessRow
from backend.storage.settings import READINESS_PERIODS, set_setting
from shared.clock import to_minute
from shared.nations import ENGLAND
from tests.backend.rows import rows
from tests.backend.services.listing.cast import apply
from tests.backend.services.readiness.network import TODAY, a_live_place, days_ago
from tests.conftest import NOW


def is_told_to_phones(confirmed: int) -> bool:
    """Look at a place again that was confirmed so many days ago; return whether that is news."""
    with write() as session:
        session.merge(PublicationRow(id=1, epoch="e", version=1, is_due=False))
        session.get_one(ReadinessRow, "p1").confirmed_on = days_ago(confirmed)
        session.flush()
        look_at(session, NOW, [session.get_one(PlaceRow, "p1")], rules_now(session, NOW, ENGLAND))
    with read() as session:
        return session.get_one(PublicationRow, 1).is_due


def changes(app: Flask) -> list[tuple[Any, ...]]:
    return rows(app, "SELECT place_id, standing, why FROM standing_change ORDER BY id")


def test_a_place_not_known_yet_begins_today_as_ready(app: Flask, world: World) -> None:
    apply("p1", state="live", checked_on=days_ago(30))
    with write() as session:
        place = session.get_one(PlaceRow, "p1")
        (looked,) = look_at(session, NOW, [place], rules_now(session, NOW, ENGLAND))
        assert (looked.row.began_on, looked.row.standing, looked.row.rota) == (TODAY, "ready", 0)
        assert (place.ready_until, place.due_from) == (
            looked.standing.ready_until,
            looked.standing.due_from,
        )
        assert looked.row.next_at == NOW
    assert changes(app) == [("p1", "ready", None)]


def test_a_standing_is_kept_with_its_reason_once(app: Flask, world: World) -> None:
    a_live_place("p1", confirmed=40)
    assert changes(app) == [("p1", "due", "confirmation")]
    with write() as session:
        place = session.get_one(PlaceRow, "p1")
        look_at(session, NOW, [place], rules_now(session, NOW, ENGLAND))
    assert len(changes(app)) == 1


def test_phones_are_told_only_where_something_changed_for_them(world: World) -> None:
    a_live_place("p1", confirmed=10)
    assert not is_told_to_phones(10)
    assert is_told_to_phones(40)
    assert is_told_to_phones(39)
    assert not is_told_to_phones(39)


def test_a_place_that_goes_live_again_begins_anew(app: Flask, world: World) -> None:
    a_live_place("p1", confirmed=40)
    with write() as session:
        place = session.get_one(PlaceRow, "p1")
        begin(session, NOW, place, rules_now(session, NOW, ENGLAND))
        row = session.get_one(ReadinessRow, "p1")
        assert (row.began_on, row.standing, row.why) == (TODAY, "ready", None)
    assert changes(app)[-1] == ("p1", "ready", None)
    apply("p2", state="live")
    with write() as session:
        begin(session, NOW, session.get_one(PlaceRow, "p2"), rules_now(session, NOW, ENGLAND))
    with read() as session:
        assert session.get_one(PlaceRow, "p2").ready_until is not None
        assert (session.get_one(PlaceRow, "p1").due_from or 0) > to_minute(NOW)
    assert changes(app)[-1] == ("p2", "ready", None)


@pytest.mark.parametrize(("state", "standing"), [("suspended", "suspended"), ("left", "out")])
def test_what_officers_hid_is_written_down_once_it_was_seen(
    app: Flask, world: World, state: str, standing: str
) -> None:
    a_live_place("p1", confirmed=40)
    apply("p2")
    with write() as session:
        for place_id in ("p1", "p2"):
            place = session.get_one(PlaceRow, place_id)
            place.state = state
            note_hidden(session, NOW + timedelta(hours=1), place)
    assert changes(app)[1:] == [("p1", standing, "officers")]
    with write() as session:
        note_hidden(session, NOW + timedelta(hours=2), session.get_one(PlaceRow, "p1"))
    assert len(changes(app)) == (3 if standing == "suspended" else 2)


def test_a_place_rests_until_something_changes_by_itself(world: World) -> None:
    a_live_place("p1")
    with write() as session:
        place = session.get_one(PlaceRow, "p1")
        rules = rules_now(session, NOW, ENGLAND)
        (looked,) = look_at(session, NOW, [place], rules)
        look_again(NOW, looked, rules.periods)
        # Hours of Christmas are asked for from 4 December on, at six.
        assert to_minute(looked.row.next_at) == looked.standing.due_from


def test_other_periods_hold_for_every_live_place(app: Flask, world: World) -> None:
    a_live_place("p1", confirmed=10)
    a_live_place("p2", confirmed=1)
    apply("p3")
    with write() as session:
        live = hold_live(session)
        assert [place.id for place in live] == ["p1", "p2"]
        look_at_all(session, NOW, live, rules_of(Periods(confirm_every_days=7), NOW, ENGLAND))
    assert changes(app)[-1] == ("p1", "due", "confirmation")


def test_what_is_known_of_a_place_is_kept(world: World) -> None:
    a_live_place("p1", confirmed=10)
    apply("p2")
    with write() as session:
        known, new = (
            row_of(session, NOW, session.get_one(PlaceRow, each)) for each in ("p1", "p2")
        )
        assert (known.confirmed_on, new.confirmed_on) == (days_ago(10), None)
        assert new.began_on == TODAY


def test_periods_are_as_they_were_set_and_as_delivered_otherwise(world: World) -> None:
    with read() as session:
        assert periods_of(session) == Periods()
    held = {"confirm_every_days": 9, "modules": ["safeguarding"], "of_an_older_version": 1}
    with write() as session:
        set_setting(session, READINESS_PERIODS, held)
    with read() as session:
        expected = Periods(confirm_every_days=9, modules=("safeguarding",))
        assert periods_of(session) == expected
        assert rules_now(session, NOW, ENGLAND).periods == expected


def test_holidays_just_past_and_of_more_than_a_year_are_known() -> None:
    found: Rules = rules_of(Periods(), NOW.replace(month=1, day=15), ENGLAND)
    assert found.holidays[:2] == (date(2025, 12, 25), date(2025, 12, 26))
    assert found.holidays[-1] >= date(2027, 1, 1)
    assert found.holidays == tuple(sorted(found.holidays))

"""Deeds: what falls due is seen by itself, its people are reminded once, and phones are told."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, update

from backend.domain.notices import FAILED
from backend.gateways.mail import MailRefusedError, Message
from backend.services.readiness import sweep
from backend.services.readiness.confirming import confirm
from backend.services.readiness.sweep import REST, Looked, look_due
from backend.services.sending import send_due
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.listings import OfferRow
from backend.storage.places import PlaceRow
from backend.storage.readiness import ReadinessRow
from backend.storage.staff import GuardianshipRow
from shared.clock import LOCAL_ZONE
from tests.backend.rows import count, rows
from tests.backend.services.listing.cast import apply, mails, shown
from tests.backend.services.readiness.cast import at_hour, make_ready, on, reminders, stands, train


def test_a_place_nobody_confirms_is_due_then_hidden_and_its_people_are_told_each_once(
    world: World,
) -> None:
    make_ready(world)
    for day in range(46):
        for hour in (7, 9, 9, 21):
            look_due(at_hour(world, day, hour))
    # It went live on 27 November: Christmas was asked for on 4 December, and it went on 25.
    assert reminders() == [
        ("holiday", "at_due", 1),
        ("confirmation", "before", 1),
        ("holiday", "last", 1),
        ("holiday", "hidden", 1),
        ("confirmation", "at_due", 1),
        ("confirmation", "last", 1),
        ("confirmation", "hidden", 1),
    ]
    assert stands() == ("suspended", "confirmation")
    assert shown(at_hour(world, 46)) == []


def test_published_minutes_hide_a_place_that_no_sweep_has_looked_at(world: World) -> None:
    make_ready(world)
    assert shown(on(date(2026, 12, 24), world)) == ["p1"]
    assert shown(on(date(2026, 12, 25), world, hour=5)) == ["p1"]
    assert shown(on(date(2026, 12, 25), world, hour=6)) == []


def test_confirming_brings_a_place_back_at_once(world: World) -> None:
    lea = make_ready(world)
    christmas = on(date(2026, 12, 26), world)
    look_due(christmas)
    assert shown(christmas) == []
    confirm(christmas, lea, "p1")
    assert shown(christmas) == ["p1"]
    assert stands() == ("ready", None)


def test_a_place_hidden_over_the_holidays_comes_back_when_they_are_over(world: World) -> None:
    lea = make_ready(world)
    confirm(on(date(2026, 12, 3), world), lea, "p1")
    look_due(on(date(2026, 12, 28), world))
    assert shown(on(date(2026, 12, 28), world)) == []
    look_due(on(date(2027, 1, 2), world, hour=6))
    assert shown(on(date(2027, 1, 2), world, hour=6)) == ["p1"]


def test_what_fell_due_in_the_night_is_told_in_the_morning(world: World) -> None:
    make_ready(world)
    look_due(on(date(2026, 12, 4), world, hour=7))
    assert reminders() == []
    look_due(on(date(2026, 12, 4), world, hour=8))
    assert reminders() == [("holiday", "at_due", 1)]


def test_after_an_outage_only_the_stage_that_was_reached_is_told(world: World) -> None:
    make_ready(world)
    look_due(on(date(2026, 12, 26), world))
    assert reminders() == [("confirmation", "before", 1), ("holiday", "hidden", 1)]


def test_a_place_without_anybody_is_written_down_as_told_to_nobody(
    world: World, app: Flask
) -> None:
    make_ready(world)
    with write() as session:
        session.execute(delete(GuardianshipRow))
        session.execute(update(OfferRow).values(email=""))
    before = count(app, "notice")
    look_due(on(date(2026, 12, 4), world))
    assert reminders() == [("holiday", "at_due", 0)]
    assert count(app, "notice") == before


def test_mail_that_comes_back_is_kept_as_such(world: World, app: Flask) -> None:
    class Bouncing:
        def send(self, message: Message) -> None:
            raise MailRefusedError("no such mailbox")

    make_ready(world)
    friday = on(date(2026, 12, 4), world)
    look_due(friday)
    send_due(friday, Bouncing())
    found = rows(app, "SELECT state, trouble FROM notice WHERE about = 'remind:p1'")
    assert found == [(FAILED, "no such mailbox")]


def test_a_place_that_came_by_a_file_begins_at_the_first_look(world: World, app: Flask) -> None:
    apply("p1", state="live", checked_on=date(2026, 11, 1), listed_until=2**31 - 1)
    assert look_due(world).places == 1
    assert rows(app, "SELECT began_on FROM readiness")[0][0] in ("2026-11-27", date(2026, 11, 27))
    assert look_due(world).places == 0


def test_one_mail_tells_everything_that_is_due(world: World) -> None:
    lea = make_ready(world)
    train(world, lea, people=1)
    confirm(on(date(2026, 11, 28), world), lea, "p1")
    look_due(on(date(2026, 12, 26), world))
    about = [body for _, subject, body in mails() if "not shown" in subject]
    assert len(about) == 1
    for words in ("bank holidays", "Train enough", "Confirm with one press"):
        assert words in about[0]


def standing_at(world: World, moment: datetime) -> World:
    return replace(world, now=lambda: moment)


def test_what_a_deed_makes_due_is_told_by_the_next_sweep(world: World) -> None:
    lea = make_ready(world)
    look_due(on(date(2026, 11, 28), world))
    train(on(date(2026, 11, 28), world), lea, people=1)
    look_due(on(date(2026, 11, 28), world))
    assert reminders() == [("training", "at_due", 1)]


@pytest.mark.parametrize(
    ("began", "due_on"),
    [
        # Clocks go forward on 26 March 2028 and back on 25 October 2026.
        (datetime(2028, 2, 24, 12, tzinfo=UTC), date(2028, 3, 26)),
        (datetime(2026, 9, 24, 12, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_a_night_in_which_clocks_change_reminds_once_and_hides_at_six(
    world: World, began: datetime, due_on: date
) -> None:
    start = standing_at(world, began)
    lea = make_ready(start)
    confirm(start, lea, "p1")
    moment = datetime.combine(due_on, time(0), UTC) - timedelta(hours=2)
    # Every half hour of that night and day, and once with a clock that was set back meanwhile.
    for half_hour in (*range(30), 20, 21, *range(22, 30)):
        at = moment + timedelta(minutes=30 * half_hour)
        look_due(standing_at(world, at))
    told = [each for each in reminders() if each[:2] == ("confirmation", "at_due")]
    assert told == [("confirmation", "at_due", 1)]
    six = datetime.combine(due_on + timedelta(days=14), time(6), LOCAL_ZONE)
    assert shown(standing_at(world, six - timedelta(minutes=1))) == ["p1"]
    assert shown(standing_at(world, six)) == []


def test_a_place_that_is_not_live_rests_until_it_is_again(world: World) -> None:
    make_ready(world)
    look_due(world)
    friday = on(date(2026, 12, 4), world)
    with write() as session:
        session.get_one(PlaceRow, "p1").state = "suspended"
        session.get_one(ReadinessRow, "p1").next_at = friday.now()
    assert look_due(friday) == Looked(0, 0)
    with read() as session:
        assert session.get_one(ReadinessRow, "p1").next_at == friday.now() + REST


def test_a_round_counts_places_and_mails(world: World) -> None:
    make_ready(world)
    make_ready(world, "p2")
    assert look_due(on(date(2026, 12, 4), world)) == Looked(2, 2)
    assert look_due(on(date(2026, 12, 4), world)) == Looked()


def test_a_place_is_looked_at_from_its_minute_on(world: World) -> None:
    make_ready(world)
    friday = on(date(2026, 12, 4), world)
    with write() as session:
        session.get_one(ReadinessRow, "p1").next_at = friday.now()
    before = replace(world, now=lambda: friday.now() - timedelta(minutes=1))
    assert (look_due(before).places, look_due(friday).places) == (0, 1)


def test_more_places_than_one_turn_takes_are_all_looked_at(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "AT_A_TIME", 2)
    for place_id in ("p1", "p2", "p3", "p4"):
        apply(place_id, state="live", checked_on=date(2026, 11, 1), listed_until=2**31 - 1)
    assert look_due(world).places == 4

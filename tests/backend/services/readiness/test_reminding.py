"""Deeds: a reminder tells its reader what is due, by when, and gives guardians a link."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import delete

from backend.services.readiness.sweep import look_due
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.readiness import ConfirmLinkRow, ReadinessRow, ReminderRow
from backend.storage.staff import GuardianshipRow
from shared.clock import local
from tests.backend.services.listing.cast import CONTACT, guardian_of, mails
from tests.backend.services.readiness.cast import (
    make_ready,
    on,
    reminders,
    secret_in_mail,
    train,
)

DUE_ON = date(2026, 12, 4)


def due_mails(world: World) -> dict[str, tuple[str, str]]:
    """Return subject and text of what was written on the day, by address."""
    before = mails()
    look_due(world)
    return {mail[0]: mail[1:] for mail in mails() if mail not in before}


def next_at() -> datetime:
    with read() as session:
        return local(session.get_one(ReadinessRow, "p1").next_at)


def test_a_mail_tells_what_is_due_by_when_and_what_to_do(world: World) -> None:
    make_ready(world)
    friday = on(DUE_ON, world)
    ((subject, body),) = due_mails(friday).values()
    assert subject == "The Inn: confirm your hours on the coming bank holidays"
    parts = body.split("\n\n")
    assert parts[0] == "About The Inn."
    assert parts[1].startswith("Confirm your hours on the coming bank holidays. Due since 4 Dec")
    assert parts[1].endswith("change them if they differ, and confirm.")
    assert f"{world.base_url}/confirm/{secret_in_mail()}" in body
    assert f"Everything about your place is at {world.base_url}/portal" in body
    assert body.endswith("UMay, for the Community Safety Partnership\n")


def test_each_guardian_has_a_link_of_their_own(world: World) -> None:
    lea = make_ready(world)
    mo = guardian_of("p1", "mo@inn.example")
    written = due_mails(on(DUE_ON, world))
    assert set(written) == {"lea-p1@inn.example", "mo@inn.example"}
    assert reminders() == [("holiday", "at_due", 2)]
    with read() as session:
        links = session.query(ConfirmLinkRow).all()
        assert {link.staff_id for link in links} == {lea.id, mo.id}
        assert {link.place_id for link in links} == {"p1"}
        assert {local(link.ends_at).date() for link in links} == {date(2027, 1, 4)}


def test_what_no_link_settles_comes_without_one(world: World) -> None:
    lea = make_ready(world)
    train(world, lea, people=1)
    ((subject, body),) = due_mails(on(date(2026, 11, 28), world)).values()
    assert subject == "The Inn: train enough of your staff"
    assert "/confirm/" not in body
    assert reminders() == [("training", "at_due", 1)]


def test_somebody_without_an_account_has_no_link(world: World) -> None:
    make_ready(world)
    with write() as session:
        session.execute(delete(GuardianshipRow))
    written = due_mails(on(DUE_ON, world))
    assert list(written) == [CONTACT]
    assert "/confirm/" not in written[CONTACT][1]


def test_a_hidden_place_is_told_so_in_the_subject(world: World) -> None:
    make_ready(world)
    ((subject, body),) = due_mails(on(date(2026, 12, 26), world)).values()
    assert subject == "The Inn is not shown to residents for now"
    assert "Confirm that you are ready. Due on" in body


def test_at_night_nothing_is_written_and_the_morning_looks_again(world: World) -> None:
    make_ready(world)
    night = on(DUE_ON, world, hour=7)
    assert due_mails(night) == {}
    assert next_at() == night.now().replace(hour=8)
    assert look_due(night).mails == 0
    assert look_due(on(DUE_ON, world, hour=8)).mails == 1


def test_what_was_reached_by_day_and_seen_at_night_is_told_the_next_morning(world: World) -> None:
    make_ready(world)
    evening = on(DUE_ON, world, hour=21)
    assert look_due(evening).mails == 0
    morning = on(date(2026, 12, 5), world, hour=8)
    assert next_at() == morning.now()
    assert look_due(morning).mails == 1


def test_a_stage_is_told_once_and_written_down_with_its_moment(world: World) -> None:
    make_ready(world)
    friday = on(DUE_ON, world)
    assert look_due(friday).mails == 1
    with read() as session:
        row = session.query(ReminderRow).one()
        assert (row.kind, row.stage, row.due_on) == ("holiday", "at_due", DUE_ON)
        assert local(row.at) == friday.now()
    again = replace(world, now=lambda: friday.now().replace(hour=12))
    assert look_due(again).mails == 0

"""The daily mail: once a day, to administrators and officers, with a head that checks."""

import re
import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from backend.domain.staff import ADMINISTRATOR, ANALYST, OFFICER
from backend.services import people, second_word
from backend.services.audit import Head, verify
from backend.services.digest import send_digest
from backend.services.invitations import Invitee
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.readiness import ReadinessRow
from backend.storage.staff import StaffRow
from tests.backend.rows import count, rows
from tests.backend.services.chains import by_hand, write_down
from tests.backend.services.office import administrator, number, waiting
from tests.backend.services.readiness.network import a_live_place, guard, mailed
from tests.conftest import NOW


def at(world: World, hour: int, *, days: int = 0) -> World:
    moment = NOW.replace(hour=hour, minute=0) + timedelta(days=days)
    return replace(world, now=lambda: moment)


@pytest.fixture
def staff(world: World) -> None:
    add("a@x.example", ADMINISTRATOR)
    add("b@x.example", ADMINISTRATOR)
    add("gone@x.example", ADMINISTRATOR, active=False)
    add("o@x.example", OFFICER)


def add(email: str, role: str, *, active: bool = True) -> None:
    with write() as session:
        session.add(
            StaffRow(
                email=email,
                name=email,
                role=role,
                active=active,
                fs_uniquifier=email,
                created_at=NOW,
            )
        )


def test_nobody_is_written_to_before_seven(world: World, staff: None) -> None:
    assert send_digest(at(world, 6)) == 0


def test_summer_time_counts_by_the_wall(world: World, staff: None) -> None:
    summer = datetime.fromisoformat("2026-07-01T06:30:00+00:00")
    assert send_digest(replace(world, now=lambda: summer)) == 3


def test_without_readers_nothing_is_written(app: Flask, world: World) -> None:
    add("ada@x.example", ANALYST)
    assert send_digest(at(world, 8)) == 0
    assert count(app, "notice") == 0


def test_an_officer_alone_gets_it_too(app: Flask, world: World) -> None:
    add("o@x.example", OFFICER)
    assert [send_digest(at(world, hour)) for hour in (7, 8)] == [1, 0]


def test_every_reader_gets_it_once_a_day(app: Flask, world: World, staff: None) -> None:
    assert [send_digest(at(world, hour)) for hour in (7, 8, 23)] == [3, 0, 0]
    assert send_digest(at(world, 7, days=1)) == 3
    found = rows(app, "SELECT email FROM notice ORDER BY due_at, email")
    assert [email for (email,) in found] == ["a@x.example", "b@x.example", "o@x.example"] * 2


def test_the_head_in_the_mail_shows_a_tail_that_was_cut(
    app: Flask, world: World, staff: None
) -> None:
    write_down(world, 5)
    send_digest(at(world, 7))
    body, *_ = (row[0] for row in rows(app, "SELECT body FROM notice"))
    found = re.search(r"--head (\d+):([0-9a-f]{64})", body)
    assert found is not None
    head = Head(int(found[1]), found[2])
    assert (head.count, verify(head).trouble) == (5, "")
    with by_hand(app) as connection:
        connection.execute(text("DELETE FROM audit WHERE seq > 3"))
        kept = "(SELECT hash FROM audit WHERE seq = 3)"
        connection.execute(text(f"UPDATE audit_head SET seq = 3, hash = {kept}"))
    assert verify().trouble == ""
    assert verify(head).trouble == "The chain ends at row 3, and 5 rows were sent out."


def test_readiness_is_told_in_a_few_lines(app: Flask, world: World, staff: None) -> None:
    guard(a_live_place("p1", confirmed=60))
    a_live_place("p2", confirmed=40)
    mailed("p2", "failed")
    with write() as session:
        session.get_one(ReadinessRow, "p2").check_wanted = "2026-W47"
    send_digest(at(world, 7))
    told = rows(app, "SELECT body FROM notice WHERE email = 'o@x.example'")[0][0]
    assert "Of 2 places in the network, 1 hidden and 1 due." in told
    assert "several residents said that nobody helped: 1." in told
    assert "nobody looks after: 1." in told
    assert "reminder came back: 1." in told
    assert "--head" in told


def test_who_came_into_office_and_who_left_stands_there_for_seven_days(
    app: Flask, world: World
) -> None:
    amir, bea = administrator("amir"), administrator("bea")
    people.invite(world, amir, Invitee("new@x.example", "New http://x.example", OFFICER))
    second_word.confirm(world, bea, waiting(world, bea)[0])
    people.invite(world, amir, Invitee("ben@x.example", "Ben", OFFICER))
    people.add_administrator(world, "cli@x.example", "Cli")
    cara = administrator("cara")
    people.close_account(world, amir, number(cara))
    told = mail_of(app, at(world, 7, days=1))
    assert "New officers and administrators in 7 days: 2.\n" in told
    new = "- 27.11.2026: New http x example (new@x.example), officer: asked by Amir, confirmed by"
    assert f"{new} Bea.\n" in told
    from_there = "from the command line, without asking the administrators"
    assert f"- 27.11.2026: Cli (cli@x.example), administrator: {from_there}.\n" in told
    left = "- 27.11.2026: Cara (cara@council.example) is no longer an administrator.\n"
    assert left in told
    assert "Waiting for a second administrator’s word: 1.\n" in told
    assert left in mail_of(app, at(world, 7, days=7))
    over = mail_of(app, at(world, 7, days=8))
    assert "New officers and administrators in 7 days: 0.\nWaiting for a second" in over


def test_one_administrator_alone_stands_there_by_name(app: Flask, world: World) -> None:
    people.invite(world, administrator("amir"), Invitee("ben@x.example", "Ben", OFFICER))
    told = mail_of(app, at(world, 7, days=1))
    how = "by Amir alone, as no other administrator was set up"
    assert f"- 27.11.2026: Ben (ben@x.example), officer: {how}.\n" in told


def mail_of(app: Flask, then: World) -> str:
    """Return the daily mail of a day."""
    send_digest(then)
    about = f"digest:{then.now().date()}"
    return str(rows(app, f"SELECT body FROM notice WHERE about = '{about}'")[0][0])


def test_a_chain_that_does_not_hold_is_told_in_the_subject(
    app: Flask, world: World, staff: None
) -> None:
    write_down(world, 5)
    with by_hand(app) as connection:
        connection.execute(text("UPDATE audit SET actor = 'staff:1' WHERE seq = 2"))
    send_digest(at(world, 7))
    subject, body = rows(app, "SELECT subject, body FROM notice")[0]
    assert "NOT" in subject
    assert "Row 2 is not what was written." in body


def test_jobs_at_once_write_it_once(app: Flask, world: World, staff: None) -> None:
    barrier = threading.Barrier(8)

    def work() -> None:
        with app.app_context():
            barrier.wait()
            send_digest(at(world, 7))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(app, "notice") == 3

"""Forgetting: what is over goes on its day and not before, what is needed stays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

import pytest
from flask import Flask

from backend.domain.staff import OFFICER
from backend.services.sweep import AT_A_TIME, Swept, sweep
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.appointments import AppointmentRow
from backend.storage.database import Row
from backend.storage.feedback import WithdrawnRow
from backend.storage.inbox import BatchRow
from backend.storage.listings import OfferRow
from backend.storage.notices import NoticeRow
from backend.storage.staff import InvitationRow, StaffRow, StaffSessionRow
from backend.storage.young_records import YoungRecordRow
from tests.backend.cast import load
from tests.backend.rows import count, rows
from tests.backend.services.counting.cast import a_row
from tests.backend.services.counting.cast import store as put_in
from tests.conftest import NOW

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)


def later(world: World, by: timedelta) -> World:
    return replace(world, now=lambda: NOW + by)


def store(*rows: Row) -> None:
    with write() as session:
        session.add_all(rows)


def a_session(ended_at: datetime | None) -> StaffSessionRow:
    moments = {"started_at": NOW, "seen_at": NOW, "fresh_at": NOW, "ended_at": ended_at}
    return StaffSessionRow(id="s", staff_id=1, mark="m", role=OFFICER, device="x", **moments)


def an_invitation(used_at: datetime | None, ends_at: datetime) -> InvitationRow:
    who = {"email": "a@x.example", "name": "Ann", "role": OFFICER}
    moments = {"made_at": NOW, "ends_at": ends_at, "used_at": used_at}
    return InvitationRow(id="i", token_hash="t", **who, **moments)


def an_appointment(decision: str | None, ends_at: datetime) -> AppointmentRow:
    who = {"email": "a@x.example", "name": "Ann", "role": OFFICER, "role_before": ""}
    decided = {"decision": decision, "decided_at": NOW if decision else None}
    moments = {"asked_at": NOW, "ends_at": ends_at}
    return AppointmentRow(id="a", deed="invite", **who, **decided, **moments)


def a_notice(state: str, *, due_at: datetime, sent_at: datetime | None = None) -> NoticeRow:
    texts = {"email": "a@x.example", "subject": "s", "body": "", "about": "x", "trouble": ""}
    moments = {"made_at": NOW, "due_at": due_at, "sent_at": sent_at}
    return NoticeRow(id="n", tries=1, state=state, **texts, **moments)


def an_offer(state: str, sent_at: datetime | None = None) -> OfferRow:
    return OfferRow(
        id="o", answers={}, state=state, email="a@x.example", begun_at=NOW, sent_at=sent_at
    )


CASES = [
    ("sessions", lambda: a_session(NOW), 35 * DAY),
    ("sessions", lambda: a_session(None), 35.5 * DAY),
    ("invitations", lambda: an_invitation(NOW, NOW + 40 * DAY), 35 * DAY),
    ("invitations", lambda: an_invitation(None, NOW), 35 * DAY),
    ("appointments", lambda: an_appointment("refused", NOW + 40 * DAY), 35 * DAY),
    ("appointments", lambda: an_appointment(None, NOW), 35 * DAY),
    ("notices", lambda: a_notice("sent", due_at=NOW - DAY, sent_at=NOW), 35 * DAY),
    ("notices", lambda: a_notice("failed", due_at=NOW), 35 * DAY),
    ("offers", lambda: an_offer("begun"), 7 * DAY),
    ("offers", lambda: an_offer("sent", NOW), 14 * DAY),
]
TABLES = {
    "sessions": "staff_session",
    "invitations": "staff_invitation",
    "appointments": "appointment",
    "notices": "notice",
    "offers": "offer",
}


@pytest.mark.parametrize(("kind", "row", "kept"), CASES)
def test_each_row_goes_when_its_time_is_over_and_not_before(
    app: Flask, world: World, kind: str, row: object, kept: timedelta
) -> None:
    store(an_account())
    store(row())  # type: ignore[operator]
    assert sweep(later(world, kept)) == Swept()
    assert count(app, TABLES[kind]) == 1
    assert sweep(later(world, kept + INSTANT)) == replace(Swept(), **{kind: 1})
    assert count(app, TABLES[kind]) == 0


def an_account() -> StaffRow:
    return StaffRow(
        id=1,
        email="a@x.example",
        name="Ann",
        role=OFFICER,
        active=True,
        fs_uniquifier="m",
        created_at=NOW,
    )


@pytest.mark.parametrize(
    "row", [lambda: a_notice("waiting", due_at=NOW), lambda: an_offer("confirmed", NOW)]
)
def test_what_is_still_needed_stays_for_ever(app: Flask, world: World, row: object) -> None:
    store(row())  # type: ignore[operator]
    assert sweep(later(world, 4000 * DAY)) == Swept()


@pytest.mark.parametrize(
    ("at", "gone"),
    [
        (datetime(2028, 11, 30, 23, 59, 59, tzinfo=UTC), 0),
        (datetime(2028, 12, 1, tzinfo=UTC), 1),
    ],
)
def test_a_young_record_goes_24_months_after_its_month_and_not_before(
    app: Flask, world: World, at: datetime, gone: int
) -> None:
    for month in ("2026-11", "2026-12"):
        values = {"content_hash": "0" * 64, "age_band": "from_13_to_17", "changes": ["nothing"]}
        store(YoungRecordRow(id=world.new_id(), month=month, **values))
    assert sweep(replace(world, now=lambda: at)) == Swept(young_records=gone)
    assert count(app, "young_record") == 2 - gone
    left = {month for (month,) in rows(app, "SELECT month FROM young_record")}
    assert "2026-12" in left


def a_withdrawal(week: str) -> WithdrawnRow:
    return WithdrawnRow(token=sha256(week.encode()).hexdigest(), week=week)


# 2026-W48 ends with Sunday 29 November 2026.
@pytest.mark.parametrize(
    ("at", "answers"),
    [
        (datetime(2028, 11, 29, 23, 59, 59, tzinfo=UTC), 0),
        (datetime(2028, 11, 30, tzinfo=UTC), 3),
        (datetime(2028, 12, 30, tzinfo=UTC), 4),
    ],
)
def test_an_answer_goes_24_months_after_its_week_and_not_before(
    app: Flask, world: World, at: datetime, answers: int
) -> None:
    load(app)
    chance = Random(20261127)
    put_in([a_row(chance, state=state) for state in ("new", "held", "counted")])
    put_in([a_row(chance, week="2026-W49")])
    assert sweep(replace(world, now=lambda: at)) == Swept(answers=answers)
    assert count(app, "feedback") == 4 - answers


def test_a_leap_day_looks_two_years_back_too(app: Flask, world: World) -> None:
    load(app)
    put_in([a_row(Random(1), week="2026-W08"), a_row(Random(2), week="2026-W09")])
    leap_day = datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert sweep(replace(world, now=lambda: leap_day)) == Swept(answers=1)


@pytest.mark.parametrize(("days", "gone"), [(402, 0), (403, 1)])
def test_a_withdrawal_is_remembered_for_400_days_after_its_week(
    app: Flask, world: World, days: int, gone: int
) -> None:
    store(a_withdrawal("2026-W48"), a_withdrawal("2026-W49"))
    assert sweep(later(world, days * DAY)) == Swept(withdrawn=gone)
    assert count(app, "withdrawn") == 2 - gone


def test_a_batch_goes_35_days_after_it_was_closed_and_an_open_one_is_put_back(
    app: Flask, world: World
) -> None:
    load(app)
    store(BatchRow(id=world.new_id(), purpose="x", number=0, opened_at=NOW, closed_at=NOW))
    left = BatchRow(id=world.new_id(), purpose="x", number=0, opened_at=NOW, closed_at=None)
    put_in([a_row(Random(1), batch_id=left.id)])
    store(left)
    assert sweep(later(world, 35 * DAY)) == Swept()
    assert rows(app, "SELECT batch_id FROM feedback") == [(None,)]
    assert sweep(later(world, 35 * DAY + INSTANT)) == Swept(batches=1)
    assert sweep(later(world, 70 * DAY + INSTANT)) == Swept(batches=1)


def test_what_is_past_its_time_goes_in_several_turns_and_all_of_it(
    app: Flask, world: World
) -> None:
    load(app)
    chance = Random(20261127)
    put_in([a_row(chance, week="2024-W01") for _ in range(AT_A_TIME + 7)])
    put_in([a_row(chance)])
    assert sweep(world) == Swept(answers=AT_A_TIME + 7)
    assert rows(app, "SELECT week FROM feedback") == [("2026-W48",)]
    # The control: two answers of that age are still here unless somebody sweeps.
    put_in([a_row(chance, week="2024-W01") for _ in range(2)])
    assert rows(app, "SELECT count(*) FROM feedback WHERE week < '2024-W48'") == [(2,)]
    assert sweep(world) == Swept(answers=2)

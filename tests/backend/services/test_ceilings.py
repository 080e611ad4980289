"""A ceiling calls once, without a number, and refuses nobody."""

from collections import namedtuple
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.domain.security import ALARMS, LITTLE_ROOM, MANY_FROM_RESIDENTS
from backend.domain.staff import ADMINISTRATOR, OFFICER
from backend.services.ceilings import Ceilings
from backend.services.digest import send_digest
from backend.services.receipts import withdraw
from backend.services.sweep import Swept, sweep
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.staff import StaffRow
from shared.ids import new_receipt
from tests.backend.cast import an_answer, load, put
from tests.backend.rows import rows
from tests.conftest import NOW

STORED = "SELECT hour, what, account_id, sender, blueprint, count FROM security_event ORDER BY hour"
MIDNIGHT = (int(NOW.timestamp()) - NOW.hour * 3600) // 3600
Disk = namedtuple("Disk", "total free")


@pytest.fixture
def resident(app: Flask, world: World) -> FlaskClient:
    load(app)
    with write() as session:
        for role in (ADMINISTRATOR, OFFICER):
            session.add(
                StaffRow(
                    email=f"{role}@council.example",
                    name=role,
                    role=role,
                    active=True,
                    fs_uniquifier=role,
                    created_at=NOW,
                )
            )
    return app.test_client()


def at(world: World, **ahead: float) -> World:
    return replace(world, now=lambda: NOW + timedelta(**ahead))


def send(client: FlaskClient, times: int) -> None:
    for _ in range(times):
        assert put(client, an_answer()).status_code == 201


def test_what_comes_past_the_ceiling_is_kept_and_one_alarm_without_a_number_is(
    app: Flask, world: World, resident: FlaskClient
) -> None:
    ceilings = Ceilings(most=5)
    ceilings.look(world)
    send(resident, 5)
    ceilings.look(world)
    assert rows(app, STORED) == []
    send(resident, 9)
    for minutes in (1, 5, 20):
        ceilings.look(at(world, minutes=minutes))
    assert rows(app, STORED) == [(MIDNIGHT, MANY_FROM_RESIDENTS, None, "", "", 1)]
    assert rows(app, "SELECT count(*) FROM feedback") == [(14,)]


def test_an_alarm_of_more_is_the_same_alarm(
    app: Flask, world: World, resident: FlaskClient
) -> None:
    """P3: neither how many nor when within the day can be read from it."""
    ceilings = Ceilings(most=1)
    ceilings.look(world)
    send(resident, 2)
    ceilings.look(at(world, minutes=20))
    few = rows(app, STORED)
    with write() as session:
        session.connection().exec_driver_sql("DELETE FROM security_event")
    send(resident, 20)
    ceilings.look(at(world, minutes=25))
    assert rows(app, STORED) == few


def test_each_day_has_a_ceiling_of_its_own(app: Flask, world: World, resident: FlaskClient) -> None:
    ceilings = Ceilings(most=3)
    for day in (0, 1, 2):
        ceilings.look(at(world, days=day))
        send(resident, 3)
        ceilings.look(at(world, days=day, minutes=10))
    assert rows(app, STORED) == []
    send(resident, 1)
    ceilings.look(at(world, days=2, minutes=20))
    assert len(rows(app, STORED)) == 1


def test_withdrawals_of_receipts_that_nobody_has_count_too(
    app: Flask, world: World, resident: FlaskClient
) -> None:
    ceilings = Ceilings(most=3)
    ceilings.look(world)
    for _ in range(4):
        withdraw(new_receipt(), world.now())
    ceilings.look(world)
    assert [what for _, what, *_ in rows(app, STORED)] == [MANY_FROM_RESIDENTS]


def test_a_day_is_not_past_its_ceiling_because_old_answers_go(
    app: Flask, world: World, resident: FlaskClient
) -> None:
    send(resident, 4)
    later = at(world, days=800)
    ceilings = Ceilings(most=3)
    ceilings.look(later)
    assert sweep(later) == Swept(answers=4)
    ceilings.look(later)
    assert rows(app, STORED) == []


def test_a_disk_that_fills_up_is_told_to_administrators_at_once_and_once(
    app: Flask, world: World, resident: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for free in (0.11, 0.09, 0.08):
        monkeypatch.setattr("shutil.disk_usage", lambda _, free=free: Disk(100, 100 * free))
        Ceilings().look(world)
        told = rows(app, "SELECT email FROM notice WHERE about LIKE 'disk:%'")
        assert told == ([] if free > 0.1 else [("administrator@council.example",)])
    assert [what for _, what, *_ in rows(app, STORED)] == [LITTLE_ROOM]


@pytest.mark.parametrize("what", ALARMS)
def test_the_daily_mail_says_what_was_past_a_ceiling_yesterday(
    app: Flask,
    world: World,
    resident: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    ceilings = Ceilings(most=-1 if what == MANY_FROM_RESIDENTS else 1_000)
    free = 50 if what == MANY_FROM_RESIDENTS else 5
    monkeypatch.setattr("shutil.disk_usage", lambda _: Disk(100, free))
    ceilings.look(world)
    assert send_digest(at(world, days=1)) == 2
    mails = "SELECT DISTINCT body FROM notice WHERE about LIKE 'digest:%'"
    ((body,),) = rows(app, mails)
    assert ("far more than is usual" in body) == (what == MANY_FROM_RESIDENTS)
    assert ("tenth of a disk" in body) == (what == LITTLE_ROOM)
    assert send_digest(at(world, days=2)) == 2
    bodies = {body for (body,) in rows(app, mails)}
    assert len([body for body in bodies if "Since yesterday" in body]) == 1

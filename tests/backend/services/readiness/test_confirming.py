"""Deeds: confirming a place, signed in or by the link in a mail, which works once."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete

from backend.services.actors import Actor
from backend.services.listing import safety
from backend.services.readiness.confirming import confirm, confirm_by_link, to_confirm
from backend.services.readiness.sweep import look_due
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.staff import GuardianshipRow
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.listing.cast import apply, deeds_audited, guardian_of, staff
from tests.backend.services.readiness.cast import make_ready, on, secret_in_mail, stands

DUE_ON = date(2026, 12, 4)


def refused(world: World, secret: str) -> str:
    with pytest.raises(Problem) as refusal:
        confirm_by_link(world, secret)
    return refusal.value.code


def test_the_link_in_a_mail_confirms_the_place_once(world: World, app: Flask) -> None:
    lea = make_ready(world)
    friday = on(DUE_ON, world)
    look_due(friday)
    secret = secret_in_mail()
    asked = to_confirm(friday, secret)
    assert (asked.name, asked.guardian) == ("The Inn", "Lea-P1")
    days = [day for day, _ in asked.holidays]
    assert days == [date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28), date(2027, 1, 1)]
    assert stands() == ("due", "holiday")
    assert confirm_by_link(friday, secret) == "The Inn"
    assert stands() == ("ready", None)
    assert deeds_audited(app)[-1] == (f"staff:{lea.id}", "confirmed")
    assert refused(friday, secret) == "link-spent"


def test_looking_at_a_link_changes_nothing(world: World, app: Flask) -> None:
    make_ready(world)
    friday = on(DUE_ON, world)
    look_due(friday)
    before = rows(app, "SELECT confirmed_on FROM readiness")
    for _ in range(3):
        to_confirm(friday, secret_in_mail())
    assert rows(app, "SELECT confirmed_on FROM readiness") == before
    assert rows(app, "SELECT used_at FROM confirm_link") == [(None,)]


def test_the_secret_itself_is_stored_in_no_link(world: World, app: Flask) -> None:
    make_ready(world)
    look_due(on(DUE_ON, world))
    assert secret_in_mail() not in str(rows(app, "SELECT * FROM confirm_link"))


def test_a_link_runs_out_after_a_month(world: World) -> None:
    make_ready(world)
    look_due(on(DUE_ON, world))
    assert refused(on(date(2027, 1, 5), world), secret_in_mail()) == "link-spent"


def test_the_link_of_a_guardian_who_left_confirms_nothing(world: World) -> None:
    make_ready(world)
    friday = on(DUE_ON, world)
    look_due(friday)
    with write() as session:
        session.execute(delete(GuardianshipRow))
    assert refused(friday, secret_in_mail()) == "link-spent"


def test_a_link_cannot_bring_back_what_officers_hid(world: World) -> None:
    make_ready(world)
    friday = on(DUE_ON, world)
    look_due(friday)
    safety.suspend(friday, staff("carl@council.example"), "p1", "A window is broken.")
    assert refused(friday, secret_in_mail()) == "step-impossible"


@pytest.mark.parametrize("secret", ["", "a" * 32, "../../etc", "ü" * 40])
def test_a_made_up_link_is_refused(world: World, secret: str) -> None:
    assert refused(world, secret) == "link-spent"


def test_nobody_confirms_a_place_that_is_not_theirs(world: World) -> None:
    make_ready(world)
    for stranger in (guardian_of_another(world), staff("off@council.example")):
        with pytest.raises(Problem) as refusal:
            confirm(world, stranger, "p1")
        assert refusal.value.code == "not-found"


def guardian_of_another(world: World) -> Actor:
    apply("p2")
    return guardian_of("p2", "mo@shop.example")

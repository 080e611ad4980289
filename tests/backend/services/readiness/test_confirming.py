"""Deeds: confirming a place, signed in or by the link in a mail, which works once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete

from backend.services.actors import Actor
from backend.services.listing import safety
from backend.services.readiness.confirming import confirm, confirm_by_link, to_confirm
from backend.services.readiness.sweep import look_due
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.readiness import ConfirmLinkRow, ReadinessRow
from backend.storage.staff import GuardianshipRow, StaffRow
from shared.problems import Problem
from tests.backend.rows import rows
from tests.backend.services.listing.cast import (
    apply,
    deeds_audited,
    guardian_of,
    staff,
    version_of,
)
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


def code_of(deed: Callable[[], object]) -> str:
    with pytest.raises(Problem) as refusal:
        deed()
    return refusal.value.code


def test_a_guardian_signed_in_confirms_the_place_as_it_was_seen(world: World, app: Flask) -> None:
    lea = make_ready(world)
    seen = version_of()
    assert code_of(lambda: confirm(world, lea, "p1", seen + 1)) == "changed-meanwhile"
    confirm(world, lea, "p1", seen)
    with read() as session:
        assert session.get_one(ReadinessRow, "p1").confirmed_on == date(2026, 11, 27)
    assert rows(app, "SELECT detail FROM audit WHERE deed = 'confirmed'") == [("",)]


def test_what_officers_hid_is_not_confirmed_by_its_people_either(world: World) -> None:
    lea = make_ready(world)
    safety.suspend(world, staff("carl@council.example"), "p1", "A window is broken.")
    assert code_of(lambda: confirm(world, lea, "p1")) == "step-impossible"


def test_a_link_confirms_the_place_as_it_was_seen_and_says_so(world: World, app: Flask) -> None:
    make_ready(world)
    friday = on(DUE_ON, world)
    look_due(friday)
    secret, seen = secret_in_mail(), to_confirm(friday, secret_in_mail())
    assert (seen.version, seen.confirmed_on, seen.place_id) == (version_of(), None, "p1")
    other = seen.version + 1
    assert code_of(lambda: confirm_by_link(friday, secret, other)) == "changed-meanwhile"
    assert confirm_by_link(friday, secret, seen.version) == "The Inn"
    told = rows(app, "SELECT detail FROM audit WHERE deed = 'confirmed'")
    assert told == [("by the link in a mail",)]


def test_a_link_works_until_its_moment_and_tells_the_last_confirmation(world: World) -> None:
    lea = make_ready(world)
    friday = on(DUE_ON, world)
    look_due(friday)
    confirm(friday, lea, "p1")
    with read() as session:
        ends_at = session.query(ConfirmLinkRow).one().ends_at
    last = replace(world, now=lambda: ends_at - timedelta(seconds=1))
    assert to_confirm(last, secret_in_mail()).confirmed_on == DUE_ON
    assert refused(replace(world, now=lambda: ends_at), secret_in_mail()) == "link-spent"


def test_the_link_of_a_closed_account_confirms_nothing(world: World) -> None:
    lea = make_ready(world)
    friday = on(DUE_ON, world)
    look_due(friday)
    with write() as session:
        session.get_one(StaffRow, lea.id).closed_at = world.now()
    assert refused(friday, secret_in_mail()) == "link-spent"

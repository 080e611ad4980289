"""A held service goes on by the word of two administrators, and shows what officers looked at."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from backend.domain.staff import ANALYST, GUARDIAN, OFFICER
from backend.services.actors import COMMAND_LINE, Actor
from backend.services.notices import Letter, post
from backend.services.publish import publish, publish_due
from backend.services.readiness.sweep import look_due
from backend.services.releasing.making import make_release
from backend.services.restoring.holding import held, hold_by_hand
from backend.services.restoring.releasing import (
    Restored,
    give_word,
    look,
    release_alone,
    restored,
)
from backend.services.sending import mail_state
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.staff import InvitationRow, StaffSessionRow
from tests.backend.rows import rows
from tests.backend.services.listing.cast import guardian_of, staff
from tests.backend.services.office import administrator, mailed_to
from tests.backend.services.restoring.cast import open_service, refused, shown, suspend_place
from tests.conftest import NOW

ALL = ["p0", "p1", "p2"]


@pytest.fixture(autouse=True)
def service(app: Flask, world: World) -> None:
    open_service(world)


@pytest.fixture
def amir(world: World) -> Actor:
    return administrator("amir")


@pytest.fixture
def olga(world: World) -> Actor:
    return staff("olga@council.example", OFFICER)


def hold(world: World) -> None:
    hold_by_hand(world, None, is_restored=True)


def test_held_nothing_is_published_released_or_reminded(
    app: Flask, world: World, amir: Actor
) -> None:
    hold(world)
    assert shown(world) is None
    assert publish_due(world) is None
    with refused("held"):
        publish(world)
    with refused("held"):
        make_release(world, amir, "2026Q1")
    assert look_due(world).places == 0
    with refused("nothing-changed"):
        hold(world)


def test_whoever_stops_in_the_midst_of_holding_leaves_no_list_and_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("backend.services.restoring.holding.end_all_sessions", stop)
        with pytest.raises(SystemExit):
            hold(world)
    assert (held(), shown(world)) == (None, None)
    with refused("held"):
        publish(world)
    assert held() is not None


def test_held_everybody_is_signed_out_and_nothing_that_waited_is_sent(
    app: Flask, world: World, amir: Actor
) -> None:
    with write() as session:
        post(session, world, Letter("venue@x.example", "Hello", "a secret link", "x:1"))
        session.add(_session_of(amir))
        session.add(_invitation())
    hold(world)
    assert rows(app, "SELECT ended_why FROM staff_session") == [("restored",)]
    assert rows(app, "SELECT count(*) FROM staff_invitation WHERE used_at IS NULL") == [(0,)]
    assert rows(app, "SELECT state, body FROM notice WHERE email = 'venue@x.example'") == [
        ("failed", "")
    ]
    # What is told now goes out all the same.
    assert mailed_to(amir.email) == ["Held: look through the places, then release the service"]
    assert mail_state().waiting == 1


def _session_of(actor: Actor) -> StaffSessionRow:
    return StaffSessionRow(
        id="s" * 64,
        staff_id=actor.id,
        mark=actor.email,
        role=actor.role,
        device="Firefox",
        started_at=NOW,
        seen_at=NOW,
        fresh_at=NOW,
    )


def _invitation() -> InvitationRow:
    return InvitationRow(
        id="i1",
        email="new@council.example",
        name="New",
        role=OFFICER,
        token_hash="h" * 64,
        made_at=NOW,
        ends_at=NOW + timedelta(days=14),
    )


def test_released_only_the_places_that_were_looked_at_are_shown(
    world: World, amir: Actor, olga: Actor
) -> None:
    before = epoch(world)
    hold(world)
    assert [each.id for each in restored().places] == ALL
    assert look(world, olga, ["p0", "p2", "p2", "unknown"]) == 2
    assert publish_due(world) is None, "looked at, and still held"
    assert give_word(world, amir) is True
    assert publish_due(world) is not None
    assert shown(world) == ["p0", "p2"]
    assert epoch(world) != before, "phones take everything anew"
    assert look(world, olga, ["p1"]) == 1
    assert publish_due(world) is not None
    assert shown(world) == ALL
    assert restored() == Restored(None, ())


def epoch(world: World) -> str:
    return str(json.loads((world.published_dir / "manifest.json").read_bytes())["epoch"])


def test_places_that_were_not_on_the_last_list_come_first(world: World) -> None:
    suspend_place("p1")
    publish(world)
    with write() as session:
        session.execute(text("UPDATE place SET state = 'live'"))
    hold(world)
    assert [(each.id, each.was_listed) for each in restored().places] == [
        ("p1", False),
        ("p0", True),
        ("p2", True),
    ]


def test_where_two_administrators_are_two_give_their_word(world: World, amir: Actor) -> None:
    bea = administrator("bea")
    hold(world)
    assert give_word(world, amir) is False
    assert restored().words == ("Amir",)
    assert "Your word is asked for" in mailed_to(bea.email)
    with refused("same-person"):
        give_word(world, amir)
    assert held() is not None
    assert give_word(world, bea) is True
    assert held() is None
    with refused("nothing-changed"):
        give_word(world, bea)


@pytest.mark.parametrize("role", [OFFICER, ANALYST, GUARDIAN])
def test_nobody_else_releases_it(world: World, amir: Actor, role: str) -> None:
    hold(world)
    with refused("not-for-you"):
        give_word(world, staff("somebody@council.example", role))
    with refused("not-for-you"):
        release_alone(world, COMMAND_LINE)
    assert held() is not None


def test_where_no_administrator_is_set_up_the_operator_releases_it(world: World) -> None:
    hold(world)
    release_alone(world, COMMAND_LINE)
    assert held() is None
    assert publish_due(world) is not None
    assert shown(world) == []


@pytest.mark.parametrize("role", [ANALYST, GUARDIAN])
def test_only_officers_and_administrators_look(world: World, role: str) -> None:
    hold(world)
    somebody = guardian_of("p1", "somebody@inn.example") if role == GUARDIAN else staff("a@x", role)
    with refused("not-for-you"):
        look(world, somebody, ["p1"])
    assert len(restored().places) == 3


def test_what_does_not_wait_needs_no_look(world: World, olga: Actor) -> None:
    with refused("nothing-changed"):
        look(world, olga, ["p1"])
    assert shown(world) == ALL


def test_each_step_stands_in_the_audit_chain(
    app: Flask, world: World, amir: Actor, olga: Actor
) -> None:
    hold(world)
    look(world, olga, ["p1"])
    give_word(world, amir)
    assert rows(app, "SELECT deed, about FROM audit ORDER BY seq DESC LIMIT 3")[::-1] == [
        ("held", "server:restored"),
        ("looked-again", "place:p1"),
        ("released", "server:restored"),
    ]

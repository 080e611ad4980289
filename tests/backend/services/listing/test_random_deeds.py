"""Random deeds by random people: residents never see what two people have not agreed to (S9, D13).

What must hold is told from the story and the published list alone, not by the rules under test.
"""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from backend.domain.steps import RULES
from backend.services.actors import Actor
from backend.services.listing import safety, vetting
from backend.services.listing.change import propose
from backend.services.listing.decide_change import (
    approve_change,
    decline_change,
    waiting_change,
    withdraw_change,
)
from backend.services.listing.vetting import Approval
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.listings import StepRow, steps_of
from shared.problems import Problem
from tests.backend.services.listing.cast import (
    CONTACT,
    apply,
    guardian_of,
    keep_ready,
    later,
    shown,
    staff,
    version_of,
)
from tests.support.parts import is_part

pytestmark = pytest.mark.full("rules")

TRIES = 250 if is_part("rules") else 80
Deed = Callable[[World, Actor, int], object]

DEEDS: dict[str, Deed] = {
    "check": lambda world, who, at: vetting.check(world, who, "p1", at),
    "approve": lambda world, who, at: vetting.approve(world, who, "p1", Approval(at)),
    "wait": lambda world, who, at: vetting.approve(world, who, "p1", Approval(at, False)),
    "put_live": lambda world, who, at: vetting.put_live(world, who, "p1", at),
    "decline": lambda world, who, at: vetting.decline(world, who, "p1", at, "No."),
    "reopen": lambda world, who, at: vetting.reopen(world, who, "p1", at),
    "suspend": lambda world, who, _at: safety.suspend(world, who, "p1", "Broken."),
    "propose_lift": lambda world, who, at: safety.propose_lift(world, who, "p1", at, "Mended."),
    "lift": lambda world, who, at: safety.lift(world, who, "p1", at),
    "leave": lambda world, who, at: safety.leave(world, who, "p1", at, "Closed."),
    "check_again": lambda world, who, at: vetting.check_again(world, who, "p1", at),
    "renew": lambda world, who, at: vetting.renew(world, who, "p1", at),
    "hide": lambda world, who, at: propose(world, who, "p1", {"is_hidden": True}, at),
    "rename": lambda world, who, at: propose(world, who, "p1", {"name": f"Inn {at}"}, at),
    "approve_change": lambda world, who, at: approve_change(world, who, "p1", at),
    "decline_change": lambda world, who, at: decline_change(world, who, "p1", at, "No."),
    "withdraw_change": lambda world, who, at: withdraw_change(world, who, "p1", at),
}
OFTEN = ("check", "approve", "reopen", "propose_lift", "lift", "approve_change")
"""What leads towards the list is tried more often, so that places do come there."""

TAKING_AWAY = {"decline", "suspend", "leave", "propose_change", "change", "withdraw_change"}


def people() -> list[Actor]:
    """Return three officers, one who offered the place, its guardian, and an administrator."""
    officers = [staff(f"{name}@council.example") for name in ("anna", "ben", "cara")]
    dan, ada = staff(CONTACT), staff("ada@council.example", "administrator")
    # Officers do most of what is done, so that places often go live.
    return [*officers, *officers, dan, guardian_of("p1", "gus@inn.example"), ada]


def wrongs(own: set[int | None]) -> list[str]:
    """Say what is wrong with a place that residents see."""
    with read() as session:
        steps = steps_of(session, "p1")
        begun = max(at for at, step in enumerate(steps) if step.deed in ("apply", "reopen"))
        since = steps[begun:]
        found = [f"{step.deed} by its own" for step in since if _is_approval(step, own)]
        checker, approver = (
            next((step.staff_id for step in reversed(since) if step.deed == deed), None)
            for deed in ("check", "approve")
        )
        if None in (checker, approver) or checker == approver:
            found.append("shown without two people")
        return found


def _is_approval(step: StepRow, own: set[int | None]) -> bool:
    return step.deed not in TAKING_AWAY | {"apply", "reopen"} and step.staff_id in own


def walk(world: World, chance: random.Random, most: int = 99) -> list[str]:
    """Try random deeds of so many people; return what was ever wrong, and "shown" if it was."""
    apply()
    cast = people()[:most]
    own = {who.id for who in cast if "inn.example" in who.email}
    found: list[str] = []
    for _ in range(TRIES):
        who, deed = chance.choice(cast), chance.choice([*DEEDS, *OFTEN * 4])
        at = version_of() - (chance.random() < 0.1)
        try:
            DEEDS[deed](world, who, at)
        except Problem:
            continue
        waiting = waiting_change(who, "p1")
        if shown(world):
            found += ["shown", *wrongs(own)]
            found += ["shown while moving"] if waiting is not None and waiting.is_move else []
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_what_residents_see_two_people_have_agreed_to(world: World, seed: int) -> None:
    assert set(walk(world, random.Random(seed))) == {"shown"}


def test_rules_without_a_second_person_are_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RULES, "approve", replace(RULES["approve"], second_to=""))
    assert "shown without two people" in walk(world, random.Random(1), most=1)


def test_one_officer_alone_never_brings_a_place_before_residents(world: World) -> None:
    assert walk(world, random.Random(1), most=1) == []


def test_what_was_checked_over_a_year_ago_is_not_seen(world: World) -> None:
    apply()
    cast = people()
    vetting.check(world, cast[0], "p1", 1)
    vetting.approve(world, cast[1], "p1", Approval(2))
    keep_ready("p1")
    assert shown(later(world, days=364))
    assert not shown(later(world, days=366))

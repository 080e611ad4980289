"""Random deeds and days: no place is shown that readiness, or two officers, would hide (goal S9).

What must hold is told by a journal of what was done and by counting days, not by the rules.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from backend.domain.training import Register, Trained
from backend.services import documents
from backend.services.actors import Actor
from backend.services.listing import safety, vetting
from backend.services.readiness.checking import Found, check_spot
from backend.services.readiness.confirming import confirm
from backend.services.readiness.register import keep_register
from backend.services.readiness.sweep import look_due
from backend.services.world import World
from shared.clock import LOCAL_ZONE
from shared.problems import Problem
from tests.backend.services.listing.cast import (
    apply,
    guardian_of,
    shown,
    staff,
    version_of,
)
from tests.backend.services.readiness.journal import Journal
from tests.support.parts import is_part

pytestmark = pytest.mark.full("rules")

WALKS = 24 if is_part("rules") else 8
BEGIN = date(2027, 2, 1)
"""Far from Christmas; Easter 2027 falls into most walks."""


class Life(RuleBasedStateMachine):
    """One place, its guardian and two officers, day after day."""

    world: World
    people: tuple[Actor, Actor]
    made = 0

    @initialize()
    def go_live(self) -> None:
        Life.made += 1
        self.place = f"m{Life.made}"
        self.day = BEGIN
        self.journal = Journal(BEGIN)
        apply(self.place)
        vetting.check(self.now(), self.people[0], self.place, 1)
        vetting.approve(self.now(), self.people[1], self.place, vetting.Approval(2))
        self.guardian = guardian_of(self.place, f"g{Life.made}@inn.example")

    def now(self) -> World:
        moment = datetime.combine(self.day, time(9), LOCAL_ZONE)
        return replace(self.world, now=lambda: moment)

    @rule(days=st.sampled_from([1, 3, 13, 14, 20, 28, 31]))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule()
    def sweep(self) -> None:
        look_due(self.now())

    @rule()
    def confirm(self) -> None:
        if self._done(lambda: confirm(self.now(), self.guardian, self.place)):
            self.journal.confirmed = self.day

    @rule(people=st.integers(0, 4))
    def write_register(self, people: int) -> None:
        lines = (Trained("first_response", people, self.day),) if people else ()
        register = Register(4, lines)
        if self._done(lambda: keep_register(self.now(), self.guardian, self.place, register)):
            self.journal.write(people >= 2, self.day)

    @rule(officer=st.integers(0, 1))
    def fail_a_check(self, officer: int) -> None:
        failing = Found(("staff_knew",))
        who = self.people[officer]
        if self._done(lambda: check_spot(self.now(), who, self.place, 0, failing)):
            if not self.journal.is_hidden:
                self.journal.proposed_by = ""
            self.journal.is_hidden = True

    @rule(officer=st.integers(0, 1))
    def propose(self, officer: int) -> None:
        who = self.people[officer]
        version = version_of(self.place)
        if self._done(lambda: safety.propose_lift(self.now(), who, self.place, version, "Mended.")):
            self.journal.proposed_by = who.name

    @rule(officer=st.integers(0, 1))
    def lift(self, officer: int) -> None:
        who = self.people[officer]
        version = version_of(self.place)
        if self._done(lambda: safety.lift(self.now(), who, self.place, version)):
            assert self.journal.proposed_by not in ("", who.name)
            self.journal.is_hidden, self.journal.began = False, self.day

    @invariant()
    def nothing_is_shown_that_may_not_be(self) -> None:
        if not hasattr(self, "place"):
            return
        is_shown = self.place in shown(self.now())
        assert is_shown <= self.journal.may_be_shown(self.day), (self.day, self.journal)

    def _done(self, deed: Callable[[], object]) -> bool:
        try:
            deed()
        except Problem:
            return False
        return True


def walk(world: World) -> int:
    """Walk at random; return how many places lived."""
    before = Life.made
    machine = type("Walk", (Life,), {})
    machine.world = world  # type: ignore[attr-defined]
    machine.people = (  # type: ignore[attr-defined]
        staff("anna@council.example"),
        staff("ben@police.example"),
    )
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=25,
            # Making a failing walk shorter takes minutes: each step is a real deed.
            phases=(Phase.generate,),
            report_multiple_bugs=False,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Life.made - before


def test_no_walk_shows_what_the_journal_says_is_hidden(world: World) -> None:
    assert walk(world) >= WALKS


def test_a_list_that_forgets_readiness_is_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "shown_until", lambda listed, _ready: listed)
    with pytest.raises(AssertionError):
        walk(world)

"""Today shows what the rules say of whole stories, though it reads less than those."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import insert

from backend.domain.changes import askers_of
from backend.domain.duties import DUTIES, Facts, duty_of
from backend.domain.listing import STATES
from backend.domain.steps import LOOKED_BACK_AT, RULES, Listing, Person, Step, next_steps
from backend.services.actors import Actor
from backend.services.overview.today import PER_PAGE, today
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.listings import ChangeRow, StepRow, steps_of, waiting_changes
from backend.storage.places import PlaceRow
from shared.clock import to_minute
from tests.backend.services.listing.cast import a_row, guardian_of, staff
from tests.conftest import NOW

ON_CHANGES = ("propose_change", "approve_change", "decline_change", "withdraw_change")
DEEDS = (*RULES, "apply", "change", *ON_CHANGES * 3)


def fill(chance: Random, count: int, people: list[int]) -> None:
    """Store places with stories as they never happen, so that every rule is met."""
    with write() as session:
        for number in range(count):
            state = chance.choice((*STATES, "live", "live"))
            ends = NOW + timedelta(days=chance.randrange(-90, 200))
            until = None if state in ("applied", "checked") else to_minute(ends)
            row = a_row(f"p{number}", name=f"Inn {number}", state=state, listed_until=until)
            session.add(row)
            session.flush()
            story: list[dict[str, object]] = [
                {
                    "place_id": row.id,
                    "deed": chance.choice(DEEDS),
                    "at": NOW - timedelta(minutes=chance.randrange(10_000)),
                    "staff_id": chance.choice([*people, None]),
                    "by": "Somebody",
                    "reason": f"{number}",
                    "changed": {},
                }
                for _ in range(chance.randrange(1, 9))
            ]
            session.execute(insert(StepRow), story)
            if chance.random() < 0.5:
                session.add(_change(row.id, chance))


def _change(place_id: str, chance: Random) -> ChangeRow:
    return ChangeRow(
        id=f"c-{place_id}",
        place_id=place_id,
        wanted={"name": "Another"},
        is_move=chance.random() < 0.5,
        state=chance.choice(("waiting", "declined")),
        made_at=NOW - timedelta(minutes=chance.randrange(10_000)),
    )


def by_the_rules(actor: Actor, own: str) -> list[tuple[str, str]]:
    """Return (kind, place id) of all that is due, from whole stories, in the order of Today."""
    found = []
    with read() as session:
        changes = {row.place_id: row for row in waiting_changes(session)}
        for place in session.query(PlaceRow):
            steps, change = steps_of(session, place.id), changes.get(place.id)
            listing = Listing(place.state, tuple(Step(row.deed, row.staff_id) for row in steps))
            person = Person(actor.id, actor.role, place.id == own)
            asks = change is not None and actor.id not in askers_of(listing.history)
            facts = Facts(listing, place.listed_until, asks, bool(change and change.is_move))
            kind = duty_of(facts, person, NOW)
            if kind:
                of_change = kind in ("move", "change") and change is not None
                since = change.made_at if of_change and change else steps[-1].at
                found.append((DUTIES.index(kind), since, place.name, kind, place.id))
    return [(kind, place_id) for *_, kind, place_id in sorted(found)]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_due_is_what_the_rules_say_of_whole_stories(world: World, seed: int) -> None:
    anna, ben = staff("anna@council.example"), staff("ben@council.example")
    fill(Random(seed), 150, [anna.id or 0, ben.id or 0])
    shown = today(anna, NOW)
    expected = by_the_rules(anna, "")
    assert shown.due == len(expected) > 2 * PER_PAGE
    pages = [today(anna, NOW, page).duties for page in range(1, shown.pages + 1)]
    assert [(duty.kind, duty.place_id) for page in pages for duty in page] == expected
    for duty in shown.duties:
        assert duty.before is not None
        assert duty.before.reason == duty.place_id.removeprefix("p")


def test_one_s_own_place_needs_nothing_of_oneself(world: World) -> None:
    with write() as session:
        session.add(a_row("p1"))
    anna = staff("anna@council.example")
    assert [duty.kind for duty in today(anna, NOW).duties] == ["application"]
    guardian = guardian_of("p1", "gwen@inn.example")
    # Somebody who looked after it before they became an officer.
    assert today(Actor(guardian.id, "officer", "Gwen", guardian.email), NOW).duties == ()


@pytest.mark.parametrize("seed", range(50))
def test_steps_that_rules_do_not_look_back_at_change_nothing(seed: int) -> None:
    chance = Random(seed)
    steps = [Step(chance.choice(DEEDS), chance.choice((1, 2, None))) for _ in range(8)]
    kept = tuple(step for step in steps if step.deed in LOOKED_BACK_AT)
    for state in STATES:
        whole, part = Listing(state, tuple(steps)), Listing(state, kept)
        assert next_steps(whole, Person(1, "officer")) == next_steps(part, Person(1, "officer"))

"""Deeds: officers' spot checks: what was found, and a place that failed is hidden at once."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.domain import steps
from backend.domain.listing import PUBLISHED_STATE
from backend.domain.spot_checks import FAILED, PASSED, faults_in, outcome_of
from backend.domain.staff import OFFICER
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.listing.held import Stand, hold, person_of, stand_of
from backend.services.listing.letters import tell
from backend.services.listing.stepping import Wish, take_step
from backend.services.readiness.looking import look_at, row_of
from backend.services.readiness.rules import rules_now
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.publication import mark_due
from backend.storage.readiness import SpotCheckRow
from shared.clock import local
from shared.problems import Problem

CHECKABLE = (PUBLISHED_STATE, steps.SUSPENDED)

POINT_WORDS = {
    "staff_knew": "Staff knew that it is a safe place, and what to do",
    "took_in": "Somebody who asks for a safe place is taken in",
    "open_as_said": "It was open as it says",
    "sign_seen": "The sign is where people see it",
    "quiet_seat": "There is somewhere quiet to sit",
    "phone": "There is a telephone to use",
    "angela": "Staff knew what Ask for Angela means",
    "register_true": "The training register is as staff say",
}
"""The points of a check, as officers read them."""


@dataclass(frozen=True)
class Found:
    """What an officer found: the points that did not hold, and notes for officers alone."""

    failing: tuple[str, ...]
    notes: str = ""


def check_spot(world: World, actor: Actor, place_id: str, version: int, found: Found) -> Stand:
    """Keep a spot check; one that failed hides a live place at once.

    A check that failed is taken whatever changed meanwhile; one that passed only of the place as
    it was seen, so that it cannot gloss over a colleague's that failed a minute ago. Raises
    not-for-you, same-person, form-invalid, step-impossible, changed-meanwhile.
    """
    faults = faults_in(found.failing, found.notes)
    if faults:
        raise Problem("form-invalid", errors=faults)
    outcome = outcome_of(found.failing)
    with write(world.wake) as session:
        place = hold(session, place_id, version if outcome == PASSED else None)
        _check_may(session, actor, place)
        if outcome == FAILED and place.state == PUBLISHED_STATE:
            reason = "A spot check failed: " + _in_words(found.failing)
            place = take_step(session, world, actor, Wish(steps.SUSPEND, place_id, None, reason))
            tell(session, world, place, steps.SUSPEND, reason)
        _keep(session, world, actor, place, found)
        return stand_of(place)


def _check_may(session: Session, actor: Actor, place: PlaceRow) -> None:
    person = person_of(session, actor, place.id)
    if actor.id is None or actor.role != OFFICER:
        raise Problem("not-for-you")
    if person.is_own:
        raise Problem("same-person", "You offered this place, or look after it.")
    if place.state not in CHECKABLE:
        raise Problem("step-impossible", f"It is {place.state} now.")


def _keep(session: Session, world: World, actor: Actor, place: PlaceRow, found: Found) -> None:
    now, outcome = world.now(), outcome_of(found.failing)
    row = SpotCheckRow(place_id=place.id, at=now, staff_id=actor.id, by=actor.name)
    row.outcome, row.failing, row.notes = outcome, sorted(set(found.failing)), found.notes.strip()
    session.add(row)
    # A form made before this check is stale: a pass must not be sent over a failure unseen.
    place.version += 1
    readiness = row_of(session, now, place)
    readiness.check_wanted = readiness.check_reason = None
    readiness.visited_on = local(now).date() if outcome == PASSED else readiness.visited_on
    record(session, now, Entry(actor, f"spot-check-{outcome}", f"place:{place.id}"))
    session.flush()
    if place.state == PUBLISHED_STATE:
        look_at(session, now, [place], rules_now(session, now, world.nation))
    mark_due(session)


def _in_words(failing: Collection[str]) -> str:
    return "; ".join(f"not so: {POINT_WORDS[point].lower()}" for point in failing) + "."

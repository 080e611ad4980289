"""Deeds: what becomes of a change that waits: agreed to, declined, or taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.domain import changes, steps
from backend.domain.changes import (
    SAME_DOOR_M,
    Agreed,
    Details,
    Waiting,
    applied,
    askers_of,
    check_agreed,
    check_may_decide,
    is_visited_since,
    needs_ring,
    needs_words,
    state_after,
)
from backend.services.actors import Actor
from backend.services.deceiving import looks_like
from backend.services.listing.details import (
    details_of,
    put_details,
    to_wire,
    waiting_from_wire,
)
from backend.services.listing.held import Stand, hold, listing_of, person_of, stand_of
from backend.services.listing.letters import MOVED, tell
from backend.services.listing.stepping import MOST_REASON, Told, write_down
from backend.services.readiness.looking import forget_visit, note_hidden
from backend.services.transaction import read, write
from backend.services.wards import ward_of
from backend.services.world import World
from backend.storage.listings import ChangeRow, steps_of, waiting_changes
from backend.storage.places import PlaceRow
from shared.geo import Point, distance_m
from shared.problems import Problem


@dataclass(frozen=True)
class WaitingChange:
    """A change that waits: each field as it is and as it would be, and who has asked."""

    place_id: str
    place_name: str
    version: int
    made_at: datetime
    fields: Mapping[str, tuple[Any, Any]]
    is_move: bool
    may_decide: bool
    needs_words: bool = False
    needs_ring: bool = False
    looks_like: str = ""


def waiting_change(actor: Actor, place_id: str) -> WaitingChange | None:
    """Return the change that waits at a place, if any; `may_decide` is for this person."""
    return next(iter(_told(actor, place_id)), None)


def all_waiting_changes(actor: Actor) -> list[WaitingChange]:
    """Return every change that waits, the oldest first."""
    return _told(actor, None)


def approve_change(
    world: World, actor: Actor, place_id: str, version: int, agreed: Agreed | None = None
) -> Stand:
    """Let a waiting change take effect; a place that moves is vetted from its visit on.

    Raises what `decline_change` does, hours-overlap, and form-invalid where a new name, kind or
    telephone number was not looked into.
    """
    with write(world.wake) as session:
        place, row = _held(session, actor, place_id, version)
        before, waits = details_of(place), _waits(row)
        history = listing_of(session, place).history
        agreed = agreed or Agreed()
        check_agreed(waits, agreed, is_visited=is_visited_since(history))
        after = applied(before, waits)
        # Days that were asked for at different times may not fit together.
        after.hours.checked()
        put_details(session, place, after)
        place.ward_id = ward_of(session, after.at)
        old, new = to_wire(before), to_wire(after)
        changed = {name: [old[name], new[name]] for name in new if old[name] != new[name]}
        is_move = waits.is_move or _has_crept(session, place, after)
        place.state = state_after(place.state, is_move=is_move)
        words = agreed.reason.strip()[:MOST_REASON]
        told = Told(changes.APPROVE_CHANGE, words, changed=changed)
        _close(session, world, actor, place, told)
        if is_move:
            _void_visits(session, world, place)
        tell(session, world, place, MOVED if is_move else changes.APPROVE_CHANGE)
        return stand_of(place)


def _void_visits(session: Session, world: World, place: PlaceRow) -> None:
    """Take away every word of a visit: it was of another door."""
    place.checked_on = place.listed_until = None
    forget_visit(session, place.id)
    note_hidden(session, world.now(), place)


def _has_crept(session: Session, place: PlaceRow, after: Details) -> bool:
    """Return whether small steps, each of them the same door, lead to another one since a visit."""
    at = after.at
    for step in reversed(steps_of(session, place.id)):
        if step.deed in (steps.CHECK, steps.CHECK_AGAIN):
            break
        if "lat" in step.changed or "lon" in step.changed:
            lat = step.changed.get("lat", [after.at.lat])[0]
            lon = step.changed.get("lon", [after.at.lon])[0]
            at = Point(lat, lon)
    return distance_m(at, after.at) > SAME_DOOR_M


def decline_change(world: World, actor: Actor, place_id: str, version: int, reason: str) -> Stand:
    """Decline a waiting change with a reason; a place that was hidden for it is shown again.

    Raises Problem not-found, changed-meanwhile, not-for-you, same-person, step-impossible,
    reason-missing.
    """
    with write(world.wake) as session:
        place, _ = _held(session, actor, place_id, version)
        if not reason.strip():
            raise Problem("reason-missing")
        _close(session, world, actor, place, Told(changes.DECLINE_CHANGE, reason.strip()[:1000]))
        tell(session, world, place, changes.DECLINE_CHANGE, reason)
        return stand_of(place)


def withdraw_change(world: World, actor: Actor, place_id: str, version: int) -> Stand:
    """Take back what one has asked for; a move cannot be: who says where the place is, is vetted.

    Raises Problem not-found, changed-meanwhile, step-impossible, not-for-you.
    """
    with write(world.wake) as session:
        place = hold(session, place_id, version)
        row = _waiting(session, place_id)
        if actor.id is None or actor.id not in askers_of(listing_of(session, place).history):
            raise Problem("not-for-you", "Somebody else asked for this.")
        if row.is_move:
            raise Problem("step-impossible", "It is hidden: an officer has to show it again.")
        _close(session, world, actor, place, Told(changes.WITHDRAW_CHANGE))
        return stand_of(place)


_OUTCOMES = {
    changes.APPROVE_CHANGE: "approved",
    changes.DECLINE_CHANGE: "declined",
    changes.WITHDRAW_CHANGE: "withdrawn",
}


def _held(
    session: Session, actor: Actor, place_id: str, version: int
) -> tuple[PlaceRow, ChangeRow]:
    place = hold(session, place_id, version)
    row = _waiting(session, place_id)
    askers = askers_of(listing_of(session, place).history)
    check_may_decide(person_of(session, actor, place_id), askers)
    return place, row


def _waiting(session: Session, place_id: str) -> ChangeRow:
    row = next(iter(waiting_changes(session, place_id)), None)
    if row is None:
        raise Problem("step-impossible", "No change waits here.")
    return row


def _waits(row: ChangeRow) -> Waiting:
    return waiting_from_wire(row.wanted, is_move=row.is_move)


def _close(session: Session, world: World, actor: Actor, place: PlaceRow, told: Told) -> None:
    row = _waiting(session, place.id)
    row.state, row.decided_at = _OUTCOMES[told.deed], world.now()
    write_down(session, world, actor, place, told)


def _told(actor: Actor, place_id: str | None) -> list[WaitingChange]:
    with read() as session:
        return [_one(session, actor, row) for row in waiting_changes(session, place_id)]


def _one(session: Session, actor: Actor, row: ChangeRow) -> WaitingChange:
    place = session.get_one(PlaceRow, row.place_id)
    now, waits = details_of(place), _waits(row)
    old, new = to_wire(now), to_wire(applied(now, waits))
    is_visited = is_visited_since(listing_of(session, place).history)
    return WaitingChange(
        place_id=place.id,
        place_name=place.name,
        version=place.version,
        made_at=row.made_at,
        fields={name: (old[name], new[name]) for name in new if old[name] != new[name]},
        is_move=row.is_move,
        may_decide=_may_decide(session, actor, place),
        needs_words=needs_words(waits) and not is_visited,
        needs_ring=needs_ring(waits),
        looks_like=looks_like(waits.texts.get("name", "")),
    )


def _may_decide(session: Session, actor: Actor, place: PlaceRow) -> bool:
    askers = askers_of(listing_of(session, place).history)
    try:
        check_may_decide(person_of(session, actor, place.id), askers)
    except Problem:
        return False
    return True

"""Deeds: what becomes of a change that waits: agreed to, declined, or taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.domain import changes
from backend.domain.changes import Waiting, applied, askers_of, check_may_decide
from backend.services.actors import Actor
from backend.services.listing.details import (
    details_of,
    put_details,
    to_wire,
    waiting_from_wire,
)
from backend.services.listing.held import Stand, hold, listing_of, person_of, stand_of
from backend.services.listing.letters import tell
from backend.services.listing.stepping import Told, write_down
from backend.services.transaction import read, write
from backend.services.wards import ward_of
from backend.services.world import World
from backend.storage.listings import ChangeRow, waiting_changes
from backend.storage.places import PlaceRow
from shared.hours import OpeningHours
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


def waiting_change(actor: Actor, place_id: str) -> WaitingChange | None:
    """Return the change that waits at a place, if any; `may_decide` is for this person."""
    return next(iter(_told(actor, place_id)), None)


def all_waiting_changes(actor: Actor) -> list[WaitingChange]:
    """Return every change that waits, the oldest first."""
    return _told(actor, None)


def approve_change(world: World, actor: Actor, place_id: str, version: int) -> Stand:
    """Let a waiting change take effect; raises what `decline_change` does, and hours-overlap."""
    with write(world.wake) as session:
        place, row = _held(session, actor, place_id, version)
        before = details_of(place)
        after = applied(before, _waits(row))
        # Days that were asked for at different times may not fit together.
        OpeningHours(after.hours.weekly, after.hours.exceptions)
        put_details(session, place, after)
        place.ward_id = ward_of(session, after.at)
        old, new = to_wire(before), to_wire(after)
        changed = {name: [old[name], new[name]] for name in new if old[name] != new[name]}
        _close(session, world, actor, place, Told(changes.APPROVE_CHANGE, changed=changed))
        tell(session, world, place, changes.APPROVE_CHANGE)
        return stand_of(place)


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
    now = details_of(place)
    old, new = to_wire(now), to_wire(applied(now, _waits(row)))
    return WaitingChange(
        place_id=place.id,
        place_name=place.name,
        version=place.version,
        made_at=row.made_at,
        fields={name: (old[name], new[name]) for name in new if old[name] != new[name]},
        is_move=row.is_move,
        may_decide=_may_decide(session, actor, place),
    )


def _may_decide(session: Session, actor: Actor, place: PlaceRow) -> bool:
    askers = askers_of(listing_of(session, place).history)
    try:
        check_may_decide(person_of(session, actor, place.id), askers)
    except Problem:
        return False
    return True

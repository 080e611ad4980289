"""Deeds: changing a place: what promises less acts at once, the rest waits for an officer (D13)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.changes import (
    CHANGE,
    PROPOSE_CHANGE,
    Details,
    Waiting,
    check_may_ask,
    merged,
    split,
)
from backend.domain.timetable import without_past
from backend.services.actors import Actor
from backend.services.calendars import calendar_of
from backend.services.listing.change_form import Wanted, read_change
from backend.services.listing.details import (
    details_of,
    put_details,
    to_wire,
    waiting_from_wire,
    waiting_to_wire,
)
from backend.services.listing.held import Stand, hold, person_of, stand_of
from backend.services.listing.stepping import Told, write_down
from backend.services.transaction import write
from backend.services.wards import zone_of
from backend.services.world import World
from backend.storage.listings import ChangeRow, waiting_changes
from backend.storage.places import PlaceRow
from shared.clock import local
from shared.problems import Fault, Problem


@dataclass(frozen=True)
class Proposed:
    """What became of a wish: the names of the fields that changed at once, and of those that wait.

    `is_hidden` says that residents do not see the place until an officer has decided.
    """

    stand: Stand
    at_once: tuple[str, ...]
    waiting: tuple[str, ...]
    is_hidden: bool


def propose(
    world: World, actor: Actor, place_id: str, wanted: Mapping[str, Any], version: int
) -> Proposed:
    """Change a place: at once where it promises less, otherwise once an officer has agreed.

    There is one waiting change a place: a new wish is joined to it field by field and day by day.
    Raises Problem not-for-you, not-found, changed-meanwhile, step-impossible, form-invalid,
    nothing-changed.
    """
    with write(world.wake) as session:
        place = hold(session, place_id, version)
        check_may_ask(person_of(session, actor, place_id), place.state)
        now = _coming(session, details_of(place), world)
        wish = read_change(now, wanted)
        wish = replace(wish, details=_coming(session, wish.details, world))
        _refuse_out_of_reach(session, now, wish.details)
        parts = split(now, wish.details)
        row = next(iter(waiting_changes(session, place_id)), None)
        waits = _waiting_with(row, parts.waits, now, wish)
        before = row and waiting_from_wire(row.wanted, is_move=row.is_move)
        if parts.shown == now and waits == (before or Waiting()):
            raise Problem("nothing-changed")
        put_details(session, place, parts.shown)
        _keep_waiting(session, world, actor, place, waits)
        told = _told(now, parts.shown, waits, is_asking=not _is_quiet(parts.waits, wish))
        write_down(session, world, actor, place, told)
        at_once = tuple(name for name in told.changed if name != "waiting")
        return Proposed(stand_of(place), at_once, tuple(waiting_to_wire(waits)), waits.is_move)


def _coming(session: Session, details: Details, world: World) -> Details:
    """Leave out days that are over; yesterday's evening may still be open."""
    today = local(world.now()).date()
    hours = without_past(details.hours, today - timedelta(days=1))
    return replace(details, hours=hours.within(calendar_of(session, today, world.nation)))


def _refuse_out_of_reach(session: Session, now: Details, wanted: Details) -> None:
    if wanted.at != now.at and zone_of(session, wanted.at) is None:
        fault = Fault("lat", "This lies outside the borough. Put the mark on your door.")
        raise Problem("form-invalid", errors=[fault])


def _is_quiet(waits: Waiting, wish: Wanted) -> bool:
    """Return whether a wish asks for nothing that somebody would have to agree to."""
    return waits.is_empty and not wish.is_hidden


def _waiting_with(row: ChangeRow | None, later: Waiting, now: Details, wish: Wanted) -> Waiting:
    if wish.is_hidden:
        later = replace(later, is_move=True)
    if row is None:
        return later
    earlier = waiting_from_wire(row.wanted, is_move=row.is_move)
    return merged(earlier, later, now, wish.details)


def _keep_waiting(
    session: Session, world: World, actor: Actor, place: PlaceRow, waits: Waiting
) -> None:
    row = next(iter(waiting_changes(session, place.id)), None)
    if row is None and waits.is_empty:
        return
    if row is None:
        row = ChangeRow(
            id=world.new_id(),
            place_id=place.id,
            state="waiting",
            made_by=actor.id,
            made_at=world.now(),
        )
        session.add(row)
    if waits.is_empty:
        # A shorter wish took back all that was asked for.
        row.state, row.decided_at = "withdrawn", world.now()
    row.wanted, row.is_move = waiting_to_wire(waits), waits.is_move


def _told(now: Details, shown: Details, waits: Waiting, *, is_asking: bool) -> Told:
    """Return the step: each field before and after, and what waits."""
    before, after = to_wire(now), to_wire(shown)
    changed: dict[str, Any] = {
        name: [before[name], after[name]] for name in after if before[name] != after[name]
    }
    if is_asking:
        changed["waiting"] = waiting_to_wire(waits) | ({"is_move": True} if waits.is_move else {})
    return Told(PROPOSE_CHANGE if is_asking else CHANGE, changed=changed)

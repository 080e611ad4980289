"""Deeds: the places somebody looks after, and what residents see of each now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from backend.domain.listing import is_listed, shown_until
from backend.services.actors import Actor
from backend.services.calendars import calendar_of
from backend.services.listing.details import timetable_of
from backend.services.transaction import read
from backend.storage.holding import TO_LOOK
from backend.storage.listings import ChangeRow
from backend.storage.places import PlaceRow
from backend.storage.settings import setting
from backend.storage.staff import GuardianshipRow
from shared.clock import local, to_minute
from shared.hours import Schedule, openings
from shared.places import day_in_words, wall_time
from shared.problems import Problem


@dataclass(frozen=True)
class OwnPlace:
    """One of one's places: its state, whether residents see it, and whether it is open now."""

    id: str
    name: str
    state: str
    version: int
    is_listed: bool
    is_open: bool
    until: str
    has_change: bool


def own_places(actor: Actor, now: datetime, nation: str) -> tuple[OwnPlace, ...]:
    """Return the places somebody looks after, in the order of names."""
    mine = (
        select(PlaceRow)
        .join(GuardianshipRow, GuardianshipRow.place_id == PlaceRow.id)
        .where(GuardianshipRow.staff_id == actor.id)
        .order_by(PlaceRow.name)
    )
    with read() as session:
        places = list(session.scalars(mine))
        waiting = select(ChangeRow.place_id, ChangeRow.is_move).where(
            ChangeRow.state == "waiting", ChangeRow.place_id.in_([place.id for place in places])
        )
        changes = dict(session.execute(waiting).all())
        hidden = {each for each, moves in changes.items() if moves}
        hidden |= set(setting(session, TO_LOOK) or ())
        calendar = calendar_of(session, local(now).date(), nation)
        return tuple(
            _own(place, changes, hidden, open_now(timetable_of(place).within(calendar), now), now)
            for place in places
        )


def _own(
    place: PlaceRow,
    changes: dict[str, bool],
    hidden: set[str],
    door: tuple[bool, str],
    now: datetime,
) -> OwnPlace:
    is_open, until = door
    return OwnPlace(
        id=place.id,
        name=place.name,
        state=place.state,
        version=place.version,
        is_listed=is_listed(
            place.state,
            shown_until(place.listed_until, place.ready_until),
            now,
            has_pending_move=place.id in hidden,
        ),
        is_open=is_open,
        until=until,
        has_change=place.id in changes,
    )


def open_now(hours: Schedule, now: datetime) -> tuple[bool, str]:
    """Return whether a place is open, and until when, or when it opens next ("" never)."""
    try:
        coming = openings(hours.checked(), now)
    except Problem:
        return False, ""
    minute = to_minute(now)
    for begin, end in coming:
        if begin <= minute < end:
            return True, wall_time(end)
        if begin > minute:
            return False, f"{day_in_words(begin, now)} at {wall_time(begin)}"
    return False, ""

"""Deeds: what needs an officer today, each with its next deed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from backend.domain.changes import askers_of
from backend.domain.duties import CHECK_DUE_WITHIN, DUTIES, Facts, duty_of
from backend.domain.steps import CHECK_AGAIN, Listing, Person, Step
from backend.services.actors import Actor
from backend.services.listing.details import waiting_from_wire
from backend.services.overview.wards import ward_names
from backend.services.transaction import read
from backend.storage.listings import ChangeRow, OfferRow, StepRow, waiting_changes
from backend.storage.places import PlaceRow
from backend.storage.staff import GuardianshipRow
from shared.clock import to_minute

UNLISTED = ("applied", "checked", "approved", "suspended")
MOST = 50
"""How many duties a page shows; the others are counted."""


@dataclass(frozen=True)
class StepTold:
    """The last step of a place, as a duty tells it."""

    deed: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Duty:
    """One thing that is due: for which place, what, since when, and who did the step before."""

    kind: str
    place_id: str
    name: str
    ward: str
    since_at: datetime | None
    before: StepTold | None
    listed_until: int | None
    wants: tuple[str, ...]


@dataclass(frozen=True)
class Today:
    """What is due, most urgent first; how many in all; places that residents see, of how many."""

    duties: tuple[Duty, ...]
    due: int
    listed: int
    live: int


def today(actor: Actor, now: datetime) -> Today:
    """Return what an officer can do now."""
    with read() as session:
        changes = {row.place_id: row for row in waiting_changes(session)}
        places = _in_question(session, now, changes)
        stories = stories_of(session, [place.id for place in places])
        own = own_places(session, actor)
        names = ward_names(session)
        found = []
        for place in places:
            steps, change = stories.get(place.id, []), changes.get(place.id)
            kind = _kind(place, steps, change, Person(actor.id, actor.role, place.id in own), now)
            if kind is not None:
                found.append(_duty(kind, place, steps, change, names))
        found.sort(key=lambda duty: (DUTIES.index(duty.kind), duty.since_at or now, duty.name))
        listed, live = _counts(session, now)
        return Today(tuple(found[:MOST]), len(found), listed, live)


def stories_of(session: Session, place_ids: Iterable[str]) -> dict[str, list[StepRow]]:
    """Return the steps of several places, oldest first, by place."""
    told: dict[str, list[StepRow]] = {}
    wanted = select(StepRow).where(StepRow.place_id.in_(list(place_ids))).order_by(StepRow.id)
    for step in session.scalars(wanted):
        told.setdefault(step.place_id, []).append(step)
    return told


def own_places(session: Session, actor: Actor) -> set[str]:
    """Return the places that somebody offered or looks after: they may not approve those."""
    looked_after = select(GuardianshipRow.place_id).where(GuardianshipRow.staff_id == actor.id)
    offered = select(OfferRow.place_id).where(
        OfferRow.place_id.is_not(None), func.lower(OfferRow.email) == actor.email.lower()
    )
    found = {*session.scalars(looked_after), *session.scalars(offered)}
    return {place_id for place_id in found if place_id is not None}


def _in_question(session: Session, now: datetime, changes: dict[str, ChangeRow]) -> list[PlaceRow]:
    soon = to_minute(now + CHECK_DUE_WITHIN)
    checked_again = select(StepRow.place_id).where(StepRow.deed == CHECK_AGAIN)
    wanted = select(PlaceRow).where(
        or_(
            PlaceRow.state.in_(UNLISTED),
            and_(PlaceRow.state == "live", PlaceRow.listed_until <= soon),
            PlaceRow.id.in_(checked_again),
            PlaceRow.id.in_(list(changes)),
        )
    )
    return list(session.scalars(wanted))


def _kind(
    place: PlaceRow,
    steps: list[StepRow],
    change: ChangeRow | None,
    person: Person,
    now: datetime,
) -> str | None:
    listing = Listing(place.state, tuple(Step(step.deed, step.staff_id) for step in steps))
    asks = change is not None and person.staff_id not in askers_of(listing.history)
    moves = change is not None and change.is_move
    return duty_of(Facts(listing, place.listed_until, asks, moves), person, now)


def _duty(
    kind: str,
    place: PlaceRow,
    steps: list[StepRow],
    change: ChangeRow | None,
    names: dict[str, str],
) -> Duty:
    last = steps[-1] if steps else None
    is_change = kind in ("change", "move") and change is not None
    since = change.made_at if is_change and change else (last.at if last else None)
    return Duty(
        kind=kind,
        place_id=place.id,
        name=place.name,
        ward=names.get(place.ward_id or "", place.town),
        since_at=since,
        before=StepTold(last.deed, last.at, last.by, last.reason) if last else None,
        listed_until=place.listed_until,
        wants=_wants(change) if is_change and change else (),
    )


def _wants(change: ChangeRow) -> tuple[str, ...]:
    waits = waiting_from_wire(change.wanted, is_move=change.is_move)
    names = [*waits.texts, *waits.gained]
    names += ["position"] if waits.at else []
    names += ["hours"] if waits.days else []
    return tuple(names)


def _counts(session: Session, now: datetime) -> tuple[int, int]:
    """Return how many places residents see, and how many are live."""
    live = select(func.count()).select_from(PlaceRow).where(PlaceRow.state == "live")
    moving = select(ChangeRow.place_id).where(ChangeRow.state == "waiting", ChangeRow.is_move)
    listed = live.where(PlaceRow.listed_until > to_minute(now), PlaceRow.id.not_in(moving))
    return session.scalar(listed) or 0, session.scalar(live) or 0

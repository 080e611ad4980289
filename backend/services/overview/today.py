"""Deeds: what needs an officer today, each with its next deed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CompoundSelect, Select, exists, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from backend.domain.changes import DECIDED, PROPOSE_CHANGE, askers_of
from backend.domain.duties import CHECK_DUE_WITHIN, DUTIES, Facts, duty_of
from backend.domain.steps import (
    CHECK_AGAIN,
    LOOKED_BACK_AT,
    RENEW,
    Listing,
    Person,
    Step,
)
from backend.services.actors import Actor
from backend.services.listing.details import waiting_from_wire
from backend.services.overview.wards import ward_names
from backend.services.transaction import read
from backend.storage.holding import TO_LOOK
from backend.storage.listings import ChangeRow, OfferRow, StepRow, waiting_changes
from backend.storage.places import PlaceRow
from backend.storage.settings import setting
from backend.storage.staff import GuardianshipRow
from shared.clock import to_minute

UNLISTED = ("applied", "checked", "approved", "suspended")
TWO_STEPPED = ("checked", "suspended")
"""States in which who took the last step decides who may take the next; elsewhere nobody looks
back, but for a change that waits and a yearly check."""
ON_CHANGE = ("move", "change")
PER_PAGE = 25
"""How many duties a page shows: more than anybody does in a day."""


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
    """A page of what is due, most urgent first, how many in all; places residents see, of all."""

    duties: tuple[Duty, ...]
    due: int
    page: int
    pages: int
    listed: int
    live: int


class _Place(NamedTuple):
    """What is read of each place in question."""

    id: str
    name: str
    town: str
    ward_id: str | None
    state: str
    listed_until: int | None


@dataclass(frozen=True)
class _Found:
    """A place that needs something, and what."""

    kind: str
    place: _Place


def today(actor: Actor, now: datetime, page: int = 1) -> Today:
    """Return a page of what an officer can do now."""
    with read() as session:
        changes = {row.place_id: row for row in waiting_changes(session)}
        again = set(session.scalars(_checked_again()))
        in_question = list({*session.scalars(_in_question(now)), *again, *changes})
        columns = (getattr(PlaceRow, name) for name in _Place._fields)
        which = select(*columns).where(PlaceRow.id.in_(in_question))
        places = [_Place(*row) for row in session.execute(which)]
        told = {place.id for place in places if place.state in TWO_STEPPED}
        stories = _stories(session, [*{*told, *again, *changes}])
        own = own_places(session, actor)
        found = []
        for place in places:
            person = Person(actor.id, actor.role, place.id in own)
            listing = Listing(place.state, tuple(stories.get(place.id, ())))
            kind = _kind(listing, place.listed_until, changes.get(place.id), person, now)
            found += [_Found(kind, place)] if kind else []
        pages = max(1, -(-len(found) // PER_PAGE))
        page = min(max(page, 1), pages)
        duties = _duties(session, _most_urgent(found, page * PER_PAGE), changes)
        duties.sort(key=lambda duty: (DUTIES.index(duty.kind), duty.since_at or now, duty.name))
        listed, live = _counts(session, now)
        shown = tuple(duties[(page - 1) * PER_PAGE : page * PER_PAGE])
        return Today(shown, len(found), page, pages, listed, live)


def _stories(session: Session, in_question: Sequence[str]) -> dict[str, list[Step]]:
    """Return the steps that rules look back at, of the places in question, oldest first."""
    matters = (*LOOKED_BACK_AT, PROPOSE_CHANGE, *DECIDED)
    which = select(StepRow.place_id, StepRow.deed, StepRow.staff_id).where(
        StepRow.place_id.in_(in_question), StepRow.deed.in_(matters)
    )
    told: dict[str, list[Step]] = {}
    for place_id, deed, staff_id in session.execute(which.order_by(StepRow.id)):
        told.setdefault(place_id, []).append(Step(deed, staff_id))
    return told


def own_places(session: Session, actor: Actor) -> set[str]:
    """Return the places that somebody offered or looks after: they may not approve those."""
    looked_after = select(GuardianshipRow.place_id).where(GuardianshipRow.staff_id == actor.id)
    offered = select(OfferRow.place_id).where(
        OfferRow.place_id.is_not(None), OfferRow.email == actor.email.lower()
    )
    found = {*session.scalars(looked_after), *session.scalars(offered)}
    return {place_id for place_id in found if place_id is not None}


def _checked_again() -> Select[str]:
    """Return the ids of the places with a yearly check that nobody has renewed the listing for."""
    renewed = aliased(StepRow)
    is_renewed = exists().where(
        renewed.place_id == StepRow.place_id, renewed.deed == RENEW, renewed.id > StepRow.id
    )
    return select(StepRow.place_id).where(StepRow.deed == CHECK_AGAIN, ~is_renewed)


def _in_question(now: datetime) -> CompoundSelect[str]:
    """Return the ids of the places whose state or end asks for something."""
    soon = to_minute(now + CHECK_DUE_WITHIN)
    unlisted = select(PlaceRow.id).where(PlaceRow.state.in_(UNLISTED))
    ends_soon = select(PlaceRow.id).where(PlaceRow.state == "live", PlaceRow.listed_until <= soon)
    # One index each: a WHERE with OR between them would read every place.
    return union(unlisted, ends_soon)


def _kind(
    listing: Listing, until: int | None, change: ChangeRow | None, person: Person, now: datetime
) -> str | None:
    asks = change is not None and person.staff_id not in askers_of(listing.history)
    moves = change is not None and change.is_move
    return duty_of(Facts(listing, until, asks, moves), person, now)


def _most_urgent(found: Sequence[_Found], most: int) -> list[_Found]:
    """Return all of the most urgent kinds, down to the kind with which there are so many."""
    chosen: list[_Found] = []
    for kind in DUTIES:
        if len(chosen) >= most:
            break
        chosen += [one for one in found if one.kind == kind]
    return chosen


def _duties(
    session: Session, found: Sequence[_Found], changes: Mapping[str, ChangeRow]
) -> list[Duty]:
    """Return duties with the words of each place's last step."""
    words = _last_steps(session, [one.place.id for one in found])
    names = ward_names(session)
    duties = []
    for one in found:
        change = changes[one.place.id] if one.kind in ON_CHANGE else None
        before = words.get(one.place.id)
        duty = Duty(
            kind=one.kind,
            place_id=one.place.id,
            name=one.place.name,
            ward=names.get(one.place.ward_id or "", one.place.town),
            since_at=change.made_at if change else (before.at if before else None),
            before=before,
            listed_until=one.place.listed_until,
            wants=_wants(change) if change else (),
        )
        duties.append(duty)
    return duties


def _last_steps(session: Session, place_ids: Sequence[str]) -> dict[str, StepTold]:
    newest = select(func.max(StepRow.id)).where(StepRow.place_id.in_(place_ids))
    columns = (StepRow.place_id, StepRow.deed, StepRow.at, StepRow.by, StepRow.reason)
    rows = session.execute(
        select(*columns).where(StepRow.id.in_(newest.group_by(StepRow.place_id)))
    )
    return {row.place_id: StepTold(row.deed, row.at, row.by, row.reason) for row in rows}


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
    minute = to_minute(now)
    is_ready = or_(PlaceRow.ready_until.is_(None), PlaceRow.ready_until > minute)
    hidden = list(setting(session, TO_LOOK) or ())
    listed = live.where(
        PlaceRow.listed_until > minute,
        is_ready,
        PlaceRow.id.not_in(moving),
        PlaceRow.id.not_in(hidden),
    )
    return session.scalar(listed) or 0, session.scalar(live) or 0

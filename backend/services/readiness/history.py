"""Deeds: a place's spot checks as officers read them, and what a check form must know."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from backend.domain.spot_checks import FAILED
from backend.domain.staff import OFFICER
from backend.services.actors import Actor
from backend.services.listing.held import person_of
from backend.services.readiness.checking import CHECKABLE, POINT_WORDS
from backend.services.transaction import read
from backend.storage.listings import steps_of
from backend.storage.places import PlaceRow
from backend.storage.readiness_lists import checks_of
from shared.problems import Problem


@dataclass(frozen=True)
class CheckTold:
    """One spot check: when, by whom, what did not hold, and notes for officers alone."""

    at: datetime
    by: str
    is_failed: bool
    failing: tuple[str, ...]
    notes: str


@dataclass(frozen=True)
class Event:
    """Something that happened to a place: a step of its listing, or a check."""

    at: datetime
    by: str
    deed: str
    words: str


@dataclass(frozen=True)
class ToCheck:
    """A place as its check form needs it; `refusal` says why this officer may not check it."""

    id: str
    name: str
    address: str
    ward_id: str | None
    state: str
    version: int
    events: tuple[Event, ...]
    checks: tuple[CheckTold, ...]
    refusal: str


def spot_checks(place_id: str) -> tuple[CheckTold, ...]:
    """Return the spot checks of a place, the newest first."""
    with read() as session:
        return _checks(session, place_id)


def to_check(actor: Actor, place_id: str) -> ToCheck:
    """Return a place to check; raises not-found."""
    with read() as session:
        place = session.get(PlaceRow, place_id)
        if place is None:
            raise Problem("not-found")
        return ToCheck(
            id=place.id,
            name=place.name,
            address=f"{place.address}, {place.town}",
            ward_id=place.ward_id,
            state=place.state,
            version=place.version,
            events=_events(session, place_id),
            checks=_checks(session, place_id),
            refusal=_refusal(session, actor, place),
        )


def may_check(actor: Actor, place_id: str) -> bool:
    """Return whether somebody may check a place as it stands now."""
    return not to_check(actor, place_id).refusal


def _refusal(session: Session, actor: Actor, place: PlaceRow) -> str:
    if actor.role != OFFICER:
        return "Spot checks are for officers."
    if person_of(session, actor, place.id).is_own:
        return "You offered this place, or look after it. A colleague has to check it."
    if place.state not in CHECKABLE:
        return "Only places that are live or suspended are checked."
    return ""


def _checks(session: Session, place_id: str) -> tuple[CheckTold, ...]:
    return tuple(
        CheckTold(
            at=row.at,
            by=row.by,
            is_failed=row.outcome == FAILED,
            failing=tuple(POINT_WORDS.get(point, point) for point in row.failing),
            notes=row.notes,
        )
        for row in checks_of(session, place_id)
    )


def _events(session: Session, place_id: str) -> tuple[Event, ...]:
    """Return everything that happened to a place, the newest first."""
    steps = [
        Event(each.at, each.by, each.deed, each.reason) for each in steps_of(session, place_id)
    ]
    checks = [
        Event(each.at, each.by, f"spot_check_{each.outcome}", each.notes)
        for each in reversed(checks_of(session, place_id))
    ]
    # A failed check stands above the suspension it brought, in the same moment.
    in_order = sorted((*steps, *checks), key=lambda event: event.at)
    return tuple(in_order[::-1])

"""Deeds: a place held for one deed: nobody else changes it until the deed is stored."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.steps import Listing, Person, Step
from backend.services.actors import Actor
from backend.storage.listings import offer_of, steps_of
from backend.storage.places import PlaceRow
from backend.storage.staff import looks_after
from shared.problems import Problem


@dataclass(frozen=True)
class Stand:
    """Where a place stands after a deed: its state, and the version the next form must name."""

    place_id: str
    state: str
    version: int


def hold(session: Session, place_id: str, version: int | None) -> PlaceRow:
    """Return a place nobody else can change until the transaction ends.

    `version` None takes any. Raises Problem not-found, changed-meanwhile.
    """
    held = select(PlaceRow).where(PlaceRow.id == place_id).with_for_update()
    place = session.scalar(held.execution_options(populate_existing=True))
    if place is None:
        raise Problem("not-found")
    if version is not None and place.version != version:
        raise Problem("changed-meanwhile")
    return place


def own(session: Session, actor: Actor, place_id: str, *, is_held: bool = False) -> PlaceRow:
    """Return a place that somebody looks after; anybody else's is not found (not-found)."""
    if actor.id is None or not looks_after(session, actor.id, place_id):
        raise Problem("not-found")
    if is_held:
        return hold(session, place_id, None)
    return session.get_one(PlaceRow, place_id)


def listing_of(session: Session, place: PlaceRow) -> Listing:
    """Return where a place stands and how it came there."""
    steps = steps_of(session, place.id)
    return Listing(place.state, tuple(Step(step.deed, step.staff_id) for step in steps))


def person_of(session: Session, actor: Actor, place_id: str) -> Person:
    """Return somebody as the rules see them: whether the place is their own among it."""
    if actor.id is None:
        return Person(None, actor.role)
    offer = offer_of(session, place_id)
    has_offered = offer is not None and offer.email.lower() == actor.email.strip().lower()
    is_own = has_offered or looks_after(session, actor.id, place_id)
    return Person(actor.id, actor.role, is_own)


def stand_of(place: PlaceRow) -> Stand:
    """Return where a place stands."""
    return Stand(place.id, place.state, place.version)

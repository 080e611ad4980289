"""Deeds: one step of a listing: state, story, audit and what residents see, all in one."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.listing import PUBLISHED_STATE
from backend.domain.steps import after
from backend.services import audit
from backend.services.actors import Actor
from backend.services.listing.held import hold, listing_of, person_of
from backend.services.readiness.looking import note_hidden
from backend.services.world import World
from backend.storage.listings import StepRow
from backend.storage.places import PlaceRow
from backend.storage.publication import mark_due
from shared.problems import Fault, Problem

MOST_REASON = 1000
"""How long a reason may be, in characters: it is read in a list."""


@dataclass(frozen=True)
class Told:
    """One step to be written down: what was done, why, and what was changed by it."""

    deed: str
    reason: str = ""
    changed: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """A deed on a place as a form asks for it; version None takes the place as it is."""

    deed: str
    place_id: str
    version: int | None
    reason: str = ""


def take_step(session: Session, world: World, actor: Actor, wish: Wish) -> PlaceRow:
    """Take a step on a place and return it, held.

    Raises Problem not-found, changed-meanwhile, form-invalid, and what `steps.after` raises.
    """
    if len(wish.reason) > MOST_REASON:
        what = f"Write at most {MOST_REASON} characters."
        raise Problem("form-invalid", errors=[Fault("reason", what)])
    place = hold(session, wish.place_id, wish.version)
    person = person_of(session, actor, place.id)
    place.state = after(listing_of(session, place), wish.deed, person, wish.reason)
    write_down(session, world, actor, place, Told(wish.deed, wish.reason.strip()))
    if place.state != PUBLISHED_STATE:
        note_hidden(session, world.now(), place)
    return place


def write_down(session: Session, world: World, actor: Actor, place: PlaceRow, told: Told) -> None:
    """Add a step to the story and the audit chain, raise the version, and have it published."""
    now = world.now()
    place.version += 1
    session.add(
        StepRow(
            place_id=place.id,
            deed=told.deed,
            at=now,
            staff_id=actor.id,
            by=actor.name,
            reason=told.reason,
            changed=told.changed,
        )
    )
    # The next step of the same deed reads the story: it must find this one.
    session.flush()
    audit.record(session, now, audit.Entry(actor, told.deed, f"place:{place.id}", told.reason))
    mark_due(session)

"""Deeds: the story of a place, and what somebody may do with it now, for pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.domain.steps import next_steps
from backend.services.actors import Actor
from backend.services.listing.held import listing_of, person_of
from backend.services.transaction import read
from backend.storage.listings import steps_of
from backend.storage.places import PlaceRow
from shared.problems import Problem


@dataclass(frozen=True)
class ToldStep:
    """One step as pages show it: what was done, when, by whom, why, and what it changed."""

    deed: str
    at: datetime
    by: str
    reason: str
    changed: Mapping[str, Any]


def story(place_id: str) -> tuple[ToldStep, ...]:
    """Return the story of a place, oldest step first; an unknown place has none."""
    with read() as session:
        return tuple(
            ToldStep(step.deed, step.at, step.by, step.reason, dict(step.changed))
            for step in steps_of(session, place_id)
        )


def possible_steps(actor: Actor, place_id: str) -> tuple[str, ...]:
    """Return the deeds that somebody may do with a place now; raises Problem not-found."""
    with read() as session:
        place = session.get(PlaceRow, place_id)
        if place is None:
            raise Problem("not-found")
        return next_steps(listing_of(session, place), person_of(session, actor, place_id))

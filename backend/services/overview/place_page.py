"""Deeds: one place with its whole story, as officers and its own guardians see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.steps import next_steps
from backend.services.actors import Actor
from backend.services.listing.details import timetable_of
from backend.services.listing.held import listing_of, own, person_of
from backend.services.listing.story import ToldStep
from backend.services.overview.wards import ward_names
from backend.services.transaction import read
from backend.storage.listings import offer_of, steps_of
from backend.storage.places import PlaceRow
from backend.storage.staff import GuardianshipRow, InvitationRow, StaffRow
from shared.problems import Problem
from shared.wire_hours import hours_to_wire


@dataclass(frozen=True)
class Keeper:
    """A guardian of a place, or somebody invited to be one."""

    name: str
    email: str
    has_account: bool


@dataclass(frozen=True)
class PlaceTold:
    """Everything that pages show of a place; `hours` as the wire has them."""

    id: str
    values: Mapping[str, Any]
    state: str
    version: int
    ward: str
    checked_on: date | None
    listed_until: int | None
    hours: Mapping[str, Any]
    story: tuple[ToldStep, ...]
    keepers: tuple[Keeper, ...]
    offer: Mapping[str, Any]
    can: tuple[str, ...]


FIELDS = (
    *("name", "kind", "organisation", "address", "town", "postcode", "lat", "lon", "phone"),
    *("facilities", "languages"),
)


def place_page(actor: Actor, place_id: str, now: datetime) -> PlaceTold:
    """Return a place for an officer; raises not-found."""
    with read() as session:
        return _told(session, actor, _place(session, place_id), now)


def own_place(actor: Actor, place_id: str, now: datetime) -> PlaceTold:
    """Return a place for one of its guardians; anybody else's is not found."""
    with read() as session:
        return _told(session, actor, own(session, actor, place_id), now)


def _place(session: Session, place_id: str) -> PlaceRow:
    place = session.get(PlaceRow, place_id)
    if place is None:
        raise Problem("not-found")
    return place


def _told(session: Session, actor: Actor, place: PlaceRow, now: datetime) -> PlaceTold:
    person, listing = person_of(session, actor, place.id), listing_of(session, place)
    offer = offer_of(session, place.id)
    return PlaceTold(
        id=place.id,
        values={name: getattr(place, name) for name in FIELDS},
        state=place.state,
        version=place.version,
        ward=ward_names(session).get(place.ward_id or "", ""),
        checked_on=place.checked_on,
        listed_until=place.listed_until,
        hours=hours_to_wire(timetable_of(place)),
        story=_story(session, place),
        keepers=_keepers(session, place.id, now),
        offer=dict(offer.answers) if offer else {},
        can=next_steps(listing, person),
    )


def _story(session: Session, place: PlaceRow) -> tuple[ToldStep, ...]:
    steps = reversed(steps_of(session, place.id))
    return tuple(
        ToldStep(step.deed, step.at, step.by, step.reason, dict(step.changed)) for step in steps
    )


def _keepers(session: Session, place_id: str, now: datetime) -> tuple[Keeper, ...]:
    accounts = (
        select(StaffRow)
        .join(GuardianshipRow, GuardianshipRow.staff_id == StaffRow.id)
        .where(GuardianshipRow.place_id == place_id)
        .order_by(StaffRow.name)
    )
    invited = select(InvitationRow).where(
        InvitationRow.place_id == place_id,
        InvitationRow.used_at.is_(None),
        InvitationRow.ends_at > now,
    )
    return (
        *(Keeper(row.name, row.email, has_account=True) for row in session.scalars(accounts)),
        *(Keeper(row.name, row.email, has_account=False) for row in session.scalars(invited)),
    )

"""Deeds: the place that a confirmed offer becomes, with what its officers should look at."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.drafts import APPLIED as APPLIED_DRAFT
from backend.domain.listing import OUT_OF_NETWORK
from backend.domain.steps import APPLIED, APPLY
from backend.services.actors import PUBLIC
from backend.services.deceiving import looks_like
from backend.services.listing.details import put_timetable, timetable_from_wire
from backend.services.listing.letters import tell
from backend.services.listing.stepping import Told, write_down
from backend.services.wards import ward_of
from backend.services.world import World
from backend.storage.imported import DraftRow, PostcodeRow
from backend.storage.listings import OfferRow
from backend.storage.places import PlaceRow
from shared.geo import Point, distance_m
from shared.spelling import words_of

FAR_FROM_POSTCODE_M = 500.0
"""A postcode is some 15 doors: a position this far from its centre is looked at."""


def become_place(session: Session, world: World, offer: OfferRow) -> PlaceRow:
    """Make the place of an offer, with its hours, first step, audit row and mail."""
    place = _place(world, offer)
    notes = list(_notes(session, place))
    place.ward_id = ward_of(session, Point(place.lat, place.lon))
    session.add(place)
    session.flush()
    put_timetable(session, place.id, timetable_from_wire(offer.answers["hours"]))
    offer.state, offer.place_id, offer.confirmed_at = "confirmed", place.id, world.now()
    draft = session.get(DraftRow, offer.draft_id) if offer.draft_id else None
    if draft is not None:
        draft.state, draft.place_id = APPLIED_DRAFT, place.id
    write_down(session, world, PUBLIC, place, Told(APPLY, changed={"notes": notes}))
    tell(session, world, place, "received")
    return place


def _place(world: World, offer: OfferRow) -> PlaceRow:
    answers = offer.answers
    told = {**answers["place"], **answers["address"], **answers["position"]}
    return PlaceRow(
        **told,
        **answers["facilities"],
        id=world.new_id(),
        organisation=answers["organisation"]["organisation"],
        state=APPLIED,
        # The first step makes it 1.
        version=0,
    )


def _notes(session: Session, place: PlaceRow) -> Iterator[str]:
    """Say what an officer should look at before visiting."""
    if read := looks_like(place.name):
        yield f"The name is written in letters that look like others: it reads as “{read}”."
    known = session.get(PostcodeRow, place.postcode)
    if known is None:
        yield f"We do not know the postcode {place.postcode}."
    else:
        apart_m = distance_m(Point(place.lat, place.lon), Point(known.lat, known.lon))
        if apart_m > FAR_FROM_POSTCODE_M:
            yield f"The position lies {apart_m:,.0f} m from its postcode: one of the two is wrong."
    same = select(PlaceRow).where(
        PlaceRow.postcode == place.postcode, PlaceRow.state.not_in(OUT_OF_NETWORK)
    )
    for other in session.scalars(same.order_by(PlaceRow.id)):
        if words_of(other.name) == words_of(place.name):
            yield f"{other.name} with this postcode is here already ({other.state})."

"""Deeds: what newer lists say of venues that somebody has decided on, and what may be double."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.domain.drafts import DISMISSED, GONE, INVITED, POSITION, TAKEN, WAITING
from backend.domain.listing import OUT_OF_NETWORK
from backend.services import audit
from backend.services.actors import Actor
from backend.services.candidates import has_news, hold_candidate
from backend.services.likeness import Neighbours, Venue, venue_of
from backend.services.listing.change import Proposed, propose
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.imported import DraftRow, all_drafts
from backend.storage.places import PlaceRow
from shared.problems import Problem


@dataclass(frozen=True)
class ListNews:
    """What one list says otherwise of a venue: each field as it was decided on and as it is told.

    `position` is a pair of latitude and longitude, `gone` the day on which the list had it no more.
    """

    draft_id: str
    name: str
    source: str
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Double:
    """Another record that may be of the same venue: a candidate of a list, or a place here."""

    id: str
    name: str
    address: str
    source: str
    state: str
    is_place: bool


def news_of_place(place_id: str) -> tuple[ListNews, ...]:
    """Return what lists say otherwise of a place, in the order of their names."""
    of_place = select(DraftRow).where(DraftRow.place_id == place_id).order_by(DraftRow.source)
    with read() as session:
        return tuple(news_told(row) for row in session.scalars(of_place) if row.news)


def venues_with_news() -> int:
    """Return of how many venues that somebody decided on a newer list says otherwise."""
    with read() as session:
        return session.scalar(select(func.count()).select_from(DraftRow).where(has_news())) or 0


def news_told(row: DraftRow) -> ListNews:
    """Return the news of a candidate as pages show it."""
    fields = {name: (pair[0], pair[1]) for name, pair in row.news.items()}
    return ListNews(row.id, row.name, row.source, fields)


def doubles_of(session: Session, row: DraftRow) -> tuple[Double, ...]:
    """Return the records that may be of the same venue as a candidate, the most alike first."""
    venue = venue_of(vars(row))
    there = select(PlaceRow).where(PlaceRow.state.not_in(OUT_OF_NETWORK))
    places = {place.id: place for place in session.scalars(there) if place.id != row.place_id}
    drafts = {
        draft.id: draft for draft in all_drafts(session) if draft.id != row.id and not draft.gone_on
    }
    found = [
        Double(each.id, each.name, each.address, "", each.state, is_place=True)
        for each in (places[key] for key in _like(venue, places))
    ]
    return (
        *found,
        *(
            Double(each.id, each.name, each.address, each.source, each.state, is_place=False)
            for each in (drafts[key] for key in _like(venue, drafts))
        ),
    )


def _like(venue: Venue, rows: Mapping[str, DraftRow] | Mapping[str, PlaceRow]) -> list[str]:
    return [one.key for one in Neighbours(venue_of(vars(row)) for row in rows.values()).like(venue)]


def put_news_aside(world: World, actor: Actor, draft_id: str) -> None:
    """Leave a decision as it is, whatever the list says; raises not-for-you, step-impossible."""
    with write() as session:
        row = _with_news(session, actor, draft_id)
        entry = audit.Entry(actor, "put_news_aside", f"draft:{row.id}", ", ".join(row.news))
        row.news = {}
        audit.record(session, world.now(), entry)


def propose_news(world: World, actor: Actor, draft_id: str, version: int) -> Proposed:
    """Ask for a place to be changed to what its list says; a colleague has to agree, as always.

    Raises what `listing.change.propose` raises, and step-impossible where there is nothing to
    propose, or no place.
    """
    with read() as session:
        row = session.get(DraftRow, draft_id)
        if row is None:
            raise Problem("not-found")
        place_id, wanted = row.place_id, _wanted(row.news)
    if place_id is None or not wanted:
        raise Problem("step-impossible", "Its list says nothing that a place can be changed to.")
    done = propose(world, actor, place_id, wanted, version)
    put_news_aside(world, actor, draft_id)
    return done


def look_again(world: World, actor: Actor, draft_id: str) -> None:
    """Let a candidate that was put aside wait again; raises not-for-you, step-impossible."""
    with write() as session:
        row = hold_candidate(session, actor, draft_id)
        if row.state != DISMISSED:
            raise Problem("step-impossible", f"It is {row.state} now.")
        row.state, row.news = WAITING, {}
        audit.record(session, world.now(), audit.Entry(actor, "look_again", f"draft:{row.id}"))


def take_for_place(world: World, actor: Actor, draft_id: str, place_id: str) -> None:
    """Say that a candidate is a place that is here; nobody invites it any more.

    Raises Problem not-for-you, not-found, step-impossible.
    """
    with write() as session:
        row = hold_candidate(session, actor, draft_id)
        place = session.get(PlaceRow, place_id)
        if place is None or place.state in OUT_OF_NETWORK:
            raise Problem("not-found")
        if row.state not in (WAITING, INVITED, DISMISSED):
            raise Problem("step-impossible", f"It is {row.state} now.")
        row.state, row.place_id, row.invitation_hash, row.news = TAKEN, place.id, None, {}
        entry = audit.Entry(actor, "take_for_place", f"draft:{row.id}", place.id)
        audit.record(session, world.now(), entry)


def _with_news(session: Session, actor: Actor, draft_id: str) -> DraftRow:
    row = hold_candidate(session, actor, draft_id)
    if not row.news:
        raise Problem("step-impossible", "Its list says nothing new.")
    return row


def _wanted(news: Mapping[str, Any]) -> dict[str, Any]:
    """Return news as a wish about a place; hours that a list does not tell are no wish."""
    wanted = {name: pair[1] for name, pair in news.items() if name not in (POSITION, GONE)}
    if "weekly" in wanted and not wanted["weekly"]:
        wanted.pop("weekly")
        wanted.pop("seasons", None)
    if news.get(POSITION, [None, None])[1]:
        wanted["lat"], wanted["lon"] = news[POSITION][1]
    return {name: value for name, value in wanted.items() if value not in ("", [])}

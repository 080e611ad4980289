"""Deeds: officers tell residents "you said, we did", for an area or a place."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.interventions import (
    MOST_REPLIES,
    Where,
    all_checked,
    checked_day,
    checked_where,
    checked_words,
    oldest_reply,
)
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.places_and_areas import check_there, named
from backend.services.transaction import read, write
from backend.services.world import World
from backend.services.written import (
    PER_PAGE,
    Pages,
    add_once,
    authors,
    cut,
    remove_once,
    where_of_row,
)
from backend.storage.interventions import (
    InterventionRow,
    ReplyRow,
    areas_of_zone,
    found,
    how_many,
    replies_since,
    standing,
    zones_of_areas,
)
from backend.storage.publication import mark_due
from shared.problems import Problem


@dataclass(frozen=True)
class Telling:
    """What an officer tells residents: where, what they said, what was done, when."""

    where: Where
    said: str
    did: str
    on_day: date
    intervention_id: int | None = None


@dataclass(frozen=True)
class Reply:
    """A "you said, we did" as officers see it; `is_read` tells whether residents still do."""

    id: int
    on_day: date
    said: str
    did: str
    where: str
    by: str
    is_read: bool


@dataclass(frozen=True)
class ReplyTold:
    """A "you said, we did" as a resident reads it, in each language that it was written in."""

    said: dict[str, str]
    did: dict[str, str]
    on: str


def publish_reply(world: World, actor: Actor, telling: Telling) -> int:
    """Tell residents what was done and return the reply's number; phones have it in minutes.

    Raises not-for-you, written-already, and form-invalid for an unknown area, no words or too
    many, and a day that is yet to come.
    """
    now = world.now()
    values = all_checked(
        where=lambda: checked_where(telling.where),
        said=lambda: checked_words("said", telling.said, "Write what people said."),
        did=lambda: checked_words("did", telling.did, "Write what was done."),
        on_day=lambda: checked_day(telling.on_day, now),
    )
    values |= values.pop("where")
    with write(world.wake) as session:
        check_there(session, telling.where)
        _check_intervention(session, telling.intervention_id)
        row = add_once(session, ReplyRow, values, (actor, now))
        row.intervention_id = telling.intervention_id
        detail = f"{telling.on_day.isoformat()}; {values['did']}"
        record(session, now, Entry(actor, "publish_reply", f"reply:{row.id}", detail))
        mark_due(session)
        return row.id


def take_back_reply(world: World, actor: Actor, key: int) -> None:
    """Let residents read a reply no more; raises not-for-you, not-found, nothing-changed."""
    with write(world.wake) as session:
        remove_once(session, ReplyRow, key, (actor, world.now()))
        record(session, world.now(), Entry(actor, "take_back_reply", f"reply:{key}"))
        mark_due(session)


def replies(now: datetime, area_id: str = "", place_id: str = "", page: int = 1) -> Pages[Reply]:
    """Return a page of the replies, newest first: everywhere, for an area or a place."""
    where = {"area_id": area_id, "place_id": place_id}
    with read() as session:
        total = how_many(session, ReplyRow, where)
        part = cut(total, page)
        rows = standing(session, ReplyRow, where, PER_PAGE, part.first)
        people, names = authors(session, rows), named(session, map(where_of_row, rows))
        being_read = {row.id for row in _current(session, now)}
        listed = tuple(
            Reply(
                id=row.id,
                on_day=row.on_day,
                said=row.said,
                did=row.did,
                where=names[where_of_row(row)],
                by=people.get(row.made_by, ""),
                is_read=row.id in being_read,
            )
            for row in rows
        )
        return Pages(listed, total, part.page, part.pages)


def replies_to_publish(
    session: Session, now: datetime, place_ids: Collection[str]
) -> list[dict[str, Any]]:
    """Return the `replies` document's list, newest first.

    One for a place that is not listed now waits until it is: a place may be hidden for a reason.
    """
    rows = _current(session, now)
    zones = zones_of_areas(session, [row.area_id for row in rows if row.area_id])
    listed = []
    for row in rows:
        places = [row.place_id] if row.place_id in place_ids else []
        members = zones.get(row.area_id or "", [])
        if places or members:
            told = {"said": {"en": row.said}, "did": {"en": row.did}}
            where = {"zones": members, "places": places}
            listed.append({"id": f"r-{row.id}", **where, **told, "on": row.on_day.isoformat()})
    return listed


def replies_about(
    session: Session, now: datetime, zone_id: str | None, place_id: str | None
) -> tuple[ReplyTold, ...]:
    """Return what residents are told for the zone or place of an answer, newest first."""
    areas = areas_of_zone(session, zone_id) if zone_id else []
    return tuple(
        ReplyTold({"en": row.said}, {"en": row.did}, row.on_day.isoformat())
        for row in _current(session, now)
        if row.area_id in areas or (row.place_id is not None and row.place_id == place_id)
    )


def _current(session: Session, now: datetime) -> list[ReplyRow]:
    return replies_since(session, oldest_reply(now), MOST_REPLIES)


def _check_intervention(session: Session, key: int | None) -> None:
    if key is not None and found(session, InterventionRow, key) is None:
        what = "What this tells of was taken back meanwhile. Start from the list."
        raise Problem("form-invalid", what)

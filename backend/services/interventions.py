"""Deeds: officers write down what was done in an area or at a place, and when."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from backend.domain.interventions import (
    KINDS,
    Where,
    all_checked,
    checked_day,
    checked_kind,
    checked_where,
    checked_words,
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
from backend.storage.interventions import InterventionRow, found, how_many, standing
from shared.problems import Problem


@dataclass(frozen=True)
class Done:
    """What an officer writes down: where, what sort, in which words, on which day."""

    where: Where
    kind: str
    words: str
    on_day: date


@dataclass(frozen=True)
class Intervention:
    """A dated action in an area or at a place, and what people call where it was."""

    id: int
    on_day: date
    kind: str
    kind_words: str
    words: str
    area_id: str | None
    place_id: str | None
    where: str = ""
    by: str = ""


def write_intervention(world: World, actor: Actor, done: Done) -> int:
    """Write down what was done and return its number.

    Raises not-for-you, written-already, and form-invalid for an unknown kind or area, no words
    or too many, and a day that is yet to come.
    """
    now = world.now()
    what = "Write what was done, in a few words."
    values = all_checked(
        where=lambda: checked_where(done.where),
        kind=lambda: checked_kind(done.kind),
        words=lambda: checked_words("words", done.words, what),
        on_day=lambda: checked_day(done.on_day, now),
    )
    values |= values.pop("where")
    with write() as session:
        check_there(session, done.where)
        row = add_once(session, InterventionRow, values, (actor, now))
        detail = f"{_mark(done.where)}; {done.kind}; {done.on_day.isoformat()}"
        record(session, now, Entry(actor, "write_intervention", f"intervention:{row.id}", detail))
        return row.id


def take_back_intervention(world: World, actor: Actor, key: int) -> None:
    """Take back what was written down by mistake; raises not-for-you, not-found, nothing-changed.

    Replies that tell of it stay as they are.
    """
    with write() as session:
        remove_once(session, InterventionRow, key, (actor, world.now()))
        about = f"intervention:{key}"
        record(session, world.now(), Entry(actor, "take_back_intervention", about))


def interventions(area_id: str = "", place_id: str = "", page: int = 1) -> Pages[Intervention]:
    """Return a page of what was done, newest first: everywhere, in an area or at a place."""
    where = {"area_id": area_id, "place_id": place_id}
    with read() as session:
        total = how_many(session, InterventionRow, where)
        part = cut(total, page)
        rows = standing(session, InterventionRow, where, PER_PAGE, part.first)
        return Pages(_told(session, rows), total, part.page, part.pages)


def interventions_of(
    session: Session | None, area_id: str = "", place_id: str = ""
) -> tuple[Intervention, ...]:
    """Return all that was done in an area, or at a place, newest first.

    Without a session it reads by itself; inside another deed it is given that one's.
    """
    if session is None:
        with read() as own:
            return interventions_of(own, area_id, place_id)
    if not area_id and not place_id:
        return ()
    where = {"area_id": area_id, "place_id": place_id}
    return _told(session, standing(session, InterventionRow, where))


def intervention(key: int) -> Intervention:
    """Return one that stands; raises not-found."""
    with read() as session:
        row = found(session, InterventionRow, key)
        if row is None:
            raise Problem("not-found")
        return _told(session, [row])[0]


def _told(session: Session, rows: list[InterventionRow]) -> tuple[Intervention, ...]:
    names = named(session, map(where_of_row, rows))
    people = authors(session, rows)
    return tuple(
        Intervention(
            id=row.id,
            on_day=row.on_day,
            kind=row.kind,
            kind_words=KINDS.get(row.kind, KINDS["other"]),
            words=row.words,
            area_id=row.area_id,
            place_id=row.place_id,
            where=names[where_of_row(row)],
            by=people.get(row.made_by, ""),
        )
        for row in rows
    )


def _mark(where: Where) -> str:
    return f"place:{where.place_id}" if where.place_id else f"area:{where.area_id}"

"""Deeds: a venue notes with one tap that somebody came in: week and part of the day, no more.

This is the one deed of staff that leaves no audit row: a row tells the second, and with it who.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from backend.domain.periods import quarter_of_week
from backend.domain.visits import ENDINGS, MOST_A_WEEK, NEEDS, NOT_SAID, is_recent
from backend.services.actors import Actor
from backend.services.listing.held import own
from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.shuffling import wait_for_rewriting
from backend.storage.visits import VisitRow, visit_counts, visits_in
from shared.clock import week_of
from shared.daylight import daypart_at
from shared.geo import Point
from shared.problems import Fault, Problem


@dataclass(frozen=True)
class Totals:
    """A place's own visits of one quarter: how many, by need and by ending."""

    quarter: str
    visits: int
    needs: dict[str, int]
    endings: dict[str, int]


def log_visit(world: World, actor: Actor, place_id: str, need: str) -> str:
    """Note a visit now and return its id, with which its ending can be added.

    Raises not-found for anybody else's place, form-invalid, too-many-visits.
    """
    if need not in NEEDS:
        raise Problem("form-invalid", errors=[Fault("need", "Choose what was needed.")])
    now = world.now()
    with write() as session:
        place = own(session, actor, place_id)
        week = week_of(now)
        if visits_in(session, place_id, week) >= MOST_A_WEEK:
            raise Problem("too-many-visits")
        row = VisitRow(
            id=world.new_id(),
            place_id=place_id,
            week=week,
            daypart=daypart_at(Point(place.lat, place.lon), now),
            need=need,
            ending=NOT_SAID,
        )
        session.add(row)
        return row.id


def end_visit(world: World, actor: Actor, place_id: str, visit_id: str, ending: str) -> None:
    """Say how a visit ended; raises not-found, form-invalid."""
    if ending not in ENDINGS:
        raise Problem("form-invalid", errors=[Fault("ending", "Choose how it ended.")])
    with write() as session:
        wait_for_rewriting(session)
        _visit(session, world, actor, place_id, visit_id).ending = ending


def take_back_visit(world: World, actor: Actor, place_id: str, visit_id: str) -> None:
    """Delete a visit that was noted by mistake; raises not-found."""
    with write() as session:
        wait_for_rewriting(session)
        session.delete(_visit(session, world, actor, place_id, visit_id))


def own_totals(actor: Actor, place_id: str) -> tuple[Totals, ...]:
    """Return the visits of one's own place by quarter, the newest first; raises not-found."""
    with read() as session:
        own(session, actor, place_id)
        found: dict[str, Totals] = {}
        for week, need, ending, count in visit_counts(session, place_id):
            quarter = str(quarter_of_week(week))
            held = found.get(quarter, Totals(quarter, 0, {}, {}))
            needs = {**held.needs, need: held.needs.get(need, 0) + count}
            endings = {**held.endings, ending: held.endings.get(ending, 0) + count}
            found[quarter] = Totals(quarter, held.visits + count, needs, endings)
    return tuple(found[quarter] for quarter in sorted(found, reverse=True))


def _visit(session: Session, world: World, actor: Actor, place_id: str, visit_id: str) -> VisitRow:
    own(session, actor, place_id)
    try:
        row = session.get(VisitRow, str(UUID(visit_id)))
    except ValueError:
        row = None
    if row is None or row.place_id != place_id or not is_recent(row.week, world.now()):
        raise Problem("not-found")
    return row

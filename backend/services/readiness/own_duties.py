"""Deeds: where one's own places stand and what is due of each, read without changing anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from backend.domain import steps
from backend.domain.duty_words import WHAT, WHAT_TO_DO, WHY_HIDDEN, by_when
from backend.domain.listing import PUBLISHED_STATE
from backend.domain.readiness import DUE, READY, SUSPENDED, Duty, Standing, standing
from backend.domain.reminders import stage_of
from backend.domain.timetable import Timetable
from backend.services.actors import Actor
from backend.services.bank_holidays import coming_bank_holidays
from backend.services.calendars import calendar_of
from backend.services.listing.details import timetable_of
from backend.services.readiness.confirming import HOLIDAYS_SHOWN_DAYS
from backend.services.readiness.looking import BY_OFFICERS, OUT, facts_of
from backend.services.readiness.reminding import BY_CONFIRMING
from backend.services.readiness.rules import Rules, rules_now
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.readiness import ReadinessRow, TrainingRow, training_of
from backend.storage.staff import GuardianshipRow
from shared.clock import local, to_minute
from shared.problems import Problem
from shared.seasons import Calendar

URGENT_FIRST = (SUSPENDED, DUE, READY, OUT)


@dataclass(frozen=True)
class OwnDuty:
    """A duty in words: what, by when, and what to do about it."""

    kind: str
    what: str
    when: str
    to_do: str
    is_late: bool
    by_confirming: bool


@dataclass(frozen=True)
class OwnStanding:
    """Where one's place stands, its open duties, the next one, and what a confirmation says."""

    place_id: str
    name: str
    version: int
    standing: str
    why: str
    duties: tuple[OwnDuty, ...]
    coming: OwnDuty | None
    confirmed_on: date | None
    hours: Timetable
    holidays: tuple[tuple[date, str], ...]

    @property
    def may_confirm(self) -> bool:
        """Whether its people have something to confirm: officers alone can end what they hid."""
        return self.coming is not None


@dataclass(frozen=True)
class _Read:
    """What was read of all one's places, in one go."""

    rows: Mapping[str, ReadinessRow]
    trained: Mapping[str, Sequence[TrainingRow]]
    rules: Rules
    calendar: Calendar
    now: datetime
    nation: str


def own_standings(world: World, actor: Actor) -> tuple[OwnStanding, ...]:
    """Return where one's places stand, the most urgent first."""
    mine = (
        select(PlaceRow)
        .join(GuardianshipRow, GuardianshipRow.place_id == PlaceRow.id)
        .where(GuardianshipRow.staff_id == actor.id)
        .order_by(PlaceRow.name, PlaceRow.id)
    )
    with read() as session:
        places = list(session.scalars(mine))
        ids = [place.id for place in places]
        held = select(ReadinessRow).where(ReadinessRow.place_id.in_(ids))
        known = _Read(
            rows={row.place_id: row for row in session.scalars(held)},
            trained=training_of(session, ids),
            rules=rules_now(session, world.now(), world.nation),
            calendar=calendar_of(session, local(world.now()).date(), world.nation),
            now=world.now(),
            nation=world.nation,
        )
        found = [_own(place, known) for place in places]
    # Sorting keeps the order of names within each standing.
    return tuple(sorted(found, key=lambda each: URGENT_FIRST.index(each.standing)))


def own_standing(world: World, actor: Actor, place_id: str) -> OwnStanding:
    """Return where one of one's own places stands; anybody else's is not found."""
    mine = own_standings(world, actor)
    found = next((each for each in mine if each.place_id == place_id), None)
    if found is None:
        raise Problem("not-found")
    return found


def _own(place: PlaceRow, known: _Read) -> OwnStanding:
    today, minute = local(known.now).date(), to_minute(known.now)
    row = known.rows.get(place.id)
    found = _standing(place, row, known) if place.state == PUBLISHED_STATE else None
    name, why = _name_and_why(place, found)
    duties = found.duties if found else ()
    is_open = [stage_of(duty, known.rules.periods, minute) is not None for duty in duties]
    told = [_in_words(duty, today, minute) for duty in duties]
    return OwnStanding(
        place_id=place.id,
        name=place.name,
        version=place.version,
        standing=name,
        why=why,
        duties=tuple(duty for duty, opened in zip(told, is_open, strict=True) if opened),
        coming=told[0] if told else None,
        confirmed_on=row.confirmed_on if row else None,
        hours=timetable_of(place).within(known.calendar),
        holidays=tuple(coming_bank_holidays(known.nation, today, HOLIDAYS_SHOWN_DAYS)),
    )


def _standing(place: PlaceRow, row: ReadinessRow | None, known: _Read) -> Standing:
    # A place that no job has looked at yet begins today, as it will when one does.
    row = row or ReadinessRow(place_id=place.id, began_on=local(known.now).date(), rota=0)
    facts = facts_of(place, row, known.trained.get(place.id, ()))
    return standing(facts, known.rules.periods, known.rules.holidays, to_minute(known.now))


def _name_and_why(place: PlaceRow, found: Standing | None) -> tuple[str, str]:
    """Return the standing, and for a hidden place why residents do not see it."""
    if found is None:
        is_hidden = place.state == steps.SUSPENDED
        return (SUSPENDED, WHY_HIDDEN[BY_OFFICERS]) if is_hidden else (OUT, "")
    is_hidden = found.name == SUSPENDED and found.why is not None
    return found.name, WHY_HIDDEN[found.why.kind] if is_hidden and found.why else ""


def _in_words(duty: Duty, today: date, minute: int) -> OwnDuty:
    return OwnDuty(
        kind=duty.kind,
        what=WHAT[duty.kind],
        when=by_when(duty, today),
        to_do=WHAT_TO_DO[duty.kind],
        is_late=duty.due_from <= minute,
        by_confirming=duty.kind in BY_CONFIRMING,
    )

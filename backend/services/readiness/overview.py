"""Deeds: where the places of the network stand, those that need somebody first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, not_, or_, select
from sqlalchemy.orm import Session

from backend.domain.duty_words import WHY_HIDDEN, by_when
from backend.domain.readiness import DUE, READY, STANDINGS, SUSPENDED, standing
from backend.domain.training import trained_on
from backend.services.overview.wards import ward_names
from backend.services.readiness.looking import facts_of
from backend.services.readiness.reminding import ABOUT
from backend.services.readiness.rules import Rules, rules_now
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.notices import undelivered
from backend.storage.places import PlaceRow
from backend.storage.readiness import ReadinessRow, TrainingRow, training_of
from backend.storage.readiness_lists import (
    IN_NETWORK,
    count_checks_wanted,
    count_standings,
    count_unlooked_after,
    has_guardian,
    last_checks,
    last_suspensions,
    standing_at,
)
from shared.clock import local, to_minute

PER_PAGE = 25
UNREACHED = "unreached"
"""The filter for places that nobody looks after, or whose reminders come back."""


@dataclass(frozen=True)
class Wanted:
    """Which places are asked for: a standing, or those not reached; a ward; which page."""

    standing: str = ""
    ward: str = ""
    page: int = 1


@dataclass(frozen=True)
class Line:
    """One place: where it stands and why, and what is known of its people and visits."""

    id: str
    name: str
    ward: str
    standing: str
    why: tuple[str, ...]
    confirmed_on: date | None
    rota: int
    trained: int
    check: tuple[date, str] | None
    has_guardian: bool
    is_returned: bool


@dataclass(frozen=True)
class Totals:
    """How many places stand where, and of how many somebody should take care."""

    ready: int = 0
    due: int = 0
    hidden: int = 0
    checks_wanted: int = 0
    alone: int = 0
    returned: int = 0

    @property
    def places(self) -> int:
        """How many places there are in all."""
        return self.ready + self.due + self.hidden


@dataclass(frozen=True)
class Overview:
    """A page of places, how many fit in all, and the totals of the whole network."""

    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int
    totals: Totals


class _Place(NamedTuple):
    row: PlaceRow
    known: ReadinessRow | None
    standing: str
    has_guardian: bool


def overview(world: World, wanted: Wanted) -> Overview:
    """Return a page of places: hidden, due, not reached by any reminder, then ready."""
    now = world.now()
    minute = to_minute(now)
    with read() as session:
        returned = _returned(session)
        chosen = _chosen(wanted, minute, returned)
        total = session.scalar(select(func.count()).select_from(PlaceRow).where(*chosen)) or 0
        pages = max(1, -(-total // PER_PAGE))
        page = min(max(wanted.page, 1), pages)
        which = (
            select(PlaceRow, ReadinessRow, standing_at(minute), has_guardian())
            .outerjoin(ReadinessRow, ReadinessRow.place_id == PlaceRow.id)
            .where(*chosen)
            .order_by(*_order(minute, returned))
        )
        some = which.limit(PER_PAGE).offset((page - 1) * PER_PAGE)
        found = [_Place(*row) for row in session.execute(some)]
        lines = _lines(session, world, found, returned)
        return Overview(lines, total, page, pages, _totals(session, minute, returned))


def totals(now: datetime) -> Totals:
    """Return how many places of the network stand where."""
    with read() as session:
        return totals_in(session, now)


def totals_in(session: Session, now: datetime) -> Totals:
    """Return the totals in a transaction that has begun."""
    return _totals(session, to_minute(now), _returned(session))


def _returned(session: Session) -> set[str]:
    return {about.removeprefix(ABOUT) for about in undelivered(session, ABOUT)}


def _totals(session: Session, minute: int, returned: set[str]) -> Totals:
    found = dict.fromkeys(STANDINGS, 0)
    for _, name, number in count_standings(session, minute):
        found[name] += number
    here = select(func.count()).select_from(PlaceRow).where(IN_NETWORK, PlaceRow.id.in_(returned))
    return Totals(
        ready=found[READY],
        due=found[DUE],
        hidden=found[SUSPENDED],
        checks_wanted=count_checks_wanted(session),
        alone=count_unlooked_after(session),
        returned=session.scalar(here) or 0,
    )


def _chosen(wanted: Wanted, minute: int, returned: set[str]) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = [IN_NETWORK]
    if wanted.ward:
        chosen.append(PlaceRow.ward_id == wanted.ward)
    if wanted.standing in STANDINGS:
        chosen.append(standing_at(minute) == wanted.standing)
    if wanted.standing == UNREACHED:
        chosen.append(_is_unreached(returned))
    return chosen


def _is_unreached(returned: set[str]) -> ColumnElement[bool]:
    return or_(not_(has_guardian()), PlaceRow.id.in_(returned))


def _order(minute: int, returned: set[str]) -> tuple[ColumnElement[object], ...]:
    """Return the order of the list: what hides soonest first, what officers hid before that."""
    stands = standing_at(minute)
    rank = case((stands == SUSPENDED, 0), (stands == DUE, 1), (_is_unreached(returned), 2), else_=3)
    is_calm = or_(stands == READY, PlaceRow.state == "suspended")
    soonest = case((is_calm, 0), else_=func.coalesce(PlaceRow.ready_until, 0))
    return (rank, soonest, PlaceRow.name, PlaceRow.id)  # type: ignore[return-value]


def _lines(
    session: Session, world: World, found: Sequence[_Place], returned: set[str]
) -> tuple[Line, ...]:
    now = world.now()
    ids = [each.row.id for each in found]
    trained, checks = training_of(session, ids), last_checks(session, ids)
    stopped, names = last_suspensions(session, ids), ward_names(session)
    rules = rules_now(session, now, world.nation)
    lines = []
    for each in found:
        rows = trained.get(each.row.id, [])
        why, people = _told(each, rows, rules, now)
        if each.row.state == "suspended":
            why = (_by_officers(stopped.get(each.row.id)),)
        line = Line(
            id=each.row.id,
            name=each.row.name,
            ward=names.get(each.row.ward_id or "", each.row.town),
            standing=each.standing,
            why=why,
            confirmed_on=each.known.confirmed_on if each.known else None,
            rota=each.known.rota if each.known else 0,
            trained=people,
            check=_on(checks.get(each.row.id)),
            has_guardian=each.has_guardian,
            is_returned=each.row.id in returned,
        )
        lines.append(line)
    return tuple(lines)


def _told(
    place: _Place, trained: Sequence[TrainingRow], rules: Rules, now: datetime
) -> tuple[tuple[str, ...], int]:
    """Return everything that is overdue, in words, and how many people are trained."""
    if place.known is None:
        return (), 0
    minute, today = to_minute(now), local(now).date()
    facts = facts_of(place.row, place.known, trained)
    stands = standing(facts, rules.periods, rules.holidays, minute)
    late = [duty for duty in stands.duties if min(duty.due_from, duty.hides_from) <= minute]
    words = tuple(f"{_capital(WHY_HIDDEN[duty.kind])}. {by_when(duty, today)}" for duty in late)
    return words, trained_on(facts.register, rules.periods.cover, today)


def _on(check: tuple[datetime, str] | None) -> tuple[date, str] | None:
    return None if check is None else (local(check[0]).date(), check[1])


def _by_officers(stopped: tuple[datetime, str] | None) -> str:
    return f"{_capital(WHY_HIDDEN['officers'])}. {stopped[1] if stopped else ''}".strip()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

"""Deeds: which places to visit next: those wanted first, then the longest unvisited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.services.overview.wards import ward_names
from backend.services.readiness.rules import periods_of
from backend.services.transaction import read
from backend.storage.readiness_lists import last_checks, visits_known
from shared.clock import local

PER_PAGE = 50


@dataclass(frozen=True)
class Visit:
    """A place to visit: when officers were last there, and whether it is wanted or overdue.

    `wanted` is the week in which it was asked for, later than those of which residents spoke;
    `reason` what several of them said, "" where fewer did.
    """

    place_id: str
    name: str
    ward: str
    last_on: date | None
    last_outcome: str
    wanted: str | None
    is_overdue: bool
    reason: str = ""


@dataclass(frozen=True)
class Plan:
    """A page of visits, how many places there are, and how many are wanted and overdue."""

    visits: tuple[Visit, ...]
    total: int
    page: int
    pages: int
    wanted: int
    overdue: int
    every_days: int


def plan(now: datetime, ward: str = "", page: int = 1) -> Plan:
    """Return a page of the live places in the order in which to visit them."""
    today = local(now).date()
    with read() as session:
        every = periods_of(session).visit_every_days
        checks, names = last_checks(session), ward_names(session)
        found = []
        for place_id, name, town, ward_id, checked_on, *asked in visits_known(session, ward):
            wanted, reason = asked
            last_on, outcome = _last(checks, place_id, checked_on)
            late = last_on is None or last_on + timedelta(days=every) < today
            where = names.get(ward_id or "", town)
            found.append(Visit(place_id, name, where, last_on, outcome, wanted, late, reason or ""))
    found.sort(key=_urgency)
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(page, 1), pages)
    return Plan(
        visits=tuple(found[(page - 1) * PER_PAGE : page * PER_PAGE]),
        total=len(found),
        page=page,
        pages=pages,
        wanted=sum(each.wanted is not None for each in found),
        overdue=sum(each.is_overdue for each in found),
        every_days=every,
    )


def _last(
    checks: Mapping[str, tuple[datetime, str]], place_id: str, checked_on: date | None
) -> tuple[date | None, str]:
    """Return the day of the last visit of either kind, and what a spot check found."""
    if place_id not in checks:
        return checked_on, ""
    at, outcome = checks[place_id]
    on = local(at).date()
    return (checked_on, "") if checked_on is not None and checked_on > on else (on, outcome)


def _urgency(visit: Visit) -> tuple[bool, str, date, str, str]:
    last_on = visit.last_on or date.min
    return (visit.wanted is None, visit.wanted or "", last_on, visit.name, visit.place_id)

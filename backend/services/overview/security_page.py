"""Deeds: what staff pages refused, as administrators read it: by day, by sender, by account."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain.retention import ENDED_FOR
from backend.domain.security import KINDS, RESET_ASKED
from backend.services.security_log import hour_of
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.security import Event, counts_by_hour, events_since
from backend.storage.staff import StaffRow
from shared.clock import from_minute, local

PER_PAGE = 50
MOST = 10
"""How many senders and accounts are named."""
HOURS = 24

Counted = tuple[Event, int]


@dataclass(frozen=True)
class DayLine:
    """How often one thing was refused on a local day."""

    day: date
    what: str
    count: int


@dataclass(frozen=True)
class Busy:
    """A sender or an account of the last 24 hours: what was refused and how often, most first.

    `name` is the mark of a sender or the name of an account's owner, `role` the owner's. `others`
    is how many accounts a sender tried, or from how many senders an account was tried.
    """

    name: str
    role: str
    kinds: tuple[tuple[str, int], ...]
    pages: tuple[str, ...]
    others: int
    count: int


@dataclass(frozen=True)
class SecurityPage:
    """A page of the days, the newest first, and the last 24 hours by sender and by account."""

    lines: tuple[DayLine, ...]
    total: int
    page: int
    pages: int
    senders: tuple[Busy, ...]
    accounts: tuple[Busy, ...]


def security_page(world: World, page: int) -> SecurityPage:
    """Return what was refused in the last 35 days; who looks at it is not written down."""
    now = world.now()
    with read() as session:
        days = _days(counts_by_hour(session, hour_of(now - ENDED_FOR)))
        last = [each for each in events_since(session, hour_of(now) - HOURS) if _is_failure(each)]
        senders = _busiest(last, "sender")
        accounts = [_owned(session, each) for each in _busiest(last, "account_id")]
    pages = max(1, -(-len(days) // PER_PAGE))
    page = min(max(page, 1), pages)
    lines = tuple(days[(page - 1) * PER_PAGE : page * PER_PAGE])
    return SecurityPage(lines, len(days), page, pages, tuple(senders), tuple(accounts))


def _days(counts: Iterable[tuple[int, str, int]]) -> list[DayLine]:
    """Return counts by hour as counts by local day, the newest first, in the order of the kinds."""
    total: Counter[tuple[date, str]] = Counter()
    for hour, what, count in counts:
        total[local(from_minute(hour * 60)).date(), what] += count
    lines = [DayLine(day, what, count) for (day, what), count in total.items()]
    return sorted(lines, key=lambda line: (-line.day.toordinal(), KINDS.index(line.what)))


def _is_failure(counted: Counted) -> bool:
    """Return whether something failed, of a sender who is known."""
    event = counted[0]
    return event.what != RESET_ASKED and bool(event.sender)


def _busiest(events: Iterable[Counted], by: str) -> list[Busy]:
    """Return the most of what an event names by one of its columns, the most failures first."""
    groups: defaultdict[str, list[Counted]] = defaultdict(list)
    for event, count in events:
        if (named := getattr(event, by)) is not None:
            groups[str(named)].append((event, count))
    found = [_busy(name, group, by) for name, group in groups.items()]
    return sorted(found, key=lambda each: (-each.count, each.name))[:MOST]


def _busy(name: str, group: list[Counted], by: str) -> Busy:
    kinds: Counter[str] = Counter()
    for event, count in group:
        kinds[event.what] += count
    pages = sorted({event.blueprint for event, _ in group if event.blueprint})
    other = "account_id" if by == "sender" else "sender"
    others = {getattr(event, other) for event, _ in group} - {None}
    return Busy(name, "", tuple(kinds.most_common()), tuple(pages), len(others), kinds.total())


def _owned(session: Session, busy: Busy) -> Busy:
    """Return an account's line with its owner's name and role in place of its number."""
    owner = select(StaffRow.name, StaffRow.role).where(StaffRow.id == int(busy.name))
    name, role = session.execute(owner).one()
    return Busy(name, role, busy.kinds, busy.pages, busy.others, busy.count)

"""Deeds: how ready the network is, by ward now and at the end of each of the last months."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from backend.domain.listing import months_after
from backend.domain.periods import MONTHS
from backend.domain.readiness import DUE, READY, SUSPENDED, day_begins
from backend.services.overview.wards import ward_names
from backend.services.transaction import read
from backend.storage.readiness_lists import count_standings, standing_changes
from shared.clock import from_minute, local, to_minute

SHOWN_MONTHS = 12
NOT_KNOWN = "Ward not known"


@dataclass(frozen=True)
class Stands:
    """How many places stand where, in a ward or at a moment."""

    label: str
    ready: int
    due: int
    hidden: int

    @property
    def places(self) -> int:
        """How many there are in all."""
        return self.ready + self.due + self.hidden


@dataclass(frozen=True)
class OverTime:
    """Readiness by ward now, in all, and by month, the oldest first."""

    by_ward: tuple[Stands, ...]
    in_all: Stands
    by_month: tuple[Stands, ...]


def over_time(now: datetime) -> OverTime:
    """Return readiness by ward and by month; a month that has not ended counts as it is now."""
    with read() as session:
        names = ward_names(session)
        wards: dict[str, Counter[str]] = {}
        for ward, name, number in count_standings(session, to_minute(now)):
            wards.setdefault(names.get(ward or "", NOT_KNOWN), Counter())[name] += number
        ends = _ends(now)
        changes = list(standing_changes(session, ends[0][1]))
    by_ward = [_stands(label, found) for label, found in sorted(wards.items())]
    by_ward.sort(key=lambda row: row.label == NOT_KNOWN)
    in_all = _stands("In all", sum(wards.values(), Counter()))
    return OverTime(tuple(by_ward), in_all, _by_month(ends, changes))


def _ends(now: datetime) -> list[tuple[str, datetime]]:
    """Return the last months in words, each with the moment at which it ends, the last with now."""
    first = local(now).date().replace(day=1)
    starts = [months_after(first, at - SHOWN_MONTHS + 1) for at in range(SHOWN_MONTHS)]
    ends = [from_minute(day_begins(months_after(start, 1), 0)) for start in starts]
    return [(_words(start), min(end, now)) for start, end in zip(starts, ends, strict=True)]


def _words(month: date) -> str:
    return f"{MONTHS[month.month - 1][:3]} {month.year % 100:02d}"


def _by_month(
    ends: list[tuple[str, datetime]], changes: list[tuple[str, datetime, str]]
) -> tuple[Stands, ...]:
    """Return where places stood at each end: each by its last change before it."""
    standing: dict[str, str] = {}
    months, at = [], 0
    for label, end in ends:
        while at < len(changes) and changes[at][1] <= end:
            place_id, _, name = changes[at]
            standing[place_id] = name
            at += 1
        months.append(_stands(label, Counter(standing.values())))
    return tuple(months)


def _stands(label: str, found: Counter[str]) -> Stands:
    ready, due, hidden = (found[name] for name in (READY, DUE, SUSPENDED))
    return Stands(label, ready, due, hidden)

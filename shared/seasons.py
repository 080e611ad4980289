"""The contract's seasons: when hours other than the usual week's apply, and on which days."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.intervals import DAYS, DayHours, day_from_wire, day_to_wire, tidy, within_both

DATES, NTH, WEEKS = "dates", "nth", "weeks"
TERM, SCHOOL_HOLIDAYS, BANK_HOLIDAYS = "term", "school_holidays", "bank_holidays"
KINDS = (DATES, NTH, WEEKS, TERM, SCHOOL_HOLIDAYS, BANK_HOLIDAYS)
"""Between two days; the nth such weekday of a month; ISO weeks; and what a calendar knows."""

MOST_SEASONS = 24
MOST_CONDITIONS = 12
"""The most that is taken in: more is nothing that anybody can read."""

NTHS = (1, 2, 3, 4, 5, -1, -2, -3, -4, -5)
_WEEK_NUMBERS = range(1, 54)


@dataclass(frozen=True)
class Condition:
    """One condition on a day: its kind, and for `dates` the first and last day, both included.

    Days are "07-20" for every year, or "2026-07-20" for once, both alike; a yearly range may run
    over New Year. `numbers` are the nths of `nth` (1 is the first such weekday of a month, -1 the
    last) or the ISO weeks of `weeks`. Raises ValueError where it is no such condition.
    """

    kind: str
    numbers: tuple[int, ...] = ()
    first: str = ""
    last: str = ""

    def __post_init__(self) -> None:
        """Refuse what is none of these, in words that say what is wrong."""
        known = {NTH: NTHS, WEEKS: _WEEK_NUMBERS}.get(self.kind)
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind[:20]!r} is none of {', '.join(KINDS)}")
        if known is None and self.numbers:
            raise ValueError(f"{self.kind} has no numbers")
        if known is not None and not self.numbers:
            raise ValueError(f"{self.kind} needs numbers")
        if known is not None and not set(self.numbers) <= set(known):
            raise ValueError(f"{self.kind} are numbered {min(known)} to {max(known)}")
        if self.kind == DATES:
            _refuse_dates(self.first, self.last)
        elif self.first or self.last:
            raise ValueError(f"{self.kind} has no dates")

    def holds(self, day: date, calendar: "Calendar") -> bool | None:
        """Return whether it holds on a day; None where the calendar does not know."""
        match self.kind:
            case "dates":
                return self._is_between(day)
            case "nth":
                return not set(self.numbers).isdisjoint(nths_of(day))
            case "weeks":
                return day.isocalendar().week in self.numbers
            case "bank_holidays":
                return calendar.bank_holidays.says(day)
        is_holiday = calendar.school_holidays.says(day)
        return is_holiday if is_holiday is None or self.kind == SCHOOL_HOLIDAYS else not is_holiday

    def _is_between(self, day: date) -> bool:
        told = day.isoformat()[-len(self.first) :]
        if self.first <= self.last:
            return self.first <= told <= self.last
        return told >= self.first or told <= self.last


@dataclass(frozen=True)
class Known:
    """Which days are of a sort, as far as that is known: from `since` to `until`, both included."""

    days: frozenset[date] = frozenset()
    since: date = date.max
    until: date = date.min

    def says(self, day: date) -> bool | None:
        """Return whether a day is of the sort; None where that is not known."""
        return day in self.days if self.since <= day <= self.until else None


@dataclass(frozen=True)
class Calendar:
    """What a partnership's days are: bank holidays and school holidays, as far as known."""

    bank_holidays: Known = Known()
    school_holidays: Known = Known()


NOTHING_KNOWN = Calendar()

SeasonDays = tuple[DayHours | None, ...]
"""Seven days, Monday first; None is a weekday of which a season says nothing, () is closed."""


@dataclass(frozen=True)
class Season:
    """Hours that replace the usual ones on the days on which all conditions hold.

    Raises ValueError where it has no conditions, or says nothing of any day.
    """

    when: tuple[Condition, ...]
    days: SeasonDays

    def __post_init__(self) -> None:
        """Refuse a season that is never, or about nothing."""
        if not self.when:
            raise ValueError("a season needs a condition")
        if len(self.days) != len(DAYS) or all(day is None for day in self.days):
            raise ValueError("a season says something of at least one of seven days")

    def holds(self, day: date, calendar: Calendar) -> bool | None:
        """Return whether all conditions hold on a day; None where that is not known."""
        found = {each.holds(day, calendar) for each in self.when}
        if False in found:
            return False
        return None if None in found else True


def seasonal(usual: DayHours, seasons: Iterable[Season], day: date, calendar: Calendar) -> DayHours:
    """Return what begins on a day: the last season that holds and speaks of it, else the usual.

    Where nobody knows whether a season holds, only what lies within both is told.
    """
    hours = usual
    for season in seasons:
        told = season.days[day.weekday()]
        holds = season.holds(day, calendar) if told is not None else False
        if told is not None and holds is not False:
            hours = told if holds else within_both(hours, told)
    return hours


def nths_of(day: date) -> tuple[int, int]:
    """Return which such weekday of its month a day is, from the start and from the end."""
    left = monthrange(day.year, day.month)[1] - day.day
    return (day.day - 1) // 7 + 1, -(left // 7 + 1)


def tidy_season(season: Season) -> Season:
    """Return a season whose days, numbers and conditions stand in one order: equal ones are so."""
    when = {
        Condition(each.kind, tuple(sorted(set(each.numbers))), each.first, each.last)
        for each in season.when
    }
    ordered = sorted(when, key=lambda each: (KINDS.index(each.kind), each.first, each.numbers))
    days = tuple(None if day is None else tidy(day) for day in season.days)
    return Season(tuple(ordered), days)


def season_from_wire(body: Mapping[str, Any]) -> Season:
    """Return the season of a message; raises ValueError, and hours-malformed for its times."""
    when = (
        Condition(
            each["kind"],
            tuple(each.get("numbers", ())),
            each.get("first", ""),
            each.get("last", ""),
        )
        for each in body["when"]
    )
    days = (None if day is None else day_from_wire(day) for day in body["days"])
    return Season(tuple(when), tuple(days))


def season_to_wire(season: Season) -> dict[str, Any]:
    """Return a season as JSON: its conditions with what they need, and seven days."""
    when: list[dict[str, Any]] = []
    for each in season.when:
        when.append({"kind": each.kind})
        when[-1] |= {"numbers": list(each.numbers)} if each.numbers else {}
        when[-1] |= {"first": each.first, "last": each.last} if each.first else {}
    return {
        "when": when,
        "days": [None if day is None else day_to_wire(day) for day in season.days],
    }


def each_day(first: date, last: date) -> list[date]:
    """Return the days from one to another, both included."""
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _refuse_dates(first: str, last: str) -> None:
    if len(first) != len(last):
        raise ValueError("give both days with a year, or both without")
    for text in (first, last):
        # The year of a 29 February.
        whole = text if len(text) == len("2026-07-20") else f"2024-{text}"
        try:
            is_day = date.fromisoformat(whole).isoformat() == whole
        except ValueError:
            is_day = False
        if not is_day:
            raise ValueError(f"{text[:12]!r} is no day such as 07-20 or 2026-07-20")
    if len(first) == len("2026-07-20") and first > last:
        raise ValueError(f"{last} is before {first}")

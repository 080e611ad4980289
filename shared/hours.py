"""The contract's opening hours: weekly intervals, dated exceptions, and the openings they make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from shared.clock import LOCAL_ZONE, local, to_minute
from shared.digits import is_digits
from shared.problems import Fault, Problem
from shared.saying import to_say

DAY_MIN = 24 * 60
OPENINGS_DAYS = 14
"""How many days of openings travel to phones, so that they compare numbers and need no rules."""

DAYS = (
    to_say("Monday"),
    to_say("Tuesday"),
    to_say("Wednesday"),
    to_say("Thursday"),
    to_say("Friday"),
    to_say("Saturday"),
    to_say("Sunday"),
)

Opening = tuple[int, int]
"""From and until, in UTC minutes since 1970: open at `from <= minute < until`."""


@dataclass(frozen=True, order=True, slots=True)
class Interval:
    """Opening times that begin on one day: wall-clock minutes after its midnight.

    `closes` is above `opens`, and above 1440 where the interval runs past midnight.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        """Refuse what is not a time of day or lasts longer than a day (hours-malformed)."""
        if not (0 <= self.opens < DAY_MIN and self.opens < self.closes <= self.opens + DAY_MIN):
            raise Problem("hours-malformed", f"from minute {self.opens} to {self.closes}")


DayHours = tuple[Interval, ...]


@dataclass(frozen=True)
class OpeningHours:
    """Weekly hours (seven days, Monday first) and the days on which others apply.

    An exception replaces the intervals that *begin* on its day; what runs over from the evening
    before stays open. Raises hours-overlap and hours-never-open.
    """

    weekly: tuple[DayHours, ...]
    exceptions: Mapping[date, DayHours] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that the week has seven days, that nothing overlaps and that it opens at all."""
        if len(self.weekly) != len(DAYS):
            raise Problem("hours-malformed", f"{len(self.weekly)} days instead of 7")
        _refuse_overlaps(self)
        if not any(self.weekly) and not any(self.exceptions.values()):
            raise Problem("hours-never-open")

    def on(self, day: date) -> DayHours:
        """Return the intervals that begin on a day."""
        return self.exceptions.get(day, self.weekly[day.weekday()])


def parse_interval(opens: str, closes: str) -> Interval:
    """Read "21:00", "02:00"; a closing at or before the opening is on the next day, "24:00" too."""
    start, end = _parse_wall(opens), _parse_wall(closes)
    if end <= start and closes != opens:
        end += DAY_MIN
    if start == DAY_MIN or end == start:
        raise Problem("hours-malformed", f"{opens} to {closes} (all day is 00:00 to 24:00)")
    return Interval(start, end)


def format_wall(minute: int) -> str:
    """Return a wall-clock minute as "HH:MM"; 1440 is "24:00", later minutes are the next day's."""
    minute = minute if minute <= DAY_MIN else minute - DAY_MIN
    return f"{minute // 60:02d}:{minute % 60:02d}"


def openings(
    hours: OpeningHours, start: datetime, days: int = OPENINGS_DAYS
) -> tuple[Opening, ...]:
    """Return the openings that touch the days from the local day of `start` on, in UTC minutes.

    Sorted, joined where they meet, cut off at the local midnight that ends the last day. A wall
    time that a clock change skips is taken as the moment of the change; one that comes twice
    counts as the later one for opening and the earlier one for closing, so that a place is never
    shown open for an hour that its staff may have read the other way.
    """
    first = local(start).date()
    horizon = resolve(first + timedelta(days=days), 0, later=False)
    found = []
    for offset in range(-1, days):
        day = first + timedelta(days=offset)
        for interval in hours.on(day):
            begin = resolve(day, interval.opens, later=True)
            end = min(resolve(day, interval.closes, later=False), horizon)
            if begin < end and end > to_minute(start):
                found.append((begin, end))
    return join(found)


def join(found: Iterable[Opening]) -> tuple[Opening, ...]:
    """Return openings sorted, with those that meet or overlap made into one."""
    joined: list[Opening] = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def resolve(day: date, wall_minute: int, *, later: bool) -> int:
    """Return the UTC minute of a wall-clock minute after a day's midnight.

    `later` chooses the second of two equal wall times; a skipped one is the moment of the change.
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=wall_minute)
    first = wall.replace(tzinfo=LOCAL_ZONE, fold=0)
    second = wall.replace(tzinfo=LOCAL_ZONE, fold=1)
    if first.utcoffset() == second.utcoffset():
        return to_minute(first)
    if first.astimezone(UTC).astimezone(LOCAL_ZONE).replace(tzinfo=None) != wall:
        return _moment_of_change(to_minute(second), to_minute(first))
    return to_minute(second if later else first)


def _moment_of_change(before: int, after: int) -> int:
    """Return the minute between two at which the local offset changes (by halving)."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)

    def offset(minute: int) -> timedelta | None:
        return (epoch + timedelta(minutes=minute)).astimezone(LOCAL_ZONE).utcoffset()

    old = offset(before)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if offset(middle) == old else (before, middle)
    return after


def _parse_wall(text: str) -> int:
    hour, colon, minute = text.partition(":")
    digits = hour + minute
    if not (colon and len(hour) == len(minute) == 2 and is_digits(digits)):
        raise Problem("hours-malformed", f"{text[:20]!r} is not a time such as 09:00")
    total = int(hour) * 60 + int(minute)
    if total > DAY_MIN or int(minute) > 59:
        raise Problem("hours-malformed", f"{text!r} is not a time of day")
    return total


def _refuse_overlaps(hours: OpeningHours) -> None:
    faults = []
    week = [
        (day * DAY_MIN + interval.opens, day * DAY_MIN + interval.closes, DAYS[day])
        for day, intervals in enumerate(hours.weekly)
        for interval in intervals
    ]
    week.sort()
    wrapped = [(begin + 7 * DAY_MIN, end, name) for begin, end, name in week[:1]]
    for earlier, later in zip(week, [*week[1:], *wrapped], strict=True):
        if earlier[1] > later[0]:
            faults.append(Fault(f"hours/{later[2]}", f"overlaps with the hours of {earlier[2]}"))
    for day, intervals in hours.exceptions.items():
        ordered = sorted(intervals)
        if any(a.closes > b.opens for a, b in pairwise(ordered)):
            faults.append(Fault(f"exceptions/{day.isoformat()}", "overlap with each other"))
    if faults:
        raise Problem("hours-overlap", "; ".join(f"{f.where} {f.what}" for f in faults), faults)

"""The contract's times of day: the days of a week, and intervals that begin on one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.digits import is_digits
from shared.problems import Problem
from shared.saying import to_say

DAY_MIN = 24 * 60

DAYS = (
    to_say("Monday"),
    to_say("Tuesday"),
    to_say("Wednesday"),
    to_say("Thursday"),
    to_say("Friday"),
    to_say("Saturday"),
    to_say("Sunday"),
)


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

WireDay = Sequence[Sequence[str]]
"""One day's hours on the wire: [["09:00", "12:30"], ["13:30", "17:00"]]; [] is closed."""


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


def day_from_wire(pairs: WireDay) -> DayHours:
    """Return the intervals of [["09:00", "17:00"], ...]; raises hours-malformed."""
    if any(len(pair) != 2 for pair in pairs):
        raise Problem("hours-malformed", "each opening time is a pair such as 09:00, 17:00")
    return tuple(parse_interval(opens, closes) for opens, closes in pairs)


def day_to_wire(day: DayHours) -> list[list[str]]:
    """Return a day's hours as [["09:00", "17:00"], ...]."""
    return [[format_wall(each.opens), format_wall(each.closes)] for each in day]


def tidy(hours: Iterable[Interval]) -> DayHours:
    """Return a day's intervals sorted, those that meet made one: equal hours compare equal."""
    found: list[Interval] = []
    for each in sorted(hours):
        last = found[-1] if found else None
        if last and each.opens <= last.closes <= each.closes <= last.opens + DAY_MIN:
            found[-1] = Interval(last.opens, each.closes)
        else:
            found.append(each)
    return tuple(found)


def within_both(first: DayHours, second: DayHours) -> DayHours:
    """Return the intervals of one day that lie within both: they promise no more than either."""
    pairs = ((a, b) for a in first for b in second)
    return tidy(
        Interval(max(a.opens, b.opens), min(a.closes, b.closes))
        for a, b in pairs
        if max(a.opens, b.opens) < min(a.closes, b.closes)
    )


def _parse_wall(text: str) -> int:
    hour, colon, minute = text.partition(":")
    digits = hour + minute
    if not (colon and len(hour) == len(minute) == 2 and is_digits(digits)):
        raise Problem("hours-malformed", f"{text[:20]!r} is not a time such as 09:00")
    total = int(hour) * 60 + int(minute)
    if total > DAY_MIN or int(minute) > 59:
        raise Problem("hours-malformed", f"{text!r} is not a time of day")
    return total

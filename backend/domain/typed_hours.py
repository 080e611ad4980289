"""Rules: times of day as people type them, and which pairs of them have one meaning."""

import re
from dataclasses import dataclass

from shared.intervals import DAY_MIN, Interval, format_wall

HALF_MIN = 12 * 60
MORNING_MIN = 5 * 60
"""Nobody who means a morning opens before five: "1 to 5pm" begins at 13:00."""
BARE_MORNING_MIN = 9 * 60
""""7 to 9" may be an evening; from nine on, hours that end by noon are a morning's."""

LATE_MIN = DAY_MIN + 3 * 60
LONG_NIGHT_MIN = 12 * 60
LONG_DAY_MIN = 20 * 60
EARLY_START_MIN = 16 * 60

_NOON = frozenset({"noon", "12noon", "12 noon", "midday", "12 midday"})
_MIDNIGHT = frozenset({"midnight", "12midnight", "12 midnight"})
_TIME = re.compile(
    r"([0-9]{1,2})(?:([:.h]?)([0-9]{2})(?::00)?)?\s*([ap]\.?m\.?)?", re.IGNORECASE | re.ASCII
)


class UnclearHoursError(ValueError):
    """Says in plain words why two times of day have no meaning, or more than one."""


@dataclass(frozen=True)
class TypedTime:
    """A time of day as typed: its minutes after midnight, and how sure its half of the day is.

    `has_half` where am, pm, noon or midnight stands there. `is_clock` where it is written as on a
    24-hour clock ("09:00", "0900", "17").
    """

    minute: int
    has_half: bool = False
    is_clock: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether nobody can read it as another time of day."""
        return self.has_half or self.is_clock


def read_time(text: str) -> TypedTime | None:
    """Return a time such as "9", "09:00", "9.30am", "12noon", "0900"; None where it is none."""
    plain = " ".join(text.lower().split())
    if plain in _NOON:
        return TypedTime(HALF_MIN, has_half=True)
    if plain in _MIDNIGHT:
        return TypedTime(0, has_half=True)
    found = _TIME.fullmatch(plain)
    if found is None:
        return None
    hour, between, minutes, half = int(found[1]), found[2], found[3], (found[4] or "")[:1]
    past = int(minutes or 0)
    if past > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    total = hour * 60 + past
    is_padded = minutes is not None and len(found[1]) == 2 and between in (":", "", "h")
    is_clock = not half and (is_padded or hour > 12)
    return TypedTime(total, bool(half), is_clock) if total <= DAY_MIN else None


def interval_of(opens: TypedTime, closes: TypedTime) -> Interval:
    """Return the one meaning of two times; raises UnclearHoursError where there is another.

    "9 to 5" and "10am to 4" close in the afternoon or at night: nobody can know. A time without am
    or pm takes the half of the day that makes sense only where no other one does.
    """
    start, end = opens.minute, closes.minute
    if start in (end, DAY_MIN):
        raise UnclearHoursError("open and close at the same time")
    if opens.is_sure and closes.is_sure:
        return Interval(start, end if end > start else end + DAY_MIN)
    if not opens.is_sure and closes.has_half:
        return _opening_before(start, end or DAY_MIN)
    if end <= start or start < MORNING_MIN or _may_be_evening(opens, closes):
        raise UnclearHoursError("can be read in two ways. Write am and pm, or such as 17:00")
    return Interval(start, end)


def is_likely(hours: Interval) -> bool:
    """Return whether hours that run past midnight can be meant, as written by somebody else.

    A night lasts 12 hours at most, or ends by three; "14:00 to 05:00" is a slip for 15:00.
    """
    length = hours.closes - hours.opens
    if hours.closes <= DAY_MIN or length <= LONG_NIGHT_MIN:
        return True
    return hours.closes <= LATE_MIN and length <= LONG_DAY_MIN


def odd_night(hours: Interval) -> str:
    """Return what to look at where hours run from by day past midnight, else ""."""
    if hours.closes <= DAY_MIN or hours.opens >= EARLY_START_MIN:
        return ""
    return f"opens at {format_wall(hours.opens)} until {format_wall(hours.closes)} at night"


def _opening_before(start: int, end: int) -> Interval:
    """Return the opening before a sure closing, where only one half of the day fits."""
    halves = {start % HALF_MIN, start % HALF_MIN + HALF_MIN}
    fitting = [each for each in halves if MORNING_MIN <= each < end]
    if len(fitting) != 1:
        raise UnclearHoursError("can be read in two ways. Write am and pm, or such as 17:00")
    return Interval(fitting[0], end)


def _may_be_evening(opens: TypedTime, closes: TypedTime) -> bool:
    are_bare = not opens.is_sure and not closes.is_sure
    return are_bare and opens.minute < BARE_MORNING_MIN

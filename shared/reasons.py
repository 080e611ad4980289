"""The contract's reasons: why a place stands where it does, as a code with numbers and in words."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.clock import from_minute, local
from shared.hours import Opening
from shared.places import day_name, wall_time

ALL_DAY_MIN = 24 * 60
NIGHT_ENDS_HOUR = 6


@dataclass(frozen=True)
class Reason:
    """One reason: a code, and the UTC minutes or the count of minutes its words need."""

    code: str
    now: int = 0
    at: int = 0
    minutes: int = 0

    def words(self) -> str:
        """Return the reason as a resident reads it."""
        return _WORDS[self.code](self)


def open_reason(until: int, now: int) -> Reason:
    """Return the reason of a place that is open on arrival and stays open."""
    return Reason("open-all-day" if until - now >= ALL_DAY_MIN else "open-until", now, until)


def other_reason(
    at_door: Opening | None, at_once: Opening | None, now: int, arrive: int, *, is_soon: bool
) -> Reason:
    """Return the reason of any other place.

    `at_door` is the opening at or after arrival, `at_once` the one at or after now.
    """
    if at_door and at_door[0] <= arrive:
        return Reason("closes-after-arrival", now, at_door[1], at_door[1] - arrive)
    if at_door and is_soon:
        return Reason("opens-after-arrival", now, at_door[0], at_door[0] - arrive)
    if at_once and at_once[0] <= now and at_once[1] <= arrive:
        return Reason("closes-before-arrival", now, at_once[1])
    if at_door is None:
        return Reason("not-known", now)
    return Reason("opens-later", now, at_door[0])


def _count(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _open_until(reason: Reason) -> str:
    until, now = local(from_minute(reason.at)), local(from_minute(reason.now))
    days = (until.date() - now.date()).days
    # Everybody reads "02:00" as the night that has begun; a later hour needs its day.
    is_plain = days == 0 or (days == 1 and until.hour < NIGHT_ENDS_HOUR)
    clock = "midnight" if (until.hour, until.minute) == (0, 0) else wall_time(reason.at)
    return f"Open until {clock}" + ("" if is_plain else f" {day_name(reason.at, now)}")


def _opens_later(reason: Reason) -> str:
    day = day_name(reason.at, from_minute(reason.now))
    return f"Closed, opens {'' if day == 'today' else day + ' '}at {wall_time(reason.at)}"


_WORDS: dict[str, Callable[[Reason], str]] = {
    "open-all-day": lambda _: "Open day and night",
    "open-until": _open_until,
    "closes-after-arrival": lambda r: f"Closes {_count(r.minutes)} after you arrive",
    "opens-after-arrival": lambda r: (
        f"Opens at {wall_time(r.at)}, {_count(r.minutes)} after you arrive"
    ),
    "closes-before-arrival": lambda r: f"Closes at {wall_time(r.at)}, before you get there",
    "opens-later": _opens_later,
    "not-known": lambda _: "Closed, next opening not known",
    "list-too-old": lambda _: "Hours may have changed, call first",
}

CODES = frozenset(_WORDS)

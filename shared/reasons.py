"""The contract's reasons: why a place stands where it does, as a code with numbers and in words."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.clock import from_minute, local
from shared.hours import Opening
from shared.places import day_in_words, wall_time
from shared.saying import ENGLISH, Saying

ALL_DAY_MIN = 24 * 60
NIGHT_ENDS_HOUR = 6


@dataclass(frozen=True)
class Reason:
    """One reason: a code, and the UTC minutes or the count of minutes its words need."""

    code: str
    now: int = 0
    at: int = 0
    minutes: int = 0

    def words(self, say: Saying = ENGLISH) -> str:
        """Return the reason as a resident reads it, in the language of `say`."""
        return _WORDS[self.code](self, say)


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


def _open_until(reason: Reason, say: Saying) -> str:
    until, now = local(from_minute(reason.at)), local(from_minute(reason.now))
    days = (until.date() - now.date()).days
    # Everybody reads "02:00" as the night that has begun; a later hour needs its day.
    is_plain = days == 0 or (days == 1 and until.hour < NIGHT_ENDS_HOUR)
    is_midnight = (until.hour, until.minute) == (0, 0)
    clock = say("midnight") if is_midnight else wall_time(reason.at)
    if is_plain:
        return say("Open until {clock}").format(clock=clock)
    day = day_in_words(reason.at, from_minute(reason.now), say)
    return say("Open until {clock} {day}").format(clock=clock, day=day)


def _opens_later(reason: Reason, say: Saying) -> str:
    now, clock = from_minute(reason.now), wall_time(reason.at)
    if local(from_minute(reason.at)).date() == local(now).date():
        return say("Closed, opens at {clock}").format(clock=clock)
    day = day_in_words(reason.at, now, say)
    return say("Closed, opens {day} at {clock}").format(day=day, clock=clock)


def _opens_after_arrival(reason: Reason, say: Saying) -> str:
    words = say.count(
        "Opens at {{clock}}, {n} minute after you arrive",
        "Opens at {{clock}}, {n} minutes after you arrive",
        reason.minutes,
    )
    return words.format(clock=wall_time(reason.at))


def _closes_after_arrival(reason: Reason, say: Saying) -> str:
    return say.count(
        "Closes {n} minute after you arrive", "Closes {n} minutes after you arrive", reason.minutes
    )


def _closes_before_arrival(reason: Reason, say: Saying) -> str:
    words = say("Closes at {clock}, before you get there")
    return words.format(clock=wall_time(reason.at))


_WORDS: dict[str, Callable[[Reason, Saying], str]] = {
    "open-all-day": lambda _, say: say("Open day and night"),
    "open-until": _open_until,
    "closes-after-arrival": _closes_after_arrival,
    "opens-after-arrival": _opens_after_arrival,
    "closes-before-arrival": _closes_before_arrival,
    "opens-later": _opens_later,
    "not-known": lambda _, say: say("Closed, next opening not known"),
    "list-too-old": lambda _, say: say("Hours may have changed, call first"),
}

CODES = frozenset(_WORDS)

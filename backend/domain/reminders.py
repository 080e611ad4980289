"""Rules: when the people of a place are reminded of what is due, once for each stage."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from backend.domain.readiness import (
    HOLIDAY,
    VERIFICATION,
    Duty,
    Periods,
    day_begins,
)
from shared.clock import local, to_minute

BEFORE, AT_DUE, LAST, HIDDEN = STAGES = ("before", "at_due", "last", "hidden")
"""Some days before something is due, when it is, shortly before it hides the place, and then."""

LAST_DAYS = 3
"""So many days before a place is hidden its people are told a last time."""

QUIET_UNTIL_HOUR, QUIET_FROM_HOUR = 8, 20
"""Reminders are written between these hours by the wall: none rings a phone at night."""


def is_quiet(now: datetime) -> bool:
    """Return whether nobody is to be written to for a while."""
    return not QUIET_UNTIL_HOUR <= local(now).hour < QUIET_FROM_HOUR


def stage_of(duty: Duty, periods: Periods, minute: int) -> str | None:
    """Return the stage that a duty has reached by a UTC minute; None where it is far off.

    Where the jobs stood still, the stages that went by unsaid are not said any more.
    """
    reached = [stage for stage, on in _days(duty, periods) if _from(on) <= minute]
    return reached[-1] if reached else None


def wake_after(duties: tuple[Duty, ...], periods: Periods, minute: int) -> int | None:
    """Return the first UTC minute after this one at which a stage begins."""
    begins = {_from(on) for duty in duties for _, on in _days(duty, periods)}
    return min((each for each in begins if each > minute), default=None)


def quiet_until(now: datetime) -> int:
    """Return the UTC minute at which the quiet hours that hold now are over."""
    here = local(now)
    day = here.date() + timedelta(days=here.hour >= QUIET_FROM_HOUR)
    return max(_from(day), to_minute(now))


def _days(duty: Duty, periods: Periods) -> Iterator[tuple[str, date]]:
    """Yield the stages of a duty with their days, the earliest first."""
    # Hours of a holiday are asked for weeks ahead: that is the reminder.
    if duty.kind != HOLIDAY:
        yield BEFORE, duty.due_on - timedelta(days=periods.remind_before_days)
    if duty.kind != VERIFICATION:
        yield AT_DUE, duty.due_on
        last_on = duty.ends_on - timedelta(days=LAST_DAYS)
        if last_on > duty.due_on:
            yield LAST, last_on
    yield HIDDEN, duty.ends_on


def _from(day: date) -> int:
    return day_begins(day, QUIET_UNTIL_HOUR * 60)

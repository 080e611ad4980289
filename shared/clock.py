"""The contract's time: aware moments, UTC minutes, London days and ISO weeks."""

import re
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from shared.problems import Problem

LOCAL_ZONE = ZoneInfo("Europe/London")
WEEK_ACCEPTED_FOR = timedelta(weeks=52)
"""How old the week of an answer may be: less than the 400 days a withdrawn id is remembered."""

_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def uptime_s() -> float:
    """Return the seconds since this machine started, sleep included where the system tells.

    Nobody can set this clock, so it measures what the one on the wall cannot: time that passed.
    """
    source = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(source)


def aware(moment: datetime) -> datetime:
    """Return the moment unchanged; raise ValueError when it has no time zone."""
    if moment.utcoffset() is None:
        raise ValueError(f"a moment needs a time zone: {moment.isoformat()}")
    return moment


def to_minute(moment: datetime) -> int:
    """Return whole UTC minutes since 1970-01-01T00:00Z, rounded down."""
    return (aware(moment) - _EPOCH) // _MINUTE


def from_minute(minute: int) -> datetime:
    """Return the aware UTC moment of a UTC minute."""
    return _EPOCH + minute * _MINUTE


def local(moment: datetime) -> datetime:
    """Return the moment as people in the borough read it from the wall."""
    return aware(moment).astimezone(LOCAL_ZONE)


def week_of(moment: datetime) -> str:
    """Return the ISO week of the local day, such as "2026-W47"."""
    year, week, _ = local(moment).isocalendar()
    return f"{year}-W{week:02d}"


def month_of(moment: datetime, later: int = 0) -> str:
    """Return the month of the local day, such as "2026-11", or one so many months later."""
    today = local(moment).date()
    year, month = divmod(today.year * 12 + today.month - 1 + later, 12)
    return f"{year:04d}-{month + 1:02d}"


def monday_of(week: str) -> date:
    """Return the first day of an ISO week; raise Problem week-impossible when there is none."""
    match = _WEEK.fullmatch(week)
    if match is None:
        raise Problem("week-impossible", f"{week!r} is not a week such as 2026-W47")
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError as error:
        raise Problem("week-impossible", f"{week!r} is not in the calendar") from error


def check_week(week: str, now: datetime) -> str:
    """Return a week an answer may carry.

    Raises Problem week-impossible for a week to come or one that ended over a year ago.
    """
    monday = monday_of(week)
    today = local(now).date()
    if monday > today:
        raise Problem("week-impossible", f"{week} has not begun yet")
    if today - monday > WEEK_ACCEPTED_FOR + timedelta(days=7):
        raise Problem("week-impossible", f"{week} is over a year ago")
    return week


def parse_moment(text: str) -> datetime:
    """Return the aware moment of an ISO 8601 text; ValueError when it is naive or malformed."""
    return aware(datetime.fromisoformat(text))


def format_moment(moment: datetime) -> str:
    """Return the moment as UTC ISO 8601 to the second, such as "2026-11-22T14:00:00Z"."""
    utc = aware(moment).astimezone(UTC).replace(tzinfo=None)
    # Not strftime: it leaves a year before 1000 without its zeros, and nothing reads that again.
    return f"{utc.isoformat(timespec='seconds')}Z"

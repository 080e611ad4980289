"""The demonstration's moments: the night out that it shows, and the noon after it."""

from datetime import datetime, time, timedelta

from shared.clock import LOCAL_ZONE, local

FRIDAY = 4
NIGHT, NOON = time(23, 30), time(12, 10)


def last_friday_night(now: datetime) -> datetime:
    """Return the last Friday, 23:30 in the borough, that is not in the future."""
    today = local(now)
    day = today.date() - timedelta(days=(today.weekday() - FRIDAY) % 7)
    night = datetime.combine(day, NIGHT, LOCAL_ZONE)
    return night if night <= now else night - timedelta(days=7)


def noon_after(night: datetime) -> datetime:
    """Return ten past twelve in the borough on the day after a night."""
    return datetime.combine(local(night).date() + timedelta(days=1), NOON, LOCAL_ZONE)

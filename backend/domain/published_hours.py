"""Rules: which hours are published for each day, for phones that know a week and single days."""

from collections.abc import Mapping
from datetime import date, timedelta

from shared.hours import Schedule
from shared.intervals import DayHours

EXACT_DAYS = 28
"""So many days ahead seasons are told day by day: a list as old as that claims nothing any more."""

LOOKED_AHEAD_DAYS = 400


def days_told(hours: Schedule, today: date) -> Mapping[date, DayHours]:
    """Return the days whose hours are not the week's: exceptions, and what seasons say of days.

    From yesterday on, whose evening may run past midnight. A place that is closed for a season is
    told with the next day on which it opens, within some 13 months.
    """
    yesterday = today - timedelta(days=1)
    told = {day: each for day, each in hours.exceptions.items() if day >= yesterday}
    if not hours.seasons:
        return told
    for ahead in range(EXACT_DAYS + 1):
        _tell(told, hours, yesterday + timedelta(days=ahead))
    if not any(hours.weekly) and not any(told.values()):
        coming = (today + timedelta(days=ahead) for ahead in range(LOOKED_AHEAD_DAYS))
        opens = next((day for day in coming if hours.on(day)), None)
        told |= {opens: hours.on(opens)} if opens else {}
    return told


def _tell(told: dict[date, DayHours], hours: Schedule, day: date) -> None:
    found = hours.on(day)
    if found != hours.weekly[day.weekday()]:
        told[day] = found

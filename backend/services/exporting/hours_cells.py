"""Deeds: hours as cells that our importer reads as exactly the same, or says that it cannot."""

from collections.abc import Iterator
from datetime import date

from backend.services.importing.day_hours import WEEKDAYS, HoursReading
from backend.services.importing.hours_columns import Reader, hours_told
from backend.services.importing.osm_written import schedule_text, seasons_of_days
from shared.hours import Schedule
from shared.intervals import DAYS, DayHours, format_wall, tidy
from shared.seasons import Condition, Season, tidy_season

Cells = dict[str, str]

ONLY_TO_BE_READ = "Hours that no column can hold, only to be read"
"""Begins the remark that stands where hours are left out; what follows is for people."""

_CLOSED = "CLOSED"
_MOST_SHOWN = 240
_PerDay = tuple[tuple[tuple[tuple[Condition, ...], DayHours], ...], ...]


def hours_cells(hours: Schedule, today: date, read: Reader) -> Cells:
    """Return hours as columns of an import: those of weekdays, else `opening_hours`.

    Each is read by the importer before it is taken: where it would say anything else, the columns
    stay empty and `remark` says so. Hours that are not told at all are no cells.
    """
    if not any((*hours.weekly, *hours.exceptions.values(), *hours.seasons)):
        return {}
    for cells in _ways(hours):
        told = hours_told(cells, today, read)
        if told.week is not None and _per_day(_read_as(told)) == _per_day(hours):
            return cells
    shown = schedule_text(hours)[:_MOST_SHOWN]
    return {"remark": f"{ONLY_TO_BE_READ}: {shown}"}


def _ways(hours: Schedule) -> Iterator[Cells]:
    if not hours.seasons and not hours.exceptions:
        yield dict(zip(WEEKDAYS, map(_day, hours.weekly), strict=True))
    yield {"opening_hours": schedule_text(hours)}


def _day(told: DayHours) -> str:
    spans = (f"{format_wall(each.opens)}-{format_wall(each.closes)}" for each in told)
    return ",".join(spans) or _CLOSED


def _read_as(told: HoursReading) -> Schedule:
    return Schedule(told.week or (), {}, told.seasons)


def _per_day(hours: Schedule) -> _PerDay:
    """Return all that is said of each weekday in its order: hours of which it is equal are equal.

    What one season says of seven days and seven seasons of one each is the same.
    """
    seasons = [tidy_season(each) for each in (*hours.seasons, *seasons_of_days(hours))]
    return tuple((((), tidy(hours.weekly[at])), *_told_of(at, seasons)) for at in range(len(DAYS)))


def _told_of(at: int, seasons: list[Season]) -> Iterator[tuple[tuple[Condition, ...], DayHours]]:
    for season in seasons:
        told = season.days[at]
        if told is not None:
            yield season.when, told

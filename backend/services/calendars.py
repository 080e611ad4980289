"""Deeds: what a partnership's days are: bank holidays, and school holidays as far as known."""

from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from backend.services.bank_holidays import coming_bank_holidays
from backend.storage.imported import all_school_holidays
from shared.seasons import Calendar, Known, each_day

_YEARS_AROUND = 2


def calendar_of(session: Session, today: date, nation: str) -> Calendar:
    """Return the days around this one: the nation's bank holidays, and school holidays.

    School days are known from the first holiday of the list to the last day of its last one.
    """
    rows = all_school_holidays(session)
    if not rows:
        return Calendar(_bank_holidays(nation, today.year))
    days = frozenset(day for row in rows for day in each_day(row.first, row.last))
    return Calendar(_bank_holidays(nation, today.year), Known(days, min(days), max(days)))


@lru_cache(maxsize=4)
def _bank_holidays(nation: str, year: int) -> Known:
    since, until = date(year - _YEARS_AROUND, 1, 1), date(year + _YEARS_AROUND, 12, 31)
    days = coming_bank_holidays(nation, since, (until - since).days)
    return Known(frozenset(day for day, _name in days), since, until)

"""Deeds: the coming bank holidays, so that hours on them are asked for."""

from datetime import date, timedelta

import holidays


def coming_bank_holidays(today: date, days: int = 365) -> list[tuple[date, str]]:
    """Return the bank holidays of England from today on, for a year unless told otherwise.

    Days that the government adds at short notice come with a newer version of the library.
    """
    end = today + timedelta(days=days)
    listed = holidays.country_holidays("GB", subdiv="ENG", years=range(today.year, end.year + 1))
    return [(day, name) for day, name in sorted(listed.items()) if today <= day <= end]

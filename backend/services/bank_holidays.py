"""Deeds: the coming bank holidays, so that hours on them are asked for."""

from datetime import date, timedelta

import holidays

from shared.nations import ENGLAND, NORTHERN_IRELAND, SCOTLAND, WALES

_SUBDIVISIONS = {ENGLAND: "ENG", WALES: "WLS", SCOTLAND: "SCT", NORTHERN_IRELAND: "NIR"}
"""Our nations in the library's names (ISO 3166-2:GB)."""


def coming_bank_holidays(nation: str, today: date, days: int = 365) -> list[tuple[date, str]]:
    """Return the bank holidays of a nation from today on, for a year unless told otherwise.

    Days that the government adds at short notice come with a newer version of the library.
    """
    end = today + timedelta(days=days)
    years = range(today.year, end.year + 1)
    listed = holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=years)
    return [(day, name) for day, name in sorted(listed.items()) if today <= day <= end]

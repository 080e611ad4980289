"""Deeds: when the sun sets where the partnership is, for the page that says what daylight means."""

from dataclasses import dataclass
from datetime import date

from backend.services.around import middle
from backend.services.transaction import read
from backend.storage.zones import borough
from shared.daylight import sunset


@dataclass(frozen=True)
class Sunsets:
    """The partnership's name, and the wall clock at sunset about the shortest and longest day."""

    place: str
    in_december: str
    in_june: str


def sunsets(today: date) -> Sunsets | None:
    """Return this year's sunsets in the middle of the zones; None before an outline is here."""
    with read() as session:
        area = borough(session)
        name = area.name if area else ""
    if not name:
        return None
    at = middle()
    told = [f"{sunset(at, today.replace(month=month, day=21)):%H:%M}" for month in (12, 6)]
    return Sunsets(name, *told)

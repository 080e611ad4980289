"""The contract's places: what a resident may know of one, and how old the knowledge is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shared.clock import from_minute, local
from shared.geo import Point
from shared.hours import Opening
from shared.intervals import DAYS, DayHours, WireDay, day_from_wire
from shared.saying import ENGLISH, Saying, to_say
from shared.seasons import Season, season_from_wire

FACILITIES: dict[str, str] = {
    "water": to_say("Water"),
    "charging": to_say("Charging"),
    "phone": to_say("Phone"),
    "wifi": to_say("Wi-Fi"),
    "seat": to_say("Seat"),
    "toilet": to_say("Toilet"),
    "quiet": to_say("Quiet area"),
    "step_free": to_say("Step-free"),
    "hearing_loop": to_say("Hearing loop"),
    "bleed_kit": to_say("Bleed-control kit"),
}
"""Facility codes and their words (Safe Havens checklist; West Berkshire scheme)."""

KINDS: dict[str, str] = {
    "shop": to_say("Shop"),
    "cafe": to_say("Café"),
    "pub": to_say("Pub or bar"),
    "library": to_say("Library"),
    "pharmacy": to_say("Pharmacy"),
    "leisure": to_say("Leisure or sport"),
    "community": to_say("Community centre"),
    "faith": to_say("Place of worship"),
    "transport": to_say("Station"),
    "health": to_say("Hospital or clinic"),
    "haven": to_say("Night haven"),
    "other": to_say("Safe place"),
}

OLD_AFTER = timedelta(hours=24)
SILENT_AFTER = timedelta(days=7)
"""Beyond 24 hours the list says its age; beyond 7 days it claims no place to be open (D1)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A listed safe place as published: hours for reading, openings for comparing.

    `due_from` is the UTC minute from which something there is overdue, None where nothing will
    be; of `rota` people `trained` are trained (0 of 0 where nobody said), and an officer visited
    it in the month `visited` ("2026-10", or "").
    """

    id: str
    name: str
    kind: str
    town: str
    address: str
    postcode: str
    at: Point
    phone: str
    facilities: tuple[str, ...]
    checked_on: date
    listed_until: int
    weekly: Sequence[WireDay]
    exceptions: Mapping[str, WireDay]
    openings: tuple[Opening, ...]
    seasons: tuple[Season, ...] = ()
    due_from: int | None = None
    confirmed_on: date | None = None
    rota: int = 0
    trained: int = 0
    visited: str = ""

    def hours_on(self, day: date) -> DayHours:
        """Return the intervals that begin on a day (parsed only when asked for)."""
        return day_from_wire(self.exceptions.get(day.isoformat(), self.weekly[day.weekday()]))


def place_from_wire(body: Mapping[str, Any]) -> Place:
    """Return the place of a published entry that has passed PlaceSchema (no checks are made)."""
    return Place(
        id=body["id"],
        name=body["name"],
        kind=body["kind"],
        town=body["town"],
        address=body["address"],
        postcode=body["postcode"],
        at=Point(body["lat"], body["lon"]),
        phone=body["phone"],
        facilities=tuple(body["facilities"]),
        checked_on=date.fromisoformat(body["checked_on"]),
        listed_until=body["listed_until"],
        weekly=body["weekly"],
        exceptions={item["on"]: item["hours"] for item in body["exceptions"]},
        openings=tuple((begin, end) for begin, end in body["openings"]),
        # What a newer list says in a way that is not known here has been left out.
        seasons=tuple(season_from_wire(each) for each in body.get("seasons", ()) if each),
        # Lists from before readiness was published lack the rest.
        due_from=body.get("due_from"),
        confirmed_on=_day(body.get("confirmed_on")),
        rota=body.get("rota", 0),
        trained=body.get("trained", 0),
        visited=body.get("visited", ""),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def list_age(published_at: datetime, now: datetime) -> str:
    """Return "fresh", "old" (over 24 h) or "silent" (over 7 days: nothing is claimed open)."""
    age = now - published_at
    if age > SILENT_AFTER:
        return "silent"
    return "old" if age > OLD_AFTER else "fresh"


def days_ago(day: date, now: datetime, say: Saying = ENGLISH) -> str:
    """Return "today", "yesterday" or "6 days ago" for a day that is not in the future."""
    days = (local(now).date() - day).days
    if days <= 0:
        return say("today")
    return say("yesterday") if days == 1 else say.count("{n} day ago", "{n} days ago", days)


def wall_time(minute: int) -> str:
    """Return the local wall-clock time of a UTC minute, such as "02:00"."""
    return local(from_minute(minute)).strftime("%H:%M")


def day_in_words(minute: int, now: datetime, say: Saying = ENGLISH) -> str:
    """Return "today", "tomorrow" or the weekday on which a UTC minute falls."""
    day = local(from_minute(minute)).date()
    ahead = (day - local(now).date()).days
    if ahead == 0:
        return say("today")
    return say("tomorrow") if ahead == 1 else say(DAYS[day.weekday()])

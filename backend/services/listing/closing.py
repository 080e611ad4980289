"""Deeds: closing for today at once, with one press, also in the middle of the night."""

from datetime import timedelta

from backend.services.actors import Actor
from backend.services.calendars import calendar_of
from backend.services.listing.change import Proposed, propose
from backend.services.listing.details import timetable_of
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.places import PlaceRow
from shared.clock import local
from shared.intervals import DAY_MIN, DayHours, Interval, day_to_wire
from shared.problems import Problem


def close_today(world: World, actor: Actor, place_id: str, version: int) -> Proposed:
    """Close a place for the rest of the day; what began last evening ends now.

    Raises what `propose` raises; nothing-changed where it is closed already.
    """
    here = local(world.now())
    today, minute = here.date(), here.hour * 60 + here.minute
    with read() as session:
        place = session.get(PlaceRow, place_id)
        if place is None:
            raise Problem("not-found")
        hours = timetable_of(place).within(calendar_of(session, today, world.nation))
    told = {day: each for day, each in hours.exceptions.items() if day >= today - timedelta(days=1)}
    yesterday = today - timedelta(days=1)
    evening = hours.on(yesterday)
    if any(each.closes > DAY_MIN + minute for each in evening):
        told[yesterday] = _until(evening, DAY_MIN + minute)
    current = hours.on(today)
    told[today] = _until(current, minute)
    wanted = {
        "exceptions": [
            {"on": day.isoformat(), "hours": day_to_wire(each)}
            for day, each in sorted(told.items())
        ]
    }
    return propose(world, actor, place_id, wanted, version)


def _until(hours: DayHours, minute: int) -> DayHours:
    """Return the intervals of a day as far as they lie before a minute."""
    return tuple(
        Interval(each.opens, min(each.closes, minute)) for each in hours if each.opens < minute
    )

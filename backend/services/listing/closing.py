"""Deeds: closing for today at once, with one press, also in the middle of the night."""

from datetime import date, timedelta
from typing import Any

from backend.services.actors import Actor
from backend.services.listing.change import Proposed, propose
from backend.services.listing.details import timetable_of
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.places import PlaceRow
from shared.clock import local
from shared.hours import DAY_MIN, DayHours, Interval, format_wall
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
        hours = timetable_of(place)
    told = {day: each for day, each in hours.exceptions.items() if day >= today - timedelta(days=1)}
    yesterday = today - timedelta(days=1)
    evening = hours.exceptions.get(yesterday, hours.weekly[yesterday.weekday()])
    if any(each.closes > DAY_MIN + minute for each in evening):
        told[yesterday] = _until(evening, DAY_MIN + minute)
    current = hours.exceptions.get(today, hours.weekly[today.weekday()])
    told[today] = _until(current, minute)
    wanted = {"exceptions": [_to_wire(day, each) for day, each in sorted(told.items())]}
    return propose(world, actor, place_id, wanted, version)


def _until(hours: DayHours, minute: int) -> DayHours:
    """Return the intervals of a day as far as they lie before a minute."""
    return tuple(
        Interval(each.opens, min(each.closes, minute)) for each in hours if each.opens < minute
    )


def _to_wire(day: date, hours: DayHours) -> dict[str, Any]:
    pairs = [[format_wall(each.opens), format_wall(each.closes)] for each in hours]
    return {"on": day.isoformat(), "hours": pairs}

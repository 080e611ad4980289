"""The contract's stamp: all the time that an answer keeps, an ISO week and a part of the day."""

from datetime import datetime, timedelta

from shared.clock import week_of
from shared.daylight import daypart_at
from shared.geo import Point
from shared.perception import NOT_SAID

NOW, TODAY, LAST_NIGHT, THIS_WEEK = "now", "today", "last_night", "this_week"
WHENS = (NOW, TODAY, LAST_NIGHT, THIS_WEEK)


def week_said(when: str, moment: datetime) -> str:
    """Return the week that an answer given at a moment is about."""
    return week_of(moment - timedelta(days=1) if when == LAST_NIGHT else moment)


def daypart_said(when: str, at: Point, moment: datetime) -> str:
    """Return the daypart that an answer given at a moment about a position tells.

    Only "now" tells the light, by the sun; "last night" was dark; the others do not say.
    """
    if when == NOW:
        return daypart_at(at, moment)
    return "after_dark" if when == LAST_NIGHT else NOT_SAID

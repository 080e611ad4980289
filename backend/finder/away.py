"""Face: the pages for when the server is away: help, and the list as it was published last.

They are drawn at publication and handed out by nginx alone. Nothing in them knows what time it is
when they are read: they name days and hours, and never what is open.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import render_template

from backend.finder.shown import weekly_rows
from backend.services.published_list import slug_of
from shared.clock import from_minute, local
from shared.help import help_to_wire
from shared.help_nations import doors_of
from shared.intervals import DAYS, day_from_wire
from shared.isolates import with_numbers_apart
from shared.places import FACILITIES, Place, place_from_wire
from shared.saying import Language, Saying, offered, saying
from shared.standing import hours_words

STAFF = "staff"
"""The name of the page for staff, beside those of the languages."""

TOLD_AHEAD = timedelta(days=31)
"""So far ahead a page names days with other hours, and the end of a listing: as long as an outage
may last, and then some."""


@dataclass(frozen=True)
class Listed:
    """One place in words: its hours, days with other hours, and until when it is listed."""

    place: Place
    hours: Sequence[tuple[str, str]]
    other_days: Sequence[tuple[str, str]]
    until: str
    facilities: Sequence[str]


@dataclass(frozen=True)
class Town:
    """A town and its places, by name."""

    name: str
    slug: str
    places: Sequence[Listed]


def pages_of(documents: Mapping[str, bytes], now: datetime) -> dict[str, bytes]:
    """Return the page of each language for these documents, published now."""
    bodies = json.loads(documents["places"])["places"]
    places = sorted(map(place_from_wire, bodies), key=lambda each: each.name.casefold())
    doors = json.loads(documents["help"])["doors"]
    return {code: _drawn(each, doors, places, now) for code, each in offered().items()}


def pages_without_list(nation: str) -> dict[str, bytes]:
    """Return the page of each language for where nothing is published, and the one for staff."""
    doors: Any = help_to_wire(doors_of(nation))["doors"]
    drawn = {code: _drawn(each, doors, (), None) for code, each in offered().items()}
    return {**drawn, STAFF: render_template("finder/away_staff.html").encode()}


def _drawn(
    language: Language,
    doors: Iterable[Mapping[str, Any]],
    places: Iterable[Place],
    now: datetime | None,
) -> bytes:
    say = saying(language.code)
    said = [_door(door, language.code, say) for door in doors]
    page = render_template(
        "finder/away.html",
        _=say,
        lang=language,
        languages=offered().values(),
        emergency=[door for door in said if door["is_emergency"]],
        doors=[door for door in said if not door["is_emergency"]],
        towns=_towns(places, now, language, say) if now else (),
        published=_moment(now, say) if now else None,
    )
    return page.encode()


def _door(door: Mapping[str, Any], code: str, say: Saying) -> dict[str, Any]:
    words = {name: door[name].get(code) or say(door[name]["en"]) for name in ("title", "detail")}
    if say.is_rtl:
        words = {name: with_numbers_apart(each) for name, each in words.items()}
    is_emergency = door.get("need") == "now" or bool(door.get("is_emergency"))
    return {**door, **words, "is_emergency": is_emergency}


def _towns(
    places: Iterable[Place], now: datetime, language: Language, say: Saying
) -> Sequence[Town]:
    comma = "، " if language.is_rtl else ", "
    held: dict[str, list[Listed]] = {}
    for place in places:
        held.setdefault(place.town, []).append(_listed(place, now, comma, say))
    return [Town(name, slug_of(name), listed) for name, listed in sorted(held.items())]


def _listed(place: Place, now: datetime, comma: str, say: Saying) -> Listed:
    ends_at = local(from_minute(place.listed_until))
    last = local(now).date() + TOLD_AHEAD
    others = [
        (_day(day, say), hours_words(day_from_wire(hours), say, comma))
        for day, hours in sorted(
            (date.fromisoformat(text), hours) for text, hours in place.exceptions.items()
        )
        if local(now).date() <= day <= last
    ]
    # It is shown to the end of the day before the midnight at which its listing ends.
    until = (ends_at - timedelta(minutes=1)).date()
    return Listed(
        place,
        weekly_rows(place, say, comma),
        others,
        _day(until, say) if until <= last else "",
        [say(FACILITIES[code]) for code in place.facilities if code in FACILITIES],
    )


def _moment(now: datetime, say: Saying) -> dict[str, str]:
    here = local(now)
    return {"day": _day(here.date(), say), "clock": f"{here:%H:%M}"}


def _day(day: date, say: Saying) -> str:
    return f"{say(DAYS[day.weekday()])} {day:%d/%m/%Y}"

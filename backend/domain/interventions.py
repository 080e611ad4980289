"""Rules: what the partnership may write down as done, and what of it residents read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shared.clock import local
from shared.problems import Fault, Problem

KINDS = {
    "lighting": "Lighting",
    "patrol": "Patrol",
    "haven": "Haven opened",
    "clean_up": "Clean-up",
    "cctv": "CCTV",
    "youth_work": "Youth work",
    "licensing": "Licensing",
    "training": "Training",
    "other": "Other",
}
"""Each kind of intervention, a code for ever, in words."""

MOST_WORDS = 300
MOST_REPLIES = 200
"""How many replies phones are given, the newest of them."""

REPLIES_FOR = timedelta(days=730)
"""How long residents read a reply: two years after its day."""

FIRST_DAY = date(2015, 1, 1)
"""No figure of ours goes further back: an older day is a slip of the keyboard."""


@dataclass(frozen=True)
class Where:
    """Where something was done: in an area or at a place, never both."""

    area_id: str | None = None
    place_id: str | None = None


def where_of(area_id: str, place_id: str) -> Where:
    """Return where a form says; the place counts, where it names one."""
    return Where(place_id=place_id) if place_id else Where(area_id=area_id or None)


def checked_where(where: Where) -> dict[str, str | None]:
    """Return the columns that say where; raises form-invalid unless it is one area or place."""
    if (where.area_id is None) == (where.place_id is None):
        raise _invalid("area", "Choose the area.")
    return {"area_id": where.area_id, "place_id": where.place_id}


def checked_kind(kind: str) -> str:
    """Return a kind that there is; raises form-invalid."""
    if kind not in KINDS:
        raise _invalid("kind", "Choose what it was.")
    return kind


def checked_words(name: str, text: str, what: str) -> str:
    """Return what was written in one line; raises form-invalid where it is nothing or too much."""
    words = " ".join(text.split())
    if not words:
        raise _invalid(name, what)
    if len(words) > MOST_WORDS:
        over = len(words) - MOST_WORDS
        raise _invalid(name, f"Write at most {MOST_WORDS} characters. These are {over} too many.")
    if not words.isprintable():
        raise _invalid(name, "This holds characters that cannot be shown. Write it anew.")
    return words


def checked_day(day: date, now: datetime) -> date:
    """Return a day that has come; raises form-invalid for one that has not, or is long past."""
    if day > local(now).date():
        raise _invalid("on_day", "This day is yet to come. Write down what has been done.")
    if day < FIRST_DAY:
        raise _invalid("on_day", f"Look at the year: it must be {FIRST_DAY.year} or later.")
    return day


def all_checked(**checks: Callable[[], Any]) -> dict[str, Any]:
    """Return what each check returns, by its name; raises form-invalid with all that is wrong."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, check in checks.items():
        try:
            values[name] = check()
        except Problem as problem:
            faults += problem.errors
    if faults:
        raise Problem("form-invalid", errors=faults)
    return values


def oldest_reply(now: datetime) -> date:
    """Return the earliest day of which residents still read a reply."""
    return local(now).date() - REPLIES_FOR


def _invalid(name: str, what: str) -> Problem:
    return Problem("form-invalid", errors=[Fault(name, what)])

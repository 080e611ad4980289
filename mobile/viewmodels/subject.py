"""What an answer is about: a zone or a place, and when; what the phone keeps of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mobile.ui.words import text as _
from mobile.viewmodels.surroundings import Surroundings
from shared.clock import week_of
from shared.daylight import daypart_at
from shared.geo import Point

NOW, TODAY, LAST_NIGHT, THIS_WEEK = "now", "today", "last_night", "this_week"
WHENS = (NOW, TODAY, LAST_NIGHT, THIS_WEEK)


@dataclass(frozen=True)
class Subject:
    """Where an answer is about: a zone or a place by id, its label, and its centre for the sun."""

    label: str
    at: Point
    zone: str | None = None
    place: str | None = None


def when_words(when: str) -> str:
    """Return a time in words, to stand after a comma."""
    return {
        NOW: _("now"),
        TODAY: _("today"),
        LAST_NIGHT: _("last night"),
        THIS_WEEK: _("this week"),
    }[when]


def week_and_daypart(subject: Subject, when: str, now: datetime) -> tuple[str, str]:
    """Return all the time that is kept: ISO week and daypart.

    Only "now" tells the light, by the sun; "last night" was dark; the others do not say.
    """
    if when == NOW:
        return week_of(now), daypart_at(subject.at, now)
    if when == LAST_NIGHT:
        return week_of(now - timedelta(days=1)), "after_dark"
    return week_of(now), "not_said"


def subject_here(surroundings: Surroundings) -> Subject | None:
    """Return the zone the person is in, or None outside the borough or without a position."""
    zone = surroundings.zone_at(surroundings.here) if surroundings.here else None
    return subject_of_zone(zone.label, zone.at, zone.id) if zone else None


def subject_of_zone(label: str, at: Point, zone_id: str) -> Subject:
    """Return a zone as a subject."""
    return Subject(label, at, zone=zone_id)


def question_words(level_text: str, when: str, daypart: str) -> str:
    """Return the primary question for a time: the official words, then when."""
    if when == NOW:
        light = {"daylight": _("in daylight"), "after_dark": _("after dark")}
        return f"{level_text.rstrip('?')}, {light.get(daypart, _('at night'))}?"
    past = level_text.replace(_("do you feel here"), _("did you feel there"))
    return f"{past.rstrip('?')}, {when_words(when)}?"

"""What an answer is about: a zone or a place, and when; what the phone keeps of it."""

from dataclasses import dataclass

from mobile.ui.words import comma
from mobile.ui.words import text as _
from mobile.viewmodels.surroundings import Surroundings
from shared.geo import Point
from shared.stamping import LAST_NIGHT, NOW, THIS_WEEK, TODAY


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


def subject_here(surroundings: Surroundings) -> Subject | None:
    """Return the zone the person is in, or None outside the borough or without a position."""
    zone = surroundings.zone_at(surroundings.here) if surroundings.here else None
    return subject_of_zone(zone.label, zone.at, zone.id) if zone else None


def subject_of_zone(label: str, at: Point, zone_id: str) -> Subject:
    """Return a zone as a subject."""
    return Subject(label, at, zone=zone_id)


def question_words(level_text: str, when: str, daypart: str) -> str:
    """Return the primary question for a time: the official words, then when.

    "now" names the light; another time asks about the past.
    """
    if when == NOW:
        light = {
            "daylight": _("in daylight"),
            "after_dark": _("after dark"),
            "night_economy": _("at night"),
        }
        plain = level_text.rstrip("?؟")
        mark = level_text[len(plain) :]
        return f"{plain}{comma()}{light[daypart]}{mark}" if daypart in light else level_text
    return {
        TODAY: _("How safe did you feel there, today?"),
        LAST_NIGHT: _("How safe did you feel there, last night?"),
        THIS_WEEK: _("How safe did you feel there, this week?"),
    }[when]

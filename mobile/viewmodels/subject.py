"""What an answer is about: a zone or a place, and when; what the phone keeps of it."""

from dataclasses import dataclass

from mobile.ui.words import comma
from mobile.ui.words import text as _
from mobile.viewmodels.surroundings import Surroundings
from shared import asking
from shared.geo import Point


@dataclass(frozen=True)
class Subject:
    """Where an answer is about: a zone or a place by id, its label, and its centre for the sun."""

    label: str
    at: Point
    zone: str | None = None
    place: str | None = None


def when_words(when: str) -> str:
    """Return a time in words, to stand after a comma."""
    return asking.when_words(_, when)


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
    return asking.level_question(_, comma(), level_text, (when, daypart))

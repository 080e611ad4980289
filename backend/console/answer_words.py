"""Face: the words of answers: levels, factors, dayparts, weeks, and why some are held."""

from collections.abc import Iterable, Sequence

from shared.clock import monday_of
from shared.perception import FACTORS, LEVEL, Question


def _words(question: Question) -> dict[str, str]:
    return {option.code: option.text["en"] for option in question.options}


LEVELS = _words(LEVEL)
LEVEL_TAGS = {
    "very_safe": "go",
    "fairly_safe": "go",
    "fairly_unsafe": "soon",
    "very_unsafe": "stop",
}
"""The colour of each level's tag; the words say the same."""

_FACTORS = _words(FACTORS)
_DAYPARTS = {
    "daylight": "In daylight",
    "after_dark": "After dark",
    "night_economy": "Late at night",
}

HELD_FOR = {
    "burst": ("Many at once", "Far more came for this week than is usual here."),
    "same": ("Word for word", "Several say exactly the same, in every point."),
    "cap": (
        "Over the limit",
        "More came, this week or in half a year, than counts without somebody looking.",
    ),
    "day": (
        "A full day",
        "More came in the borough on a day than counts without somebody looking.",
    ),
    "spread": ("Ward at once", "Many zones of this ward at once, or all of one voice."),
    "late": ("Long past", "About a week that was over long before they came."),
    "officer": ("Set aside", "An officer wanted a second look."),
}
"""Why answers are held: the tag, and a sentence."""


def level_words(level: str) -> str:
    """Return a level as people chose it."""
    return LEVELS.get(level, "Not said")


def factor_words(factors: Iterable[str]) -> str:
    """Return factors as people chose them, or that none were."""
    return " · ".join(_FACTORS.get(each, "Something else") for each in factors) or "No reason given"


def daypart_words(daypart: str) -> str:
    """Return a daypart as a person says it."""
    return _DAYPARTS.get(daypart, "Time of day not said")


def iso_week_words(week: str) -> str:
    """Return an ISO week as a person says it: "Week of 23 November 2026"."""
    monday = monday_of(week)
    return f"Week of {monday.day} {monday:%B %Y}"


def weeks_words(weeks: Sequence[str]) -> str:
    """Return the weeks of answers within a sentence: "week of 23 November 2026"."""
    first, last = (f"w{iso_week_words(week)[1:]}" for week in (weeks[0], weeks[-1]))
    return first if first == last else f"{first} to {last}"


OUTCOMES = {
    "nothing": "Nothing to do",
    "lighting": "To street lighting",
    "licensing": "To licensing",
    "police": "To the police",
    "health": "To health",
    "intervention": "Becomes an intervention",
    "hold": "Hold for review",
}
"""What an officer makes of an answer, in the order of the keys."""

PARTNERS = {
    "lighting": "Street lighting",
    "licensing": "Licensing",
    "police": "Police",
    "health": "Health",
}
"""Whom answers are passed to."""

WORDS = {
    "levels": LEVELS,
    "tags": LEVEL_TAGS,
    "held_for": HELD_FOR,
    "level": level_words,
    "factors": factor_words,
    "daypart": daypart_words,
    "week": iso_week_words,
    "weeks": weeks_words,
    "outcomes": OUTCOMES,
    "partners": PARTNERS,
}
"""What templates of answers say."""

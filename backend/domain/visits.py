"""Rules: what a venue notes when somebody came in: what was needed and how it ended, no more."""

from datetime import datetime, timedelta

from shared.clock import week_of

NEEDS = (
    *("felt_unsafe", "followed", "harassed", "alone", "unwell", "hurt", "phone_or_way", "other"),
)
"""What somebody needed (asked for by safe-place schemes' own paper forms, in their words)."""

NOT_SAID = "not_said"
ENDINGS = ("went_on", "picked_up", "police", "ambulance", "other", NOT_SAID)
"""How it ended; `not_said` until somebody says."""

MOST_A_WEEK = 50
"""So many visits a week are taken of one place: more were not noted one by one."""

ENDING_WITHIN_WEEKS = 1
"""How long afterwards an ending may be added or a visit taken back."""


def is_recent(week: str, now: datetime) -> bool:
    """Return whether a visit of this week may still be changed: this week's or last week's."""
    return week in (week_of(now), week_of(now - timedelta(weeks=ENDING_WITHIN_WEEKS)))

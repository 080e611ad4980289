"""Rules: what staff see of single answers changes once a week and is rounded (decision 56).

Whoever looks often sees no answer come: neither by itself nor by a number that it moves.
"""

from datetime import datetime, timedelta

from shared.clock import local, monday_of

TURNS_AT = timedelta(hours=4)
"""How long after a Monday has begun the week turns for staff: when nobody reads and few send."""


def turned_week(now: datetime) -> str:
    """Return the ISO week that has turned for staff last, such as "2026-W48"."""
    # By the wall: where clocks change that night, four is still four.
    year, week, _ = (local(now).replace(tzinfo=None) - TURNS_AT).isocalendar()
    return f"{year}-W{week:02d}"


def week_before(week: str, weeks: int = 1) -> str:
    """Return the ISO week so many weeks before one."""
    year, number, _ = (monday_of(week) - timedelta(weeks=weeks)).isocalendar()
    return f"{year}-W{number:02d}"


def is_turn(noted_week: str | None, now: datetime) -> bool:
    """Return whether a week has turned since the one that was noted last."""
    return noted_week != turned_week(now)


def coarse(number: int, step: int) -> int | None:
    """Return a number as staff see it: the nearest multiple of a step, None below one step.

    Nought stays nought: that nothing is there says of nobody that they came.
    """
    if not number:
        return 0
    return None if number < step else (number + step // 2) // step * step


def in_words(shown: int | None, step: int) -> str:
    """Return a coarse number in words, such as "about 40" or "fewer than 10"."""
    if shown is None:
        return f"fewer than {step}"
    return f"about {shown:,}" if shown else "none"

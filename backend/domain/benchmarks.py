"""Rules: other surveys' figures: their periods, what time they ask about, what a percentage is."""

import re
from collections.abc import Iterable

_YEAR = r"(?:19|20)[0-9]{2}"
_PLAIN_YEAR = re.compile(_YEAR)
_SURVEY_YEAR = re.compile(rf"({_YEAR})/([0-9]{{2}})")
_PART_OF_YEAR = re.compile(rf"{_YEAR}(?: Q[1-4]|-(?:0[1-9]|1[0-2]))")
_PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?")
PERIODS = "2022/23, 2022, 2022 Q3 or 2022-11"
"""How a period is written, for people."""

AFTER_DARK, DAYLIGHT = "after_dark", "daylight"
_ABOUT = {
    AFTER_DARK: ("after dark", "at night", "in the dark"),
    DAYLIGHT: ("during the day", "in the day", "by day", "daylight"),
}


def daypart_of(asked: str) -> str | None:
    """Return the daypart that a survey's question is about, "" for none, None for several.

    A figure stands beside ours only where both are about the same time: who is asked about walking
    alone after dark says less good things than who is asked about any time.
    """
    text = " ".join(asked.lower().split())
    found = [part for part, words in _ABOUT.items() if any(word in text for word in words)]
    if len(found) > 1:
        return None
    return found[0] if found else ""


def is_period(text: str) -> bool:
    """Return whether a text is a period: a year, a survey's year, a quarter or a month."""
    if match := _SURVEY_YEAR.fullmatch(text):
        return int(match[2]) == (int(match[1]) + 1) % 100
    return bool(_PLAIN_YEAR.fullmatch(text) or _PART_OF_YEAR.fullmatch(text))


def read_percent(text: str) -> float:
    """Return a percentage, rounded to two decimals; raises ValueError for anything else."""
    if not _PERCENT.fullmatch(text) or float(text) > 100:
        raise ValueError(text)
    return round(float(text), 2)


def kind_of(period: str) -> str:
    """Return how a period counts time: "survey year", "year", or "part of a year"."""
    if "/" in period:
        return "survey year"
    return "year" if _PLAIN_YEAR.fullmatch(period) else "part of a year"


def missing_years(periods: Iterable[str]) -> list[str]:
    """Return the years between the first and the last that a series of years lacks.

    Quarters and months are not looked at: a survey need not be asked in each.
    """
    held = set(periods)
    if not held or {kind_of(period) for period in held} - {"survey year", "year"}:
        return []
    years = sorted(int(period[:4]) for period in held)
    is_survey = "/" in next(iter(held))
    between = range(years[0], years[-1] + 1)
    named = (f"{year}/{(year + 1) % 100:02d}" if is_survey else str(year) for year in between)
    return [period for period in named if period not in held]

"""Deeds: opening hours written in OpenStreetMap's syntax, one spelling for one meaning."""

from collections.abc import Iterator

from backend.services.importing.hours_tree import Rule
from shared.hours import Schedule
from shared.intervals import DAY_MIN, DAYS, DayHours, Interval, format_wall
from shared.seasons import (
    BANK_HOLIDAYS,
    DATES,
    NTH,
    SCHOOL_HOLIDAYS,
    TERM,
    WEEKS,
    Condition,
    Season,
    SeasonDays,
    tidy_season,
)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EVERY = "Mo-Su"
_SHORT = tuple(day[:2] for day in DAYS)
_HOLIDAYS = {BANK_HOLIDAYS: "PH", SCHOOL_HOLIDAYS: "SH"}
_IN_TERM = "term time"
"""Not of that syntax: what our reader takes for days of term."""


def rule_text(rule: Rule, *, with_off: bool = False) -> str:
    """Return a rule as text; what it closes is written as open unless `with_off`."""
    wide = [_wide(each) for each in rule.conditions if each.kind in (DATES, WEEKS)]
    term = [_IN_TERM for each in rule.conditions if each.kind == TERM]
    times = ",".join(map(_span, rule.times)) or "00:00-24:00"
    is_closed = with_off and rule.is_off
    ending = [times if rule.times or not is_closed else "", "off" if is_closed else ""]
    return " ".join(filter(None, (*wide, _days(rule, is_dated=bool(wide)), *ending, *term)))


def schedule_text(hours: Schedule) -> str:
    """Return a week, its seasons and its exceptions as rules after one another.

    A later rule replaces an earlier one on its days, as a season and an exception do. Whether it
    is read back as the same is for whoever reads it to say: not everything can be written.
    """
    seasons = [*map(tidy_season, hours.seasons), *seasons_of_days(hours)]
    rules = [
        *_rules((), [day or None for day in hours.weekly]),
        *(rule for season in seasons for rule in _rules(season.when, season.days)),
    ]
    return "; ".join(rule_text(rule, with_off=True) for rule in rules)


def seasons_of_days(hours: Schedule) -> Iterator[Season]:
    """Yield the exceptions of a schedule as seasons of one day each, in the order of days."""
    for day, told in sorted(hours.exceptions.items()):
        on_day = Condition(DATES, first=day.isoformat(), last=day.isoformat())
        yield Season((on_day,), (told,) * len(DAYS))


def _rules(when: tuple[Condition, ...], days: SeasonDays | list[DayHours | None]) -> Iterator[Rule]:
    """Yield a rule for each hours that some of the days have; None is not spoken of."""
    by_hours: dict[DayHours, set[int]] = {}
    for at, told in enumerate(days):
        if told is not None:
            by_hours.setdefault(told, set()).add(at)
    for told, weekdays in by_hours.items():
        yield Rule(when, frozenset(weekdays), told, is_off=not told)


def _days(rule: Rule, *, is_dated: bool) -> str:
    """Return weekdays, those of an nth, or holidays; "" where dates alone say it."""
    holidays = [_HOLIDAYS[each.kind] for each in rule.conditions if each.kind in _HOLIDAYS]
    nths = [each for each in rule.conditions if each.kind == NTH]
    is_every = len(rule.weekdays) == len(DAYS)
    if nths:
        numbers = ",".join(map(str, nths[0].numbers))
        days = [f"{_SHORT[day]}[{numbers}]" for day in sorted(rule.weekdays)]
        return " ".join([*holidays, ",".join(days)])
    if is_every and (holidays or is_dated):
        return " ".join(holidays)
    runs = [_EVERY] if is_every else _runs(sorted(rule.weekdays))
    return ",".join(" ".join([*holidays, run]) for run in runs)


def _runs(days: list[int]) -> list[str]:
    """Return weekdays with those that follow on each other joined: Mo-Fr, Su."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_SHORT[run[0]] + (f"-{_SHORT[run[-1]]}" if run[1:] else "") for run in runs]


def _wide(condition: Condition) -> str:
    if condition.kind == WEEKS:
        return f"week {','.join(f'{number:02d}' for number in condition.numbers)}"
    if condition.first == condition.last:
        return _day(condition.first)
    return f"{_day(condition.first)}-{_day(condition.last)}"


def _day(text: str) -> str:
    year = f"{text[:4]} " if len(text) > len("07-20") else ""
    month, day = text[-5:].split("-")
    return f"{year}{_MONTHS[int(month) - 1]} {day}"


def _span(hours: Interval) -> str:
    closes = hours.closes
    until = format_wall(closes) if closes <= DAY_MIN else f"{closes // 60:02d}:{closes % 60:02d}"
    return f"{format_wall(hours.opens)}-{until}"

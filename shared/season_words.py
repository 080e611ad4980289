"""The contract's seasons in words, in each language: when other hours apply, and which."""

from collections.abc import Iterator
from datetime import date

from shared.intervals import DAYS
from shared.isolates import in_reading_order
from shared.saying import ENGLISH, Saying, to_say
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
)
from shared.standing import hours_words

_NTHS = {
    1: to_say("1st {day} of the month"),
    2: to_say("2nd {day} of the month"),
    3: to_say("3rd {day} of the month"),
    4: to_say("4th {day} of the month"),
    5: to_say("5th {day} of the month"),
    -1: to_say("last {day} of the month"),
}
_KNOWN = {
    TERM: to_say("In school term"),
    SCHOOL_HOLIDAYS: to_say("In school holidays"),
    BANK_HOLIDAYS: to_say("On bank holidays"),
}
_SEMICOLONS = str.maketrans(",،", ";؛")
"""Between days of other hours: the semicolon of whatever comma a language has."""

_LEAP = 2024
"""A year that has every day, to write days of every year."""


def season_rows(season: Season, say: Saying = ENGLISH, comma: str = ", ") -> list[tuple[str, str]]:
    """Return when a season is, and its hours, such as ("20/07 – 31/08 each year", "Friday …").

    The nth weekday of a month makes a row for each weekday: ("1st Monday of the month", "19:00 …").
    """
    others = [_condition(each, say, comma) for each in season.when if each.kind != NTH]
    nths = [each for each in season.when if each.kind == NTH]
    if not nths:
        return [(comma.join(others), _week(season.days, say, comma))]
    return [
        (
            comma.join([*others, *(_nth(each, at, say, comma) for each in nths)]),
            hours_words(day, say, comma),
        )
        for at, day in enumerate(season.days)
        if day is not None
    ]


def _condition(condition: Condition, say: Saying, comma: str) -> str:
    if condition.kind == DATES:
        return _dates(condition, say)
    if condition.kind == WEEKS:
        numbers = in_reading_order(comma.join(_runs(condition.numbers)), is_rtl=say.is_rtl)
        return say("Weeks of the year: {numbers}").format(numbers=numbers)
    return say(_KNOWN[condition.kind])


def _dates(condition: Condition, say: Saying) -> str:
    days = " – ".join(dict.fromkeys(map(_day, (condition.first, condition.last))))
    between = in_reading_order(days, is_rtl=say.is_rtl)
    is_yearly = len(condition.first) == len("07-20")
    return say("{dates} each year").format(dates=between) if is_yearly else between


def _day(text: str) -> str:
    is_yearly = len(text) == len("07-20")
    day = date.fromisoformat(f"{_LEAP}-{text}" if is_yearly else text)
    return f"{day:%d/%m}" if is_yearly else f"{day:%d/%m/%Y}"


def _nth(condition: Condition, at: int, say: Saying, comma: str) -> str:
    return comma.join(_one_nth(number, say(DAYS[at]), say) for number in condition.numbers)


def _one_nth(number: int, day: str, say: Saying) -> str:
    if number in _NTHS:
        return say(_NTHS[number]).format(day=day)
    return say("{day}, number {n} from the end of the month").format(day=day, n=-number)


def _week(days: SeasonDays, say: Saying, comma: str) -> str:
    runs: list[tuple[int, int]] = []
    for at, day in ((at, day) for at, day in enumerate(days) if day is not None):
        if runs and runs[-1][1] == at - 1 and days[at - 1] == day:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    between = comma.translate(_SEMICOLONS)
    return between.join(
        f"{' – '.join(say(DAYS[at]) for at in sorted({first, last}))} "
        f"{hours_words(days[first] or (), say, comma)}"
        for first, last in runs
    )


def _runs(numbers: tuple[int, ...]) -> Iterator[str]:
    """Yield numbers, those that follow each other as "12–20"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        yield f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0])

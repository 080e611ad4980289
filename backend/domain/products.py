"""Rules: the list of everything that a release prints; there is no other way to a figure (D9).

A *basic* is something that is counted once for an answer. A printed *cell* is a sum of basics.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from backend.domain.visits import NEEDS
from shared.asking import HAPPENED_TO, feelings
from shared.perception import AGE_BAND, FACTORS, HAPPENED, NOT_SAID, REPORTED, WHY_NOT, Question

Cell = tuple[str, str, str]
"""Product, part (daypart, age band, month or nothing) and code: a basic, or what is printed."""

SAFE_LEVELS = ("very_safe", "fairly_safe")
UNSAFE_LEVELS = ("fairly_unsafe", "very_unsafe")
LEVELS = (*SAFE_LEVELS, *UNSAFE_LEVELS)
UNSURE = "dont_know"
TOTAL, BASE, SAFE, UNSAFE = "total", "base", "safe", "unsafe"

LEVEL, DAYPART, AGE, MONTH = "level", "daypart", "age", "month"
FACTOR, HAPPENING, REPORTING, WHY, YOUNG = "factor", "happened", "reported", "why_not", "young"
VISIT = "visit"

DAYPARTS = ("daylight", "after_dark", "night_economy")
AGES: dict[str, tuple[str, ...]] = {
    "under_18": ("under_13", "from_13_to_17"),
    "from_18_to_24": ("from_18_to_24",),
    "from_25_to_34": ("from_25_to_34",),
    "from_35_to_54": ("from_35_to_54",),
    "from_55_to_64": ("from_55_to_64",),
    "from_65": ("from_65",),
}
"""The printed age bands, and the answered ones that each is made of."""

BOROUGH = "borough"
"""What the whole borough is called where areas are."""

SCALE = "ons-4"
"""The one scale of which levels are counted: answers on another would be a product of their own."""

NOT_REPORTED = "no"
"""The answer to whether it was reported after which is asked why not."""

_FEELING_OF = {option.code: option.feeling for option in FACTORS.options}
_AGE_OF = {band: part for part, bands in AGES.items() for band in bands}
_ASKED: tuple[tuple[str, Question], ...] = (
    (HAPPENING, HAPPENED),
    (REPORTING, REPORTED),
    (WHY, WHY_NOT),
)


@dataclass(frozen=True)
class Counted:
    """What is counted of one answer; it names neither where nor when."""

    level: str
    daypart: str
    age_band: str
    happened: str
    reported: str
    why_not: str
    factors: tuple[str, ...]


def basics_of(answer: Counted) -> tuple[Cell, ...]:
    """Return the basics that one answer is counted in, each once."""
    return (
        *of_feeling(answer.level, answer.daypart, answer.age_band),
        *of_reasons(answer.level, answer.factors),
        *of_happening(answer.happened, answer.reported, answer.why_not),
    )


def of_feeling(level: str, daypart: str, age_band: str) -> tuple[Cell, ...]:
    """Return the basics of how safe somebody feels, by daypart and by age."""
    found: list[Cell] = [(LEVEL, "", level if level in LEVELS else UNSURE)]
    if feeling := feeling_of(level):
        if daypart in DAYPARTS:
            found.append((DAYPART, daypart, feeling))
        if age_band in _AGE_OF:
            found.append((AGE, _AGE_OF[age_band], feeling))
    return tuple(found)


def of_reasons(level: str, factors: tuple[str, ...]) -> tuple[Cell, ...]:
    """Return the basics of why, of the reasons that are shown after a level."""
    return tuple((FACTOR, "", code) for code in factors if _was_asked_why(level, code))


def of_happening(happened: str, reported: str, why_not: str) -> tuple[Cell, ...]:
    """Return the basics of what happened, whether it was reported and why not.

    Each question counts where our pages ask it, after the answers before it. The server takes what
    was not asked as well; counted, it would stand in no base that is true.
    """
    told = [(HAPPENING, happened)]
    if happened in HAPPENED_TO:
        told.append((REPORTING, reported))
        if reported == NOT_REPORTED:
            told.append((WHY, why_not))
    return tuple((product, "", code) for product, code in told if code != NOT_SAID)


def _was_asked_why(level: str, code: str) -> bool:
    """Whether a reason is one of ours, and of those that are shown after a level."""
    fits = feelings(level)
    return code in FACTOR_CODES and (fits is None or _FEELING_OF[code] in fits)


def feeling_of(level: str) -> str:
    """Return "safe" or "unsafe", or nothing for somebody who does not know."""
    if level in SAFE_LEVELS:
        return SAFE
    return UNSAFE if level in UNSAFE_LEVELS else ""


def codes_of(question: Question) -> tuple[str, ...]:
    """Return the codes of a question in its order, without "rather not say"."""
    return tuple(option.code for option in question.options if option.code != NOT_SAID)


FACTOR_CODES = codes_of(FACTORS)
EVERYBODY: tuple[Cell, ...] = tuple((LEVEL, "", code) for code in (*LEVELS, UNSURE))
"""The basics that are everybody who answered, each of them once."""


def of_area() -> dict[Cell, tuple[Cell, ...]]:
    """Return each cell that is printed for an area and quarter, with the basics it sums."""
    cells = dict(_of_levels())
    for product, parts in ((DAYPART, DAYPARTS), (AGE, tuple(AGES))):
        for part in parts:
            cells.update(_of_feelings(product, part))
    # Everybody is asked why: the base of the reasons is everybody, and no other number.
    cells[(FACTOR, "", BASE)] = EVERYBODY
    cells.update({(FACTOR, "", code): ((FACTOR, "", code),) for code in FACTOR_CODES})
    for product, question in _ASKED:
        codes = _codes(product, question)
        cells[(product, "", BASE)] = codes
        cells.update({code: (code,) for code in codes})
    return cells


def of_months(months: tuple[str, ...]) -> dict[Cell, tuple[Cell, ...]]:
    """Return each cell that is printed for the whole borough and a month."""
    cells: dict[Cell, tuple[Cell, ...]] = {}
    for month in months:
        cells.update(_of_feelings(MONTH, month))
    return cells


def of_place() -> dict[Cell, tuple[Cell, ...]]:
    """Return each cell that is printed for a place and quarter: no single levels."""
    printed = {(LEVEL, "", code) for code in (TOTAL, BASE, SAFE, UNSAFE)}
    return {cell: basics for cell, basics in _of_levels() if cell in printed}


def of_year() -> dict[Cell, tuple[Cell, ...]]:
    """Return each cell that is printed for the whole borough and year."""
    return dict(_of_levels())


def of_young(codes: tuple[str, ...]) -> dict[Cell, tuple[Cell, ...]]:
    """Return each cell that is printed of the young people's records of a quarter."""
    return {(YOUNG, "", code): ((YOUNG, "", code),) for code in (BASE, *codes)}


def of_visits() -> dict[Cell, tuple[Cell, ...]]:
    """Return each cell that is printed of the visits of a ward, or of all, in a quarter."""
    needs = tuple((VISIT, "", need) for need in NEEDS)
    return {(VISIT, "", BASE): needs, **{need: (need,) for need in needs}}


def unsafe_totals() -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    """Yield who feels unsafe: where that was not printed, a reader could subtract it."""
    unsafe = tuple((LEVEL, "", code) for code in UNSAFE_LEVELS)
    yield (LEVEL, "", UNSAFE), unsafe
    for product, parts in ((DAYPART, DAYPARTS), (AGE, tuple(AGES))):
        for part in parts:
            yield (product, part, UNSAFE), ((product, part, UNSAFE),)


def limits() -> Iterator[tuple[tuple[Cell, ...], tuple[Cell, ...]]]:
    """Yield sums of basics that are at most other sums, for every group of answers there is."""
    by_feeling = ((SAFE, SAFE_LEVELS), (UNSAFE, UNSAFE_LEVELS))
    for product, parts in ((DAYPART, DAYPARTS), (AGE, tuple(AGES))):
        for feeling, levels in by_feeling:
            some = tuple((product, part, feeling) for part in parts)
            yield some, tuple((LEVEL, "", code) for code in levels)
    for code in FACTOR_CODES:
        yield ((FACTOR, "", code),), _shown_after(_FEELING_OF[code])
    happened, reported, why_not = (_codes(product, question) for product, question in _ASKED)
    yield happened, EVERYBODY
    yield reported, tuple((HAPPENING, "", code) for code in HAPPENED_TO)
    yield why_not, ((REPORTING, "", NOT_REPORTED),)


def _shown_after(feeling: str) -> tuple[Cell, ...]:
    """Return the basics of those whom a reason of a feeling is shown to."""
    shown = []
    for basic in EVERYBODY:
        fits = feelings(basic[2])
        if fits is None or feeling in fits:
            shown.append(basic)
    return tuple(shown)


def _codes(product: str, question: Question) -> tuple[Cell, ...]:
    return tuple((product, "", code) for code in codes_of(question))


def young_limits(codes: tuple[str, ...]) -> Iterator[tuple[tuple[Cell, ...], tuple[Cell, ...]]]:
    """Yield the same for the young people's records: each code is one of theirs."""
    for code in codes:
        yield ((YOUNG, "", code),), ((YOUNG, "", BASE),)


def _of_levels() -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    def sum_of(*codes: str) -> tuple[Cell, ...]:
        return tuple((LEVEL, "", code) for code in codes)

    yield (LEVEL, "", TOTAL), sum_of(*LEVELS, UNSURE)
    yield (LEVEL, "", BASE), sum_of(*LEVELS)
    yield (LEVEL, "", SAFE), sum_of(*SAFE_LEVELS)
    yield (LEVEL, "", UNSAFE), sum_of(*UNSAFE_LEVELS)
    for code in (*LEVELS, UNSURE):
        yield (LEVEL, "", code), sum_of(code)


def _of_feelings(product: str, part: str) -> dict[Cell, tuple[Cell, ...]]:
    safe, unsafe = (product, part, SAFE), (product, part, UNSAFE)
    return {(product, part, BASE): (safe, unsafe), safe: (safe,), unsafe: (unsafe,)}


def total(counts: Mapping[Cell, int], basics: tuple[Cell, ...]) -> int:
    """Return the sum of some basics."""
    return sum(counts.get(basic, 0) for basic in basics)


def age_words() -> dict[str, str]:
    """Return what each printed age band is called."""
    words = {option.code: option.text["en"] for option in AGE_BAND.options}
    return {part: words.get(part, "Under 18") for part in AGES}

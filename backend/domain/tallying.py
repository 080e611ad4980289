"""Rules: counting answers once, for every product at the same time, by the areas of that day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from backend.domain.periods import month_of_week
from backend.domain.products import (
    BASE,
    BOROUGH,
    MONTH,
    VISIT,
    YOUNG,
    Cell,
    Counted,
    basics_of,
    feeling_of,
)

Unit = frozenset[str]
"""The areas that a zone belongs to, the borough among them: zones of one unit are never told
apart by a printed figure. A place, and the young people's records, are units of their own."""

YOUNG_UNIT: Unit = frozenset((YOUNG,))
ALL_VISITS = "visits"
"""Under what all visits stand; those of a ward stand under "visits:" and its id."""
SAME_SAID = 50_000
"""How many different answers are remembered while counting: the same ones come again and again."""


@dataclass(frozen=True)
class AreaThen:
    """An area as it was when a release was made."""

    id: str
    name: str
    kind: str
    zones: tuple[str, ...] = ()
    outline: Sequence[Sequence[float]] = ()


@dataclass(frozen=True)
class Said:
    """One counted answer: where, in which ISO week, and what is counted of it."""

    zone_id: str | None
    place_id: str | None
    week: str
    counted: Counted


@dataclass
class Tally:
    """How often each basic was said in each unit; it grows with the units, not with answers."""

    counts: dict[Unit, Counter[Cell]] = field(default_factory=dict)
    answers: int = 0

    def in_area(self, area_id: str) -> Counter[Cell]:
        """Return the basics of an area, a place or the borough."""
        found: Counter[Cell] = Counter()
        for unit, counts in self.counts.items():
            if area_id in unit:
                found.update(counts)
        return found


def units_of(areas: Iterable[AreaThen]) -> dict[str, Unit]:
    """Return the unit of each zone that belongs to an area."""
    found: dict[str, set[str]] = {}
    for area in areas:
        for zone in area.zones:
            found.setdefault(zone, {BOROUGH}).add(area.id)
    return {zone: frozenset(units) for zone, units in found.items()}


def place_unit(place_id: str) -> Unit:
    """Return the unit of a place: its answers are about it alone, and count for no area."""
    return frozenset((place_id,))


def tally(answers: Iterable[Said], areas: Iterable[AreaThen]) -> Tally:
    """Count answers in one pass; a zone that belongs to no area counts for the borough."""
    done = Tally()
    units, borough = units_of(areas), frozenset((BOROUGH,))
    basics = lru_cache(SAME_SAID)(basics_of)
    months = lru_cache(None)(month_of_week)
    by_month: Counter[Cell] = Counter()
    for said in answers:
        if said.zone_id is None:
            unit = place_unit(str(said.place_id))
        else:
            unit = units.get(said.zone_id, borough)
            if feeling := feeling_of(said.counted.level):
                by_month[(MONTH, months(said.week), feeling)] += 1
        counts = done.counts.get(unit)
        if counts is None:
            counts = done.counts[unit] = Counter()
        for basic in basics(said.counted):
            counts[basic] += 1
        done.answers += 1
    # Months are printed for the whole borough alone.
    done.counts.setdefault(borough, Counter()).update(by_month)
    return done


def visits_of_ward(ward_id: str) -> str:
    """Return under what the visits of a ward stand: apart from what is answered about it."""
    return f"{ALL_VISITS}:{ward_id}"


def visit_unit(ward_id: str | None) -> Unit:
    """Return the unit of the visits of a ward; those of places without one count for all alone."""
    every = frozenset((ALL_VISITS,))
    return every if ward_id is None else every | {visits_of_ward(ward_id)}


def add_visits(done: Tally, visits: Iterable[tuple[str | None, str, int]]) -> None:
    """Count visits that venues noted, given as (ward id, need, how many)."""
    for ward_id, need, count in visits:
        counts = done.counts.setdefault(visit_unit(ward_id), Counter())
        counts[(VISIT, "", need)] += count


def add_young(done: Tally, records: Iterable[Iterable[str]]) -> None:
    """Count the young people's records of a quarter, each a list of codes."""
    counts = done.counts.setdefault(YOUNG_UNIT, Counter())
    for codes in records:
        counts[(YOUNG, "", BASE)] += 1
        for code in set(codes):
            counts[(YOUNG, "", code)] += 1

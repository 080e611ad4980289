"""Rules: counting answers once, for every product at the same time, by the areas of that day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from backend.domain.periods import month_of_week
from backend.domain.products import (
    BASE,
    BOROUGH,
    MONTH,
    YOUNG,
    Cell,
    Counted,
    feeling_of,
    of_feeling,
    of_happening,
    of_reasons,
)

Unit = frozenset[str]
"""The areas that a zone belongs to, the borough among them: zones of one unit are never told
apart by a printed figure. A place, and the young people's records, are units of their own."""

YOUNG_UNIT: Unit = frozenset((YOUNG,))
ALL_VISITS = "visits"
"""Under what all visits stand; those of a ward stand under "visits:" and its id."""
SAME_SAID = 50_000
"""How many different parts are remembered while counting: the same ones come again and again."""

_WHOLE: Unit = frozenset((BOROUGH,))


@dataclass(frozen=True)
class AreaThen:
    """An area as it was when a release was made."""

    id: str
    name: str
    kind: str
    zones: tuple[str, ...] = ()
    outline: Sequence[Sequence[float]] = ()


class Said(NamedTuple):
    """One counted answer: where, in which ISO week, what is counted of it, and its record key."""

    zone_id: str | None
    place_id: str | None
    week: str
    counted: Counted
    key: int = 1


@dataclass
class Tally:
    """How often each basic was said in each unit; it grows with the units, not with answers.

    `keys` are the sums of the record keys of those who said it. `dominated` are the cells of visits
    of which a venue could work out what others noted.
    """

    counts: dict[Unit, Counter[Cell]] = field(default_factory=dict)
    answers: int = 0
    keys: dict[Unit, Counter[Cell]] = field(default_factory=dict)
    dominated: set[tuple[str, Cell]] = field(default_factory=set)

    def in_area(self, area_id: str) -> Counter[Cell]:
        """Return the basics of an area, a place or the borough."""
        return _of_area(self.counts, area_id)

    def keys_in_area(self, area_id: str) -> Counter[Cell]:
        """Return the sums of record keys by the basics of an area, a place or the borough."""
        return _of_area(self.keys, area_id)

    def add(self, unit: Unit, basics: Iterable[Cell], key: int, times: int = 1) -> None:
        """Count records in a unit, in each of some basics; `key` is the sum of their keys."""
        counts, keys = self.counts.get(unit), self.keys.get(unit)
        if counts is None or keys is None:
            counts, keys = self.counts[unit], self.keys[unit] = Counter(), Counter()
        for basic in basics:
            counts[basic] += times
            keys[basic] += key


def _of_area(held: dict[Unit, Counter[Cell]], area_id: str) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for unit, counts in held.items():
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
    units, borough = units_of(areas), _WHOLE
    month_of = lru_cache(None)(month_of_week)
    alike = _Alike(done)
    for said in answers:
        if said.zone_id is None:
            unit, month = place_unit(str(said.place_id)), ""
        else:
            unit, month = units.get(said.zone_id, borough), month_of(said.week)
        alike.add(unit, month, said.counted, said.key)
        done.answers += 1
    alike.count()
    for each in (done.counts, done.keys):
        each.setdefault(borough, Counter())
    return done


class _Alike:
    """Answers of which a part is the same, counted at once: few parts come again and again."""

    def __init__(self, done: Tally) -> None:
        self._done = done
        self._parts: dict[tuple[Any, ...], list[int]] = {}

    def add(self, unit: Unit, month: str, said: Counted, key: int) -> None:
        """Count one answer in each of its parts."""
        parts = self._parts
        for part in (
            (of_feeling, unit, said.level, said.daypart, said.age_band),
            (of_reasons, unit, said.level, said.factors),
            (of_happening, unit, said.happened, said.reported, said.why_not),
            (_of_month, _WHOLE, month, said.level),
        ):
            held = parts.get(part)
            if held is None:
                parts[part] = [1, key]
            else:
                held[0] += 1
                held[1] += key
        if len(parts) > SAME_SAID:
            self.count()

    def count(self) -> None:
        """Count what is held, and forget it."""
        for (basics, unit, *said), (times, key) in self._parts.items():
            self._done.add(unit, basics(*said), key, times)
        self._parts.clear()


def _of_month(month: str, level: str) -> tuple[Cell, ...]:
    """Return the basics of a month, which are printed for the whole borough alone."""
    feeling = feeling_of(level)
    return ((MONTH, month, feeling),) if month and feeling else ()


def visits_of_ward(ward_id: str) -> str:
    """Return under what the visits of a ward stand: apart from what is answered about it."""
    return f"{ALL_VISITS}:{ward_id}"


def visit_unit(ward_id: str | None) -> Unit:
    """Return the unit of the visits of a ward; those of places without one count for all alone."""
    every = frozenset((ALL_VISITS,))
    return every if ward_id is None else every | {visits_of_ward(ward_id)}


def add_young(done: Tally, records: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Count the young people's records of a quarter, each its record key and a list of codes."""
    for key, codes in records:
        done.add(YOUNG_UNIT, [(YOUNG, "", code) for code in (BASE, *sorted(set(codes)))], key)

"""Rules: counting the visits that venues noted, and what of them a venue could work out.

Whoever runs a venue knows its own visits, and subtracts them from what is printed of all.
Source: the dominance and p % rules for magnitude tables, Hundepool and others, Statistical
Disclosure Control (2012), chapter 4.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backend.domain.disclosure import KEYED, LEAST_VALUES
from backend.domain.products import BASE, VISIT, Cell
from backend.domain.tallying import ALL_VISITS, Tally, visit_unit, visits_of_ward

FEWEST_VENUES = 3
"""A number that fewer venues make is not printed: of two, each would know the other's."""

REST = 0.1
"""What is noted beside the two busiest venues must be this share of the busiest one's, so that the
second cannot tell the first by a tenth."""


@dataclass(frozen=True)
class Noted:
    """One visit: the ward and venue it was noted in, what was needed, its record key."""

    ward_id: str | None
    place_id: str
    need: str
    key: int = 1


def add_visits(done: Tally, visits: Iterable[Noted]) -> None:
    """Count visits for their wards and for all, and find what of them is dominated."""
    by_venue: dict[tuple[str, Cell], Counter[str]] = defaultdict(Counter)
    for visit in visits:
        cell = (VISIT, "", visit.need)
        done.add(visit_unit(visit.ward_id), (cell,), visit.key)
        under = [ALL_VISITS] + ([visits_of_ward(visit.ward_id)] if visit.ward_id else [])
        for area_id in under:
            for each in (cell, (VISIT, "", BASE)):
                by_venue[area_id, each][visit.place_id] += 1
    done.dominated |= {at for at, counts in by_venue.items() if is_dominated(counts)}


def is_dominated(counts: Mapping[str, int]) -> bool:
    """Return whether a venue could work out another's visits, or those of all others, too well."""
    ranked = sorted(counts.values(), reverse=True)
    if len(ranked) < FEWEST_VENUES:
        return True
    most, rest = ranked[0], sum(ranked[2:])
    return rest < REST * most or _values_of_others(most, sum(ranked)) < LEAST_VALUES


def _values_of_others(own: int, everybody: int) -> int:
    """Return how many values the others' number can have for who noted `own`, at the least."""

    def values(noise: int) -> int:
        low, high = KEYED.bounds(KEYED.shown(everybody + noise))
        return high - max(low, own) + 1

    return min(values(-KEYED.noise), values(KEYED.noise))

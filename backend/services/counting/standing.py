"""Deeds: what a group of answers stands beside when it is decided on: its usual, and its ward."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy.orm import Session

from backend.domain.counting import PLACE_WEEK_MOST, ZONE_WEEK_MOST, Answer, Group, Where, said_of
from backend.domain.spreading import (
    CLEAR,
    WARD_ONE_SIDED_FROM,
    Ward,
    is_spread,
    one_sided,
    spread_of,
)
from backend.domain.usual import (
    LOOKED_BACK_WEEKS,
    PLACE_GATHERS,
    USUAL_WEEKS,
    ZONE_GATHERS,
    Week,
    may_gather,
    usual_of,
)
from backend.domain.weekly import week_before
from backend.storage.counting import counted_in_weeks, heard_voices, unreviewed
from backend.storage.ward_weeks import (
    counted_by_zone,
    counted_of,
    levels_by_zone,
    levels_in,
    zones_of_ward,
)

MOST_READ = 20_000
"""A group of more is held without reading it: no week of a zone has so many honest answers."""


@dataclass(frozen=True)
class WardWeek:
    """The week of a ward as it stands when it is first asked for."""

    session: Session
    week: str
    zones: tuple[str, ...]

    @cached_property
    def ward(self) -> Ward:
        """What is odd about it."""
        levels: Counter[str] = sum(self._levels.values(), Counter())
        spread = spread_of(each.total() for each in self._levels.values())
        # The weeks before are read only where they may matter.
        is_odd = is_spread(spread, 0) and is_spread(spread, self._usual())
        return Ward(is_odd, self._one_sided(levels), levels)

    def beside(self) -> list[Where]:
        """Return the groups of which something may count that its oddness holds."""
        may_be = [zone for zone, levels in self._levels.items() if self._may_hold(levels)]
        return [
            Where(self.week, zone, None) for zone in counted_of(self.session, self.week, may_be)
        ]

    @cached_property
    def _levels(self) -> dict[str, Counter[str]]:
        return levels_by_zone(self.session, self.week, self.zones)

    def _may_hold(self, levels: Counter[str]) -> bool:
        return any(self.ward.holds(level, levels.total(), 0) for level in levels)

    def _usual(self) -> float:
        # A quarter says enough of a ward: whoever looks at it reads all of its zones.
        weeks = _weeks_before(self.week)[:USUAL_WEEKS]
        found = counted_by_zone(self.session, weeks, self.zones)
        return usual_of([_ward_week(found.get(each, ())) for each in weeks])

    def _one_sided(self, levels: Counter[str]) -> str:
        # Asked of others only where it may matter: it reads a week of the whole borough.
        if not one_sided(levels, {"": levels.total()}, WARD_ONE_SIDED_FROM):
            return ""
        others = levels_in(self.session, week_before(self.week), self.zones)
        return one_sided(levels, others, WARD_ONE_SIDED_FROM)


@dataclass(frozen=True)
class Standing:
    """What groups stand beside in one turn of deciding: each ward's week is read once."""

    session: Session
    _weeks: dict[tuple[str, tuple[str, ...]], WardWeek] = field(default_factory=dict)
    _zones: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def group(self, where: Where, most: int = MOST_READ) -> Group | None:
        """Return a group as it stands, or None where it is too large to be read."""
        rows = unreviewed(self.session, where, most + 1)
        if len(rows) > most:
            return None
        answers = tuple(
            Answer(row.id, row.voice, said_of(*row[4:]), row.state, row.held_for, row.level)
            for row in rows
        )
        weeks = [where.week, *_weeks_before(where.week)]
        counted = counted_in_weeks(self.session, where, weeks)
        is_place = where.zone_id is None
        gathers = may_gather(counted, PLACE_GATHERS if is_place else ZONE_GATHERS)
        week = self.ward_week(where)
        return Group(
            answers,
            usual_of(counted[1:]),
            min(PLACE_WEEK_MOST if is_place else ZONE_WEEK_MOST, gathers),
            heard_voices(self.session, where),
            week.ward if week else CLEAR,
        )

    def ward_week(self, where: Where) -> WardWeek | None:
        """Return the week of the ward that a group lies in, None where it lies in none."""
        if where.zone_id is None:
            return None
        if where.zone_id not in self._zones:
            zones = zones_of_ward(self.session, where.zone_id)
            self._zones.update(dict.fromkeys(zones or (where.zone_id,), zones))
        zones = self._zones[where.zone_id]
        key = (where.week, zones)
        if zones and key not in self._weeks:
            self._weeks[key] = WardWeek(self.session, where.week, zones)
        return self._weeks.get(key)


def _ward_week(numbers: Sequence[tuple[int, int]]) -> Week:
    return Week(spread_of(counted for counted, _ in numbers), sum(seen for _, seen in numbers))


def _weeks_before(week: str) -> list[str]:
    return [week_before(week, number) for number in range(1, LOOKED_BACK_WEEKS + 1)]

"""The contract's ranking: which safe place to walk to now, and why it stands where it stands."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from heapq import nsmallest

from shared.clock import to_minute
from shared.geo import Point, bearing_deg, metres_per_degree
from shared.hours import Opening
from shared.places import Place, list_age
from shared.reasons import Reason, open_reason, other_reason
from shared.walking import METRES_PER_MINUTE, walk_min

STAY_MIN = 15
"""A place counts as open when I arrive only if it stays open this many minutes after that."""

SOON_MIN = 60
"""Opening soon: I can be inside within this many minutes after arriving there."""

NEAR_MIN = 15
"""Near: within this many minutes on foot, beyond which the Safe Places National Network's app
offers 101 instead of a walk."""

DUE_SINKS_MIN = 10
"""A place where something is overdue ranks as if it were so many minutes further on foot: a ready
one is worth that much of a way, and a place that is late is better than none."""

_AT_ONCE, _NEVER = 0.0, math.inf
"""How long to wait for a place that is open on arrival, and for one that is in the rest."""


class Tier(IntEnum):
    """How a place stands, best first."""

    OPEN = 0
    SOON = 1
    REST = 2


@dataclass(frozen=True)
class Ranked:
    """A place in its order: minutes on foot, direction, reason, and until when it is open then.

    `distance_m` is a straight line, `bearing_deg` clockwise from north, `open_until` a UTC minute.
    `is_due` where something there is overdue, for which it stands lower.
    """

    place: Place
    tier: Tier
    walk_min: int
    distance_m: float
    bearing_deg: float
    reason: Reason
    open_until: int | None
    is_due: bool = False


@dataclass(frozen=True)
class Ranking:
    """The places in order, whether one is open near, and the age of the list they come from."""

    items: tuple[Ranked, ...]
    is_open_near: bool
    age: str


@dataclass(frozen=True)
class _Question:
    """From where, at which UTC minute, and whether the list is young enough to claim openings."""

    here: Point
    minute: int
    claims: bool


_Row = tuple[float, float, int, float, tuple[Opening, ...], Place]

_SINKS_M = DUE_SINKS_MIN * METRES_PER_MINUTE


class RankingIndex:
    """Places laid out for repeated ranking; build it once per list."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._rows: list[_Row] = [
            (
                *(place.at.lat, place.at.lon, place.listed_until),
                *(_NEVER if place.due_from is None else place.due_from, place.openings, place),
            )
            for place in places
        ]

    def rank(
        self,
        here: Point,
        now: datetime,
        published_at: datetime,
        limit: int = 30,
        first: int = 0,
    ) -> Ranking:
        """Return the `limit` best: open on arrival by walk, then opening soon, then the rest.

        With `first` those before it are left out: they are known already.

        Among them a place where something is overdue stands as if it were DUE_SINKS_MIN further.
        A place whose `listed_until` has come by the time of arrival is not there at all. A list
        older than seven days makes no claim: every place is then in the rest, by walk.
        """
        age = list_age(published_at, now)
        question = _Question(here, to_minute(now), age != "silent")
        items = tuple(
            _explain(self._rows[row][5], _tier(wait), distance, question)
            for wait, _, distance, row in nsmallest(limit, self._keys(question))[first:]
        )
        near = any(item.tier is Tier.OPEN and item.walk_min <= NEAR_MIN for item in items)
        return Ranking(items, near, age)

    def _keys(self, question: "_Question") -> list[tuple[float, float, float, int]]:
        """Return (wait, sunk metres, metres, row) of every place still listed; the one loop.

        The wait is 0 for what is open on arrival, minutes from now for what opens soon after it.
        """
        minute, claims = question.minute, question.claims
        lat0, lon0 = question.here.lat, question.here.lon
        north, east = metres_per_degree(lat0)
        # Half the change of a degree's length per degree north: the scale at mid-latitude.
        turn = (metres_per_degree(min(lat0 + 0.1, 90.0))[1] - east) / 0.2
        sqrt = math.sqrt
        keys: list[tuple[float, float, float, int]] = []
        for row, (lat, lon, listed_until, due_from, openings, _) in enumerate(self._rows):
            up = lat - lat0
            across = (lon - lon0) * (east + turn * up)
            up *= north
            distance = sqrt(up * up + across * across)
            arrive = minute + int(distance / METRES_PER_MINUTE) + 1
            if listed_until <= arrive:
                continue
            wait = _NEVER
            if claims:
                for begin, end in openings:
                    if end >= arrive + STAY_MIN:
                        if begin <= arrive:
                            wait = _AT_ONCE
                        elif begin <= arrive + SOON_MIN:
                            wait = float(begin - minute)
                        break
            sunk = distance + _SINKS_M if due_from <= minute else distance
            keys.append((wait, sunk, distance, row))
        return keys


def _tier(wait: float) -> Tier:
    if wait == _AT_ONCE:
        return Tier.OPEN
    return Tier.REST if wait == _NEVER else Tier.SOON


def next_opening(openings: Iterable[Opening], minute: int) -> Opening | None:
    """Return the opening that holds a UTC minute or the next one after it."""
    return next((opening for opening in openings if opening[1] > minute), None)


def _explain(place: Place, tier: Tier, distance: float, question: _Question) -> Ranked:
    minute, here, walk = question.minute, question.here, walk_min(distance)
    arrive = minute + walk
    at_door = next_opening(place.openings, arrive)
    until = at_door[1] if question.claims and at_door and at_door[0] <= arrive else None
    if not question.claims:
        reason = Reason("list-too-old", minute)
    elif tier is Tier.OPEN and until is not None:
        reason = open_reason(until, minute)
    else:
        at_once = next_opening(place.openings, minute)
        reason = other_reason(at_door, at_once, minute, arrive, is_soon=tier is Tier.SOON)
    is_due = place.due_from is not None and place.due_from <= minute
    return Ranked(place, tier, walk, distance, bearing_deg(here, place.at), reason, until, is_due)

"""Deeds: whether two records are of one venue: by name, and by postcode or place.

The rule is stated in docs/importing.md: the same venue has a name of the same words but for small
slips, and the same postcode or a place within 100 m. What shares most words of its name with
another one there may be the same, and is shown to a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from shared.geo import Point, distance_m
from shared.spelling import brief, words_of

SAME_NAME, LIKE_NAME = 90.0, 80.0
"""Likeness of names, 0 to 100: of all their words, and of those that both have."""

NEAR_M = 100.0
_CELL_DEG = 0.002
"""A little more than NEAR_M, in latitude; in longitude more than it on these islands."""


@dataclass(frozen=True)
class Venue:
    """What tells a venue: its key among others, its name, its postcode, and where it is."""

    key: str
    name: str
    postcode: str
    at: Point | None


def venue_of(record: Mapping[str, Any]) -> Venue:
    """Return what tells the venue of a record with `id`, `name`, `postcode`, `lat` and `lon`."""
    has_position = record["lat"] is not None and record["lon"] is not None
    at = Point(record["lat"], record["lon"]) if has_position else None
    return Venue(record["id"], record["name"], record["postcode"], at)


class Neighbours:
    """Venues by where they are, so that only those near each other are compared."""

    def __init__(self, venues: Iterable[Venue]) -> None:
        self._by_place: dict[object, list[Venue]] = defaultdict(list)
        for venue in venues:
            for key in _places(venue, reach=0):
                self._by_place[key].append(venue)

    def same(self, venue: Venue) -> list[Venue]:
        """Return those that are the same venue, the most alike first."""
        return self._found(venue, likeness_of_all, SAME_NAME)

    def like(self, venue: Venue) -> list[Venue]:
        """Return those that may be the same venue, the most alike first."""
        return self._found(venue, likeness_of_shared, LIKE_NAME)

    def _found(self, venue: Venue, likeness: Any, least: float) -> list[Venue]:  # noqa: ANN401
        near = {
            other.key: other for key in _places(venue, reach=1) for other in self._by_place[key]
        }
        scored = [
            (likeness(venue.name, other.name), other)
            for other in near.values()
            if other.key != venue.key and _is_near(venue, other)
        ]
        scored.sort(key=lambda each: (-each[0], each[1].key))
        return [other for score, other in scored if score >= least]


def likeness_of_all(first: str, second: str) -> float:
    """Return how alike all words of two names are, whatever their order, 0 to 100."""
    return float(fuzz.token_sort_ratio(_plain(first), _plain(second)))


def likeness_of_shared(first: str, second: str) -> float:
    """Return how alike two names are by the words that both have, 0 to 100."""
    return float(fuzz.token_set_ratio(_plain(first), _plain(second)))


def _plain(name: str) -> str:
    return brief(words_of(name))


def _places(venue: Venue, *, reach: int) -> Iterator[object]:
    if venue.postcode:
        yield venue.postcode
    if venue.at is None:
        return
    row, column = int(venue.at.lat // _CELL_DEG), int(venue.at.lon // _CELL_DEG)
    for north in range(-reach, reach + 1):
        for east in range(-reach, reach + 1):
            yield row + north, column + east


def _is_near(first: Venue, second: Venue) -> bool:
    if first.postcode and first.postcode == second.postcode:
        return True
    return (
        first.at is not None and second.at is not None and distance_m(first.at, second.at) <= NEAR_M
    )

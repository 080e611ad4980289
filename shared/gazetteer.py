"""The contract's gazetteer: from what somebody types to where that is, on phone and server."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from shared.geo import Point, metres_per_degree
from shared.matches import KINDS, Found, Match, order
from shared.name_index import Name, NameIndex
from shared.places import Place
from shared.postcode_index import PostcodeIndex, postcode_in
from shared.spelling import words_of
from shared.zones import Zone

_POSTCODES = frozenset({"postcode", "sector", "district"})


class Gazetteer:
    """All that can be found by name in a gazetteer document, among places and among zones.

    Light to make; `prepare`, or the first search, lays everything out.
    """

    def __init__(
        self,
        document: Mapping[str, Any],
        places: Iterable[Place] = (),
        zones: Iterable[Zone] = (),
    ) -> None:
        self._document = document
        self._places = places
        self._zones = zones

    def prepare(self) -> None:
        """Lay everything out, so that the first search is as quick as the next."""
        self._index.prepare()
        self._postcodes.search(())

    def search(self, typed: str, limit: int = 20, kinds: Collection[str] = KINDS) -> Found:
        """Return at most `limit` matches of these kinds, best first; nothing typed finds nothing.

        Names a slip of the finger away are found only where nothing else is.
        """
        words = words_of(typed)
        if not words:
            return Found(())
        codes = self._postcodes.search(words)
        matches = [match for match in codes if match.kind in kinds]
        matches += self._index.search(words, limit, kinds, slips=not codes)
        if not matches and codes:
            half = min(codes, key=order)
            return Found((), half.stands_for or half.label, is_known=True)
        if not matches:
            return Found((), postcode_in(words))
        best = sorted(matches, key=order)[:limit]
        return Found(tuple(map(self._placed, best)))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The towns, neighbourhoods and landmarks, in the order of the document."""
        return tuple(
            Name(_kind(body), body["name"], body["town"], Point(body["lat"], body["lon"]))
            for body in self._document.get("names", ())
            if body["kind"] != "postcode"
        )

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self._all_names())

    def _all_names(self) -> Iterator[Name]:
        yield from self.names
        for zone in self._zones:
            yield Name("zone", zone.label, zone.town, zone.at, zone.id)
        for place in self._places:
            yield Name("place", place.name, place.town, place.at, place.id)

    @cached_property
    def _postcodes(self) -> PostcodeIndex:
        return PostcodeIndex(self._document)

    def _placed(self, match: Match) -> Match:
        return replace(match, town=self._town_at(match.at)) if match.kind in _POSTCODES else match

    def _town_at(self, at: Point) -> str:
        """Return the nearest town, which is all that a postcode's place in the world is for."""
        north, east = metres_per_degree(at.lat)
        towns = (name for name in self.names if name.kind == "town")
        best = min(
            towns,
            key=lambda town: (
                ((town.at.lat - at.lat) * north) ** 2 + ((town.at.lon - at.lon) * east) ** 2
            ),
            default=None,
        )
        return best.label if best else ""


def _kind(body: Mapping[str, Any]) -> str:
    """Return what a name stands for; one of a later kind can at least be walked to."""
    return body["kind"] if body["kind"] in ("town", "neighbourhood") else "landmark"

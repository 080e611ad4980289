"""What the screens share: where the person is, and the places, zones and names around."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from mobile.store import projection
from mobile.store.clock import Clocks, CorrectedClock, read_offset
from mobile.store.projection import PlaceList, Reply
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.turned_away import Said, TurnedAway, without
from shared.clock import to_minute
from shared.geo import Point, distance_m
from shared.neighbours import Neighbour
from shared.places import SILENT_AFTER, Place
from shared.ranking import Ranked, Ranking, RankingIndex
from shared.zones import Zone, is_outside, nearest_zone

if TYPE_CHECKING:
    from shared.gazetteer import Gazetteer


WAITING, LOST = "waiting", "lost"
"""A position may come soon; none came for so long that the person should not wait for it."""


class Surroundings(ViewModel):
    """The position (`here`, never stored, never sent), and the list it is compared with."""

    here = ObjectProperty(None, allownone=True)
    here_name = StringProperty("")
    is_chosen = BooleanProperty(False)
    """Whether the position is a place picked by name instead of the phone's own."""

    accuracy_m = ObjectProperty(None, allownone=True)
    """How far off the phone's own position is likely to be, in metres, where it says so."""

    is_approximate = BooleanProperty(False)
    """Whether the phone told its position only roughly: no minutes and no direction then."""

    location_state = StringProperty("")
    """What stands between the app and a position: "", WAITING, LOST, or a trouble."""

    needs_update = BooleanProperty(False)
    """Whether the server publishes what only a later app can read."""

    has_room = BooleanProperty(True)
    """Whether the phone has room to keep answers and a new list."""

    def __init__(self, connection: sqlite3.Connection, clocks: Clocks) -> None:
        super().__init__()
        self.clock = CorrectedClock(clocks)
        self.clock.offset = read_offset(connection)
        self._connection = connection
        self._zones: tuple[Zone, ...] | None = None
        self._gazetteer: Gazetteer | None = None
        self._replies: tuple[Reply, ...] | None = None
        self.list: PlaceList | None = None
        self._indexes: dict[frozenset[str], RankingIndex] = {}
        self._by_id: dict[str, Place] = {}
        self._turned_away = TurnedAway(connection)
        self.register_event_type("on_list")
        self.reload()

    def on_list(self) -> None:
        """Fired after the list was read anew, or the clock put right."""

    def now(self) -> datetime:
        """Return what time it is, as far as the phone can know."""
        return self.clock.now()

    def correct(self) -> None:
        """Read anew what is known of the phone's clock."""
        self.clock.offset = read_offset(self._connection)
        self.dispatch("on_list")

    def reload(self) -> None:
        """Read the list anew; zones, names and replies only when they are asked for."""
        self._zones = self._gazetteer = self._replies = None
        self.list = projection.place_list(self._connection)
        self.clock.not_before = self.list.published_at if self.list else None
        places = self.list.places if self.list else ()
        self._by_id = {place.id: place for place in places}
        self._turned_away.forget_old(to_minute(self.now()))
        self._lay_out()

    def said_of(self, place_id: str) -> Said | None:
        """Return what the person said of a place that did not let them in, while it counts."""
        return self._turned_away.of(place_id, to_minute(self.now()))

    def say_turned_away(self, place_id: str, why_not: str, minute: int) -> None:
        """Let a place stand below every other that is open, for a while, on this phone only."""
        place = self._by_id.get(place_id)
        self._turned_away.say(place_id, why_not, place.openings if place else (), minute)
        self._lay_out()

    def undo_turned_away(self, place_id: str) -> None:
        """Let a place stand where the list has it again."""
        self._turned_away.undo(place_id, to_minute(self.now()))
        self._lay_out()

    def _lay_out(self) -> None:
        """Lay the places out for ranking anew."""
        self._indexes = {frozenset(): RankingIndex(self._as_said(self._by_id.values()))}
        self.dispatch("on_list")

    def _as_said(self, places: Iterable[Place]) -> Iterable[Place]:
        """Return places as they are for this person: closed where they were not let in."""
        return places if self._turned_away.is_empty() else map(self._one_as_said, places)

    def _one_as_said(self, place: Place) -> Place:
        said = self.said_of(place.id)
        return replace(place, openings=without(place.openings, said)) if said else place

    def told(
        self, at: Point, *, is_approximate: bool = False, accuracy_m: float | None = None
    ) -> None:
        """Take a position of the phone itself."""
        self.accuracy_m = accuracy_m
        self.is_chosen = False
        self.here_name = ""
        self.is_approximate = is_approximate
        self.location_state = ""
        self.here = at

    def choose(self, name: str, at: Point) -> None:
        """Take a position picked by name."""
        self.accuracy_m = None
        self.is_chosen = True
        self.is_approximate = False
        self.here_name = name
        self.here = at

    def rank(
        self, limit: int, facilities: frozenset[str] = frozenset(), first: int = 0
    ) -> Ranking | None:
        """Return the places that have all these facilities in order, from the `first` on.

        None without a position or a list.
        """
        if self.here is None or self.list is None:
            return None
        index = self._index_of(facilities, self.list)
        return index.rank(self.here, self.now(), self._known_from(self.list), limit, first)

    def _index_of(self, facilities: frozenset[str], held: PlaceList) -> RankingIndex:
        if facilities not in self._indexes:
            fitting = (place for place in held.places if facilities <= set(place.facilities))
            self._indexes[facilities] = RankingIndex(self._as_said(fitting))
        return self._indexes[facilities]

    def rank_one(self, place: Place) -> Ranked | None:
        """Return how one place stands now, or None without a position or when it has expired."""
        if self.here is None or self.list is None:
            return None
        alone = RankingIndex(self._as_said((place,)))
        items = alone.rank(self.here, self.now(), self._known_from(self.list)).items
        return items[0] if items else None

    def place(self, place_id: str) -> Place | None:
        """Return a place of the list, or None when it has left."""
        return self._by_id.get(place_id)

    def replies_for(self, place: Place) -> list[Reply]:
        """Return what was done at a place and in the zone it is in, newest first."""
        if self._replies is None:
            self._replies = projection.replies(self._connection)
        if not self._replies:
            return []
        zone = self.zone_at(place.at)
        zone_id = zone.id if zone else ""
        return [each for each in self._replies if place.id in each.places or zone_id in each.zones]

    def zone_at(self, at: Point) -> Zone | None:
        """Return the zone a point belongs to: the phone coarsens before anything is kept."""
        return nearest_zone(self.zones, at)

    @property
    def is_outside(self) -> bool:
        """Whether the person is outside the borough; whoever chose a place asks for that one."""
        if self.here is None or self.is_chosen or self.list is None:
            return False
        return is_outside(self.zones, (place.at for place in self.list.places), self.here)

    @property
    def borough(self) -> str:
        """The name of what the places are listed for, "" where it is not published."""
        areas = projection.areas(self._connection)
        return next((area.name for area in areas if area.kind == "borough"), "")

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The services next to ours."""
        return projection.neighbours(self._connection)

    def zones_by_distance(self) -> list[Zone]:
        """Return the zones, the nearest first where the position is known."""
        here = self.here
        if here is None:
            return list(self.zones)
        return sorted(self.zones, key=lambda zone: distance_m(here, zone.at))

    def _known_from(self, held: PlaceList) -> datetime:
        """Return when the list is from; by a clock that is lost it is too old to claim openings."""
        if self.clock.is_lost:
            return held.published_at - 2 * SILENT_AFTER
        return held.published_at

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The zones, read when first asked for."""
        if self._zones is None:
            self._zones = projection.zones(self._connection)
        return self._zones

    @property
    def gazetteer(self) -> "Gazetteer":
        """Everything that can be found by name, read when first asked for."""
        if self._gazetteer is None:
            # Loaded when first needed: the first list does without.
            from shared.gazetteer import Gazetteer

            document = projection.gazetteer(self._connection)
            places = self.list.places if self.list else ()
            self._gazetteer = Gazetteer(document, places, self.zones)
        return self._gazetteer

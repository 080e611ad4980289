"""What the map shows: the borough, places and points of help, and the one that was chosen."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kivy.properties import BooleanProperty, ListProperty, ObjectProperty, StringProperty

from mobile.store import projection
from mobile.ui.words import apart, count, current
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.map_pack import MapPackViewModel
from mobile.viewmodels.standing import standing_words
from mobile.viewmodels.surroundings import Surroundings
from shared.clock import to_minute
from shared.geo import Point, bearing_deg, distance_m, wind
from shared.places import Place
from shared.points import KINDS, PointOfHelp
from shared.ranking import Ranked
from shared.standing import FAR_MIN, tone_of, walk_words
from shared.walking import walk_min

PLACE = "place"
NAMED_FROM_ZOOM = {"town": 0, "neighbourhood": 13, "landmark": 15}
"""From which zoom on a kind of name is written: the large first, streets' landmarks last."""


@dataclass(frozen=True)
class Mark:
    """One thing on the map: a place with its tone (go, soon, plain), or a point of help."""

    key: str
    kind: str
    tone: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Name:
    """A name written on the plain ground, shown from a zoom on."""

    words: str
    lat: float
    lon: float
    from_zoom: int


@dataclass(frozen=True)
class MapCard:
    """The chosen mark in words; `place_id` is "" for a point of help."""

    name: str
    kind: str
    tone: str
    reason: str
    walk: str
    place_id: str = ""


@dataclass(frozen=True)
class LegendEntry:
    """One line of the legend: which mark, and what it means."""

    kind: str
    tone: str
    words: str


class MapViewModel(ViewModel):
    """Where everything is, and how it stands now; from memory, whatever the network does."""

    marks = ListProperty()
    areas = ListProperty()
    names = ListProperty()
    here = ObjectProperty(None, allownone=True)
    is_rough = BooleanProperty(False)
    chosen_key = StringProperty("")
    card = ObjectProperty(None, allownone=True)
    legend = ListProperty()

    def __init__(
        self, connection: sqlite3.Connection, surroundings: Surroundings, pack: MapPackViewModel
    ) -> None:
        super().__init__()
        self.pack = pack
        self._connection = connection
        self._surroundings = surroundings
        self._points: dict[str, PointOfHelp] = {}
        surroundings.bind(here=self.refresh, on_list=self.reread)
        self.reread()

    def reread(self, *_args: object) -> None:
        """Read areas and points anew: another list has come."""
        self.areas = list(projection.areas(self._connection))
        self.names = _names(projection.gazetteer(self._connection).get("names", ()))
        known = (each for each in projection.points(self._connection) if each.kind in KINDS)
        self._points = {f"point/{each.id}": each for each in known}
        self.refresh()

    def refresh(self, *_args: object) -> None:
        """Work out anew how everything stands, for the position and the clock of this moment."""
        self.here = self._surroundings.here
        self.is_rough = self._surroundings.is_approximate
        self.marks = [*self._place_marks(), *self._point_marks()]
        self.legend = list(_legend(self.marks))
        keys = {mark.key for mark in self.marks}
        self.choose(self.chosen_key if self.chosen_key in keys else "")

    def choose(self, key: str) -> None:
        """Choose a mark; "" chooses none."""
        self.chosen_key = key
        self.card = self._card(key) if key else None

    def choose_next(self) -> None:
        """Choose the next mark, the nearest first: so each can be reached without pointing."""
        keys = [mark.key for mark in self._by_distance()]
        if keys:
            at = keys.index(self.chosen_key) + 1 if self.chosen_key in keys else 0
            self.choose(keys[at % len(keys)])

    def mark(self, key: str) -> Mark | None:
        """Return a mark, or None where it has left."""
        return next((mark for mark in self.marks if mark.key == key), None)

    def _by_distance(self) -> list[Mark]:
        here = self.here
        if here is None:
            return list(self.marks)
        return sorted(self.marks, key=lambda mark: distance_m(here, Point(mark.lat, mark.lon)))

    def _place_marks(self) -> Iterator[Mark]:
        held = self._surroundings.list
        if held is None:
            return
        ranking = self._surroundings.rank(len(held.places))
        if ranking is not None:
            for item in ranking.items:
                yield _mark(item.place, tone_of(item))
            return
        now = to_minute(self._surroundings.now())
        for place in held.places:
            if now < place.listed_until:
                yield _mark(place, "plain")

    def _point_marks(self) -> Iterator[Mark]:
        for key, point in self._points.items():
            yield Mark(key, point.kind, "", point.at.lat, point.at.lon)

    def _card(self, key: str) -> MapCard | None:
        if key in self._points:
            return self._point_card(self._points[key])
        place = self._surroundings.place(key.removeprefix("place/"))
        if place is None:
            return None
        item = self._surroundings.rank_one(place)
        return self._place_card(place, item)

    def _place_card(self, place: Place, item: Ranked | None) -> MapCard:
        if item is None:
            reason, walk = _("Choose where you are, and it says whether it is open."), ""
        else:
            reason = standing_words(item, self._surroundings)
            walk = walk_words(item, current(), is_rough=self.is_rough)
        tone = tone_of(item) if item else "plain"
        return MapCard(place.name, PLACE, tone, reason, walk, place.id)

    def _point_card(self, point: PointOfHelp) -> MapCard:
        where = f"{apart(point.name)}. {apart(point.detail)}" if point.detail else point.name
        walk = _way_to(self.here, point.at) if self.here and not self.is_rough else ""
        return MapCard(_(KINDS[point.kind]), point.kind, "", where, walk)


def _mark(place: Place, tone: str) -> Mark:
    return Mark(f"place/{place.id}", PLACE, tone, place.at.lat, place.at.lon)


def _names(listed: Iterable[Mapping[str, Any]]) -> list[Name]:
    found = [
        Name(each["name"], each["lat"], each["lon"], NAMED_FROM_ZOOM[each["kind"]])
        for each in listed
        if each["kind"] in NAMED_FROM_ZOOM
    ]
    return sorted(found, key=lambda name: (name.from_zoom, name.words))


def _way_to(here: Point, there: Point) -> str:
    metres = distance_m(here, there)
    minutes = walk_min(metres)
    if minutes > FAR_MIN:
        return _("{n} km away.").format(n=f"{metres / 1000:.0f}")
    return _("About {minutes}, towards the {way}.").format(
        minutes=count("{n} minute on foot", "{n} minutes on foot", minutes),
        way=_(wind(bearing_deg(here, there))),
    )


def _legend(marks: list[Mark]) -> Iterator[LegendEntry]:
    there = {(mark.kind, mark.tone) for mark in marks}
    tones = {
        "go": _("Open when you get there"),
        "soon": _("Opens or closes soon"),
        "plain": _("Closed, or not known"),
    }
    for tone, words in tones.items():
        if (PLACE, tone) in there:
            yield LegendEntry(PLACE, tone, words)
    for kind, words in KINDS.items():
        if (kind, "") in there:
            yield LegendEntry(kind, "", _(words))

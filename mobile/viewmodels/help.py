"""What Help shows: the right door for a need, and the nearest points of help; from memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kivy.properties import ListProperty, StringProperty

from mobile.device.calls import Calls
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.surroundings import Surroundings
from shared.geo import Point, bearing_deg, distance_m, wind
from shared.help import help_to_wire
from shared.points import KINDS, PointOfHelp, nearest_of_each_kind
from shared.walking import walk_min

FURTHEST_MIN = 30
"""A point of help further away than this on foot helps nobody, and is not shown."""


@dataclass(frozen=True)
class PointCard:
    """One point of help as shown: what it is, where it hangs, how far, how to reach it."""

    kind: str
    title: str
    walk: str
    where: str
    detail: str


class HelpViewModel(ViewModel):
    """The services, published or, before the first list, as shipped in the code."""

    doors = ListProperty()
    points = ListProperty()
    note = StringProperty("")

    def __init__(
        self,
        published: tuple[Mapping[str, Any], ...],
        points: Iterable[PointOfHelp],
        surroundings: Surroundings,
        calls: Calls,
    ) -> None:
        super().__init__()
        self._calls = calls
        self._points = tuple(points)
        self._surroundings = surroundings
        shipped: Any = help_to_wire()["doors"]
        self.doors = list(published or shipped)
        surroundings.bind(here=self.refresh)
        self.refresh()

    def refresh(self, *_args: object) -> None:
        """Work out which point of each kind is the nearest now; nothing without a position."""
        here = self._surroundings.here
        near = nearest_of_each_kind(self._points, here) if here else ()
        cards = [_card(point, here) for point in near] if here else []
        self.points = [card for card in cards if card is not None]

    def call(self, number: str) -> None:
        """Open the dialler; where there is none, show the number."""
        if not self._calls.dial(number):
            self.note = _("Call {number}").format(number=number)


def _card(point: PointOfHelp, here: Point) -> PointCard | None:
    minutes = walk_min(distance_m(here, point.at))
    if minutes > FURTHEST_MIN:
        return None
    walk = _("{minutes} min walk, {way}").format(
        minutes=minutes, way=wind(bearing_deg(here, point.at))
    )
    return PointCard(point.kind, _(KINDS[point.kind]), walk, point.name, point.detail)

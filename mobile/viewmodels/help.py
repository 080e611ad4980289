"""What Help shows: the right door for a need, and the nearest points of help; from memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kivy.properties import ListProperty, StringProperty

from mobile.device.choosing import Device
from mobile.ui.words import count, published
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.reading_aloud import ReadingAloud
from mobile.viewmodels.surroundings import Surroundings
from shared.geo import Point, bearing_deg, distance_m, wind
from shared.help import NEEDS, help_to_wire
from shared.points import FURTHEST_MIN, KINDS, PointOfHelp, nearest_of_each_kind
from shared.walking import walk_min

EMERGENCY = "now"


@dataclass(frozen=True)
class DoorCard:
    """One service as shown: the need it is for, its words, and what reaches it."""

    door_id: str
    need: str
    title: str
    detail: str
    phone: str
    text_to: str
    is_emergency: bool


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

    emergency = ListProperty()
    groups = ListProperty()
    """Needs in their order, each as (words, cards)."""

    points = ListProperty()
    note = StringProperty("")

    def __init__(
        self,
        published_doors: Iterable[Mapping[str, Any]],
        points: Iterable[PointOfHelp],
        surroundings: Surroundings,
        device: Device,
    ) -> None:
        super().__init__()
        self._device = device
        self._points = tuple(points)
        self._surroundings = surroundings
        self.aloud = ReadingAloud(device.speech, self._spoken)
        cards = door_cards(published_doors)
        self.emergency = [card for card in cards if card.need == EMERGENCY]
        self.groups = _grouped([card for card in cards if card.need != EMERGENCY])
        surroundings.bind(here=self.refresh)
        self.refresh()

    def refresh(self, *_args: object) -> None:
        """Work out which point of each kind is the nearest now; nothing without a position."""
        here = self._surroundings.here
        near = nearest_of_each_kind(self._points, here) if here else ()
        is_rough = self._surroundings.is_approximate
        cards = [_card(point, here, is_rough=is_rough) for point in near] if here else []
        self.points = [card for card in cards if card is not None]

    def open(self, card: DoorCard) -> None:
        """Open the dialler or a new text; where there is neither, show the number."""
        if card.phone:
            self.call(card.phone)
        elif card.text_to and not self._device.messages.compose(card.text_to, ""):
            words = _("This device cannot text. From any phone, text {number}.")
            self.note = words.format(number=card.text_to)

    def call(self, number: str) -> None:
        """Open the dialler; where there is none, show the number."""
        if not self._device.calls.dial(number):
            self.note = no_dialler(number)

    def _spoken(self) -> str:
        cards = [*self.emergency, *(card for _words, group in self.groups for card in group)]
        return " ".join(f"{card.title}. {card.detail.rstrip('.')}." for card in cards)


def no_dialler(number: str) -> str:
    """Return what is said where the device cannot call."""
    return _("This device cannot call. From any phone, call {number}.").format(number=number)


def door_cards(published_doors: Iterable[Mapping[str, Any]]) -> list[DoorCard]:
    """Return the doors as they are shown, those that were shipped where none are published."""
    shipped: Any = help_to_wire()["doors"]
    return [_door(door) for door in (tuple(published_doors) or shipped)]


def _door(door: Mapping[str, Any]) -> DoorCard:
    is_emergency = bool(door.get("is_emergency"))
    return DoorCard(
        door["id"],
        door.get("need") or (EMERGENCY if is_emergency else "talk"),
        published(door["title"]),
        published(door["detail"]),
        door["phone"],
        door.get("text_to", ""),
        is_emergency,
    )


def _grouped(cards: list[DoorCard]) -> list[tuple[str, list[DoorCard]]]:
    groups: dict[str, list[DoorCard]] = {}
    for card in cards:
        groups.setdefault(card.need, []).append(card)
    order = [*NEEDS, *(need for need in groups if need not in NEEDS)]
    return [(_(NEEDS.get(need, "")), groups[need]) for need in order if need in groups]


def _card(point: PointOfHelp, here: Point, *, is_rough: bool) -> PointCard | None:
    minutes = walk_min(distance_m(here, point.at))
    if minutes > FURTHEST_MIN:
        return None
    walk = count("{{way}}, {n} minute on foot", "{{way}}, {n} minutes on foot", minutes)
    walk = walk.format(way=_("To the {way}").format(way=_(wind(bearing_deg(here, point.at)))))
    return PointCard(
        point.kind,
        _(KINDS[point.kind]),
        point.town if is_rough else walk,
        point.name,
        point.detail,
    )

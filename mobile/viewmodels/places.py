"""What the list of places shows: the one to walk to now, the others, and an honest "none"."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from kivy.properties import BooleanProperty, ListProperty, ObjectProperty, StringProperty

from mobile.device.location import DENIED, OFF
from mobile.store.projection import PlaceList
from mobile.ui.words import count, current
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.clock import clock_words
from mobile.viewmodels.none_open import next_best
from mobile.viewmodels.standing import PlaceCard, card_of
from mobile.viewmodels.surroundings import LOST, WAITING, Surroundings
from shared.clock import to_minute
from shared.ranking import NEAR_MIN, Ranked, Ranking, Tier
from shared.standing import none_title

AT_FIRST, AT_ONCE = 40, 60
"""As many places are worked out at first, and more each time that somebody scrolls near the end:
few enough that it is done within a frame."""

OPEN = "open"
FACILITY_FILTERS = ("step_free", "charging", "quiet")


class Cards(Sequence[PlaceCard]):
    """Places as they are shown; each is put into words when it is first looked at."""

    def __init__(self, items: Sequence[Ranked], make: Callable[[Ranked], PlaceCard]) -> None:
        self.items = tuple(items)
        self._make = make
        self._made: dict[int, PlaceCard] = {}

    def followed_by(self, items: Sequence[Ranked]) -> "Cards":
        """Return these and more; what was put into words is kept."""
        more = Cards((*self.items, *items), self._make)
        more._made = self._made
        return more

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[PlaceCard]:
        return (self[index] for index in range(len(self)))

    @overload
    def __getitem__(self, index: int) -> PlaceCard: ...
    @overload
    def __getitem__(self, index: slice) -> list[PlaceCard]: ...
    def __getitem__(self, index: int | slice) -> PlaceCard | list[PlaceCard]:
        if isinstance(index, slice):
            return [self[each] for each in range(len(self))[index]]
        if index not in self._made:
            self._made[index] = self._make(self.items[index])
        return self._made[index]


@dataclass(frozen=True)
class Filter:
    """One way to narrow the list: its code, its words, whether it is on."""

    code: str
    label: str
    is_on: bool


class PlacesViewModel(ViewModel):
    """The list of places for where the person is now."""

    where = StringProperty("")
    where_icon = StringProperty("place")
    notice = StringProperty("")
    headline = ObjectProperty(None, allownone=True)
    none_title = StringProperty("")
    none_detail = StringProperty("")
    next_best = ListProperty()
    is_outside = BooleanProperty(False)
    """Whether the person is outside the borough: no place is offered, and nothing to narrow."""

    neighbours = ListProperty()
    """The services next to ours, named where the person is outside the borough."""

    cards = ObjectProperty(Cards((), lambda item: None))  # type: ignore[arg-type, return-value]
    filters = ListProperty()
    needs_where = BooleanProperty(False)
    asking = StringProperty("")
    """What heads the question where the person is."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__()
        self._surroundings = surroundings
        self._limit = AT_FIRST
        self._has_more = False
        self._minute = 0
        self._on: frozenset[str] = frozenset()
        self.register_event_type("on_change")
        surroundings.bind(here=self.refresh, on_list=self.refresh, location_state=self.refresh)
        surroundings.bind(needs_update=self.refresh)
        self._show_filters()
        self.refresh()

    def on_change(self) -> None:
        """Fired once after everything shown was worked out anew, if any of it changed."""

    def refresh(self, *_args: object) -> None:
        """Work the list out for the position and the clock of this moment."""
        before = self._shown()
        ranking = self._surroundings.rank(self._limit, self._on - {OPEN})
        self.needs_where = self._surroundings.here is None
        self.where, self.where_icon = self._where()
        is_lost = self._surroundings.location_state == LOST
        self.asking = _("Cannot find you yet: choose a town") if is_lost else _("Where are you?")
        self.notice = self._notice(ranking)
        items = ranking.items if ranking else ()
        self._has_more = len(items) == self._limit
        self._minute = to_minute(self._surroundings.now())
        items = self._wanted(items)
        best = items[0] if items and items[0].tier is Tier.OPEN else None
        is_near = best is not None and best.walk_min <= NEAR_MIN
        self.is_outside = not is_near and self._surroundings.is_outside
        if self.is_outside:
            items, self._has_more = (), False
        self._say_none(ranking, is_near=is_near)
        self.headline = self._card(best) if best and is_near else None
        self.cards = Cards(self._further(items), self._card)
        if self._shown() != before:
            self.dispatch("on_change")

    def reach(self, index: int) -> None:
        """Work out more places where the end of those worked out comes into sight."""
        if not self._has_more or index + AT_FIRST // 2 < len(self.cards):
            return
        known, self._limit = self._limit, self._limit + AT_ONCE
        if to_minute(self._surroundings.now()) != self._minute:
            self.refresh()
            return
        ranking = self._surroundings.rank(self._limit, self._on - {OPEN}, known)
        items = ranking.items if ranking else ()
        self._has_more = len(items) == AT_ONCE
        self.cards = self.cards.followed_by(self._further(self._wanted(items)))
        self.dispatch("on_change")

    def toggle(self, code: str) -> None:
        """Narrow the list by a filter, or no longer."""
        self._on ^= {code}
        self._limit = AT_FIRST
        self._show_filters()
        self.refresh()

    def _wanted(self, items: Sequence[Ranked]) -> tuple[Ranked, ...]:
        if OPEN not in self._on:
            return tuple(items)
        return tuple(item for item in items if item.tier is Tier.OPEN)

    def _further(self, items: Sequence[Ranked]) -> list[Ranked]:
        """Return those that do not stand above the list: each place is shown once."""
        above = {each.place_id for each in (*self.next_best, self.headline) if each is not None}
        return [item for item in items if item.place.id not in above]

    def _show_filters(self) -> None:
        words = {
            OPEN: _("Open when I get there"),
            "step_free": _("Step-free"),
            "charging": _("Charging"),
            "quiet": _("Quiet area"),
        }
        self.filters = [
            Filter(code, words[code], code in self._on) for code in (OPEN, *FACILITY_FILTERS)
        ]

    def _shown(self) -> tuple[object, ...]:
        near = (tuple(self.next_best), tuple(self.neighbours))
        return (
            self.headline,
            self.cards.items,
            self.needs_where,
            *near,
            self.notice,
            self.none_title,
            self.none_detail,
        )

    def _where(self) -> tuple[str, str]:
        here = self._surroundings
        if here.here is None:
            return _without_position(here.location_state)
        if here.is_chosen:
            return _("From {place}, as you chose").format(place=here.here_name), "town"
        zone = here.zone_at(here.here)
        label = zone.label if zone else _("Outside the borough")
        if here.is_approximate:
            return _("Only roughly: {label} · stays on this phone").format(label=label), "rough"
        return _("{label} · stays on this phone").format(label=label), "place"

    def _notice(self, ranking: Ranking | None) -> str:
        held, clock = self._surroundings.list, self._surroundings.clock
        if held is None:
            return _("No list on this phone yet. Connect once to fetch it.")
        if clock.is_lost:
            return _("This phone's clock is wrong, so what is open is not known. Call first.")
        room = "" if self._surroundings.has_room else _("This phone is full: make some room.")
        update = _("Please update this app.") if self._surroundings.needs_update else ""
        age = self._age_words(ranking, held)
        said = (room, clock_words(clock.off_by_s), age, update)
        return " ".join(words for words in said if words)

    def _age_words(self, ranking: Ranking | None, held: PlaceList) -> str:
        if ranking is None or ranking.age == "fresh":
            return ""
        days = max(1, (self._surroundings.now() - held.published_at).days)
        ago = _("yesterday") if days == 1 else count("{n} day ago", "{n} days ago", days)
        if ranking.age == "silent":
            return _("List from {ago}: too old to say what is open. Call first.").format(ago=ago)
        return _("List from {ago}. Hours may have changed.").format(ago=ago)

    def _say_none(self, ranking: Ranking | None, *, is_near: bool) -> None:
        self.none_title = self.none_detail = ""
        self.next_best = []
        self.neighbours = list(self._surroundings.neighbours) if self.is_outside else []
        if self.is_outside:
            self.none_title, self.none_detail = _outside(self._surroundings.borough)
        if ranking is None or is_near or self.is_outside:
            return
        if ranking.age == "silent":
            self.none_title = _("Open hours not known")
            self.none_detail = _("Call a place before you walk, or use Help.")
            return
        is_narrowed = bool(self._on - {OPEN})
        self.none_title = none_title(ranking.items, current(), is_narrowed=is_narrowed)
        if self._on and (ranking.items or is_narrowed):
            self.none_detail = _("With what you asked for. Tap a filter again to see all places.")
            return
        minute, is_rough = to_minute(self._surroundings.now()), self._surroundings.is_approximate
        open_to_all = [
            each for each in ranking.items if not self._surroundings.said_of(each.place.id)
        ]
        self.next_best = next_best(open_to_all, minute, is_rough=is_rough)
        if not self.next_best:
            self.none_detail = _("In danger, call 999. Someone to talk to: press Help.")

    def _card(self, item: Ranked) -> PlaceCard:
        return card_of(item, self._surroundings)


def _outside(borough: str) -> tuple[str, str]:
    """Return what is said instead of a walk of 286 km."""
    covers = _("UMay covers {borough}").format(borough=borough)
    return covers if borough else _("UMay does not cover this area"), _(
        "You seem to be outside it. In danger, call 999. The police and helplines answer anywhere: "
        "press Help."
    )


def _without_position(state: str) -> tuple[str, str]:
    if state == WAITING:
        return _("Finding where you are. It stays on this phone."), "place"
    if state == DENIED:
        return _(
            "This app is not allowed to know where you are. Choose a town instead."
        ), "no_place"
    if state == OFF:
        return _("Location is switched off on this phone. Choose a town instead."), "no_place"
    return _("Where are you? Your position never leaves this phone."), "place"

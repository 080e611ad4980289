"""Widgets of the list of places: the headline, an honest "none", the rows."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import BooleanProperty, ObjectProperty

from mobile.screens.aimed import AimedPage
from mobile.screens.headline import Headline
from mobile.screens.loading import load_kv
from mobile.ui.kit import Card, Edged, Head, Tap, Words
from mobile.ui.long_list import LongList
from mobile.ui.nav import NavBar

load_kv(__file__)


class NoneOpen(Edged, Card):
    """What to do when nothing near is open."""

    model = ObjectProperty(None, rebind=True)


class NextBestTap(Tap):
    """One next best place."""

    line = ObjectProperty(None)


class NeighbourTap(Tap):
    """The service of another partnership, by name and address; a press opens the browser."""

    neighbour = ObjectProperty(None)


class PlaceRow(Tap):
    """One further place; a row may be given another."""

    card = ObjectProperty(None, rebind=True)
    index = 0


class Notice(Words):
    """How old the list is, when that matters."""

    is_live = True


class Asking(Card):
    """To say where one is, while the position is not known."""

    model = ObjectProperty(None, rebind=True)


class WhereTap(Tap):
    """Where the list is worked out for, to be changed."""

    model = ObjectProperty(None, rebind=True, allownone=True)
    is_tight = BooleanProperty(False)


class Narrowing(Head):
    """Where the list is worked out for, and the filters; below the first place in little room."""


class PlacesScreen(AimedPage):
    """The list; rebuilt when the model's cards change."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows = LongList(lambda: PlaceRow(card=self.model.cards[0]), _show)
        self.rows.reach = self.model.reach
        self.ids.list.add_widget(self.rows)
        self.rows.attach(self.ids.body)
        self._shown: Any = None
        self._is_whole = self._has_offered = False
        self.model.bind(on_change=self.fill)
        self.fill()
        # What is asked for before a frame is done within it: so the rest asks from there again.
        if self.damage.words:
            from mobile.screens.damage import cards

            for card in cards(self.damage):
                self.ids.list.add_widget(card, index=len(self.ids.list.children))
        self._make_rest = Clock.create_trigger(self._make_the_rest)
        Clock.schedule_once(lambda _: self._make_rest())

    def begun(self) -> None:
        """Begin at the top, where the place to walk to now is."""
        self.ids.body.scroll_y = 1

    def entered(self) -> None:
        """Point at the place to walk to; the first time after the first frame."""
        if self._is_whole:
            self._point()

    def _point(self) -> None:
        headline = self.model.headline
        self.aim(headline.place_id if headline else "")
        for each in self.ids.first.children:
            if isinstance(each, Headline):
                each.needle = self.needle

    def fill(self, *_args: object) -> None:
        """Put the notice, the headline or the "none", then the rows, into the list."""
        model, top = self.model, self.ids.first
        said = (model.notice, model.none_title, model.none_detail)
        lists = (tuple(model.next_best), tuple(model.neighbours))
        head = (*said, model.headline, model.needs_where, *lists)
        if head != self._shown:
            self._shown = head
            top.clear_widgets()
            for widget in self._head():
                top.add_widget(widget)
            if self._is_whole and self.parent:
                self._point()
        self.rows.items = model.cards
        if self._is_whole:
            self._offer_map()

    def _head(self) -> list[Any]:
        model, found = self.model, []
        if model.notice:
            found.append(Notice(text=model.notice))
        if model.headline is not None:
            found.append(Headline(card=model.headline))
        elif model.none_title:
            found.append(_none_open(model))
        if model.needs_where:
            found.append(Asking(model=model))
        return found

    def _make_the_rest(self, _dt: float) -> None:
        """Make what may come after the first frame: filters, and the way to the other places."""
        from mobile.screens.filters import Filters

        self.ids.filters.add_widget(Filters(model=self.model))
        self.ids.nav.add_widget(NavBar(here="places", queue=self.queue))
        self._offer_map()
        self._is_whole = True
        if self.parent:
            self._point()

    def _offer_map(self, *_args: object) -> None:
        """Offer the map once, below the place to walk to; where there is one, that comes first."""
        if self._has_offered or (self.model.headline is None and not self.model.none_title):
            return
        from kivy.app import App

        offer = App.get_running_app().context.make("map_offer")
        if offer.words:
            from mobile.screens.map_offer import MapOfferCard

            self._has_offered = True
            self.ids.list.add_widget(MapOfferCard(model=offer), index=1)

    @property
    def damage(self) -> Any:
        """What is said after the memory was damaged."""
        from kivy.app import App

        return App.get_running_app().context.damage

    @property
    def queue(self) -> Any:
        """The queue, whose count stands in the bar."""
        from kivy.app import App

        return App.get_running_app().context.queue


def _show(row: PlaceRow, card: Any) -> None:
    row.card = card


def _none_open(model: Any) -> NoneOpen:
    found = NoneOpen(model=model)
    for line in model.next_best:
        found.ids.lines.add_widget(NextBestTap(line=line))
    for neighbour in model.neighbours:
        found.ids.neighbours.add_widget(NeighbourTap(neighbour=neighbour))
    return found

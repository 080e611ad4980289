"""Widgets of the list of places: the headline, an honest "none", the rows."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import ObjectProperty

from mobile.screens.loading import load_kv
from mobile.ui.kit import Card, Edged, Page, Tap, TextTap, Words

load_kv(__file__)

ROWS_AT_ONCE = 3
"""About as many as fit below the headline; the others are made in the next frame."""


class Headline(Tap):
    """The one place to walk to now."""

    card = ObjectProperty(None)


class NoneOpen(Edged, Card):
    """What to do when nothing near is open."""

    model = ObjectProperty(None, rebind=True)


class PlaceRow(Tap):
    """One further place."""

    card = ObjectProperty(None)


class Notice(Words):
    """How old the list is, when that matters."""


class TownTap(TextTap):
    """To say where one is, while the position is not known."""


class MoreTap(TextTap):
    """To see a longer list."""


class NavBar(Card):
    """The three places to be, within reach of the thumb."""

    queue = ObjectProperty(None, rebind=True)


class PlacesScreen(Page):
    """The list; rebuilt when the model's cards change."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # What is asked for before a frame is done within it: so the rest asks from there again.
        self._make_rest = Clock.create_trigger(self._fill_rest)
        self._trigger_rest = Clock.create_trigger(lambda _: self._make_rest())
        self.model.bind(on_change=self.fill)
        self.fill()

    def fill(self, *_args: object) -> None:
        """Put the notice, the headline or the "none", then the rows, into the list."""
        model, top, rows = self.model, self.ids.top, self.ids.rows
        # What an earlier fill still wanted to add belongs to a list that is gone.
        self._trigger_rest.cancel()
        self._make_rest.cancel()
        top.clear_widgets()
        rows.clear_widgets()
        if model.notice:
            top.add_widget(Notice(text=model.notice))
        if model.headline is not None:
            top.add_widget(Headline(card=model.headline))
        elif model.none_title:
            top.add_widget(NoneOpen(model=model))
        if model.needs_where:
            top.add_widget(TownTap())
        self._add_rows(model.cards[:ROWS_AT_ONCE])
        self._trigger_rest()

    def _fill_rest(self, _dt: float) -> None:
        self._add_rows(self.model.cards[len(self.ids.rows.children) :])
        if self.model.has_more:
            self.ids.rows.add_widget(MoreTap())

    def _add_rows(self, cards: list[Any]) -> None:
        for card in cards:
            self.ids.rows.add_widget(PlaceRow(card=card))

"""Widgets of the map: the map itself, what a mark means, and the pack that may be downloaded."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.gridlayout import GridLayout

from mobile.screens.loading import load_kv
from mobile.ui.kit import Card, Page, Row, Stack, Tap, Words
from mobile.ui.map_marks import LOOKS, PLACE
from mobile.ui.map_view import Map
from mobile.ui.words import is_rtl

load_kv(__file__)

REFRESH_S = 30
"""How often it is worked out anew while it is shown: minutes pass."""


class MapTap(Tap):
    """One of the round buttons on the map."""

    icon = StringProperty("plus")


class Sign(Card):
    """A mark as the map draws it, beside its words."""

    kind = StringProperty("place")
    tone = StringProperty("plain")

    shape = StringProperty("")
    sign = StringProperty("")
    ground_token = StringProperty("muted")
    ink_token = StringProperty("surface")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("kind", self._dress)
        self.fbind("tone", self._dress)
        self._dress()

    def _dress(self, *_args: Any) -> None:
        look = LOOKS.get((self.kind, self.tone), LOOKS[(PLACE, "plain")])
        self.shape, self.sign = look.shape, look.sign
        self.ground_token, self.ink_token = look.ground, look.ink


class LegendRow(Row):
    """One line of the legend."""

    entry = ObjectProperty(None)


class Legend(GridLayout):
    """What the marks mean, in two columns where there is room."""


class ChosenCard(Stack):
    """The chosen mark in words."""

    card = ObjectProperty(None)


class PackPart(Stack):
    """What can be done about the map's pack; no higher than what there is to say."""

    pack = ObjectProperty(None, rebind=True)


class Attribution(Words):
    """Whose data are drawn."""


class MapScreen(Page):
    """The map; below it the chosen mark, or the legend and the pack."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.map = Map(self.model.pack.cache_folder, pos_hint={"x": 0, "y": 0})
        self.ids.around.add_widget(self.map, index=len(self.ids.around.children))
        for name in ("areas", "names", "marks", "here", "is_rough", "chosen_key"):
            setattr(self.map, name, getattr(self.model, name))
            self.model.bind(**{name: self.map.setter(name)})
        self.map.pack = self.model.pack.held
        self.model.pack.bind(held=self.map.setter("pack"))
        self.map.bind(on_mark=lambda _map, key: self.model.choose(key))
        self.model.bind(card=self.fill, legend=self.fill)
        self._clock: Any = None
        self.fill()

    def entered(self) -> None:
        """Work everything out for this moment, and keep it true while it is shown."""
        self.model.refresh()
        self._clock = Clock.schedule_interval(self.model.refresh, REFRESH_S)

    def left(self) -> None:
        """Rest until it is shown again."""
        if self._clock is not None:
            self._clock.cancel()

    def fill(self, *_args: Any) -> None:
        """Put the chosen mark, or the legend and the pack, below the map."""
        below = self.ids.below
        below.clear_widgets()
        if self.model.card is not None:
            below.add_widget(ChosenCard(card=self.model.card))
            return
        legend = Legend(orientation="rl-tb" if is_rtl() else "lr-tb")
        for entry in self.model.legend:
            legend.add_widget(LegendRow(entry=entry))
        below.add_widget(legend)
        below.add_widget(PackPart(pack=self.model.pack))
        self.ids.panel.scroll_y = 1

    def choose_next(self) -> None:
        """Choose the next mark and bring it into sight."""
        self.model.choose_next()
        mark = self.model.mark(self.model.chosen_key)
        if mark is not None:
            self.map.show_mark(mark)

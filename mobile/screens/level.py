"""Widgets of the first feedback step: how safe."""

from typing import Any

from kivy.properties import ObjectProperty, StringProperty

from mobile.screens.loading import load_kv
from mobile.ui.kit import Edged, Page, Tap

load_kv(__file__)


class LevelTap(Edged, Tap):
    """One answer: face and words."""

    code = StringProperty("very_safe")
    label = StringProperty("")


class LevelScreen(Page):
    """The four answers, and "don't know" below them."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model.bind(levels=self.fill)
        self.fill()

    def fill(self, *_args: object) -> None:
        """Put the answers into the list."""
        self.ids.levels.clear_widgets()
        for choice in self.model.levels:
            self.ids.levels.add_widget(LevelTap(code=choice.code, label=choice.label))

"""Widgets of the headline: the one place to walk to now."""

from typing import Any

from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from mobile.screens.loading import load_kv
from mobile.ui.kit import Row, Tap, TextTap
from mobile.ui.scale import size

load_kv(__file__)


class Headline(Tap):
    """The one place to walk to now; its needle comes after the first frame."""

    card = ObjectProperty(None)
    needle = ObjectProperty(None, allownone=True, rebind=True)


class Walk(BoxLayout):
    """How far the headline's place is: the largest thing on the screen."""

    card = ObjectProperty(None)


class Pair(Row):
    """Two things beside each other, or where text is large below each other."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if size.factor > 1:
            self.orientation = "vertical"


class HeadlineTap(TextTap):
    """One thing to do with the headline's place at once."""

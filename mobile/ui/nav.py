"""The phone's small kit: the five places to be, within reach of the thumb."""

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from mobile.ui.kit import Card, Row, Tap, natural_width
from mobile.ui.scale import size

Builder.load_file(str(Path(__file__).with_suffix(".kv")))


class NavTap(Tap):
    """One place to be; its words shrink rather than be cut off."""

    role = "tab"
    text = StringProperty("")
    icon = StringProperty("list")
    is_here = BooleanProperty(False)
    is_shown = BooleanProperty(True)
    count = NumericProperty(0)
    shown = StringProperty("")
    """Its words, and how many wait where some do."""

    font_size = NumericProperty(12)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("width", "text", "count"):
            self.fbind(name, self._fit)
        self._fit()

    def _fit(self, *_args: Any) -> None:
        self.shown = f"{self.text} ({self.count:.0f})" if self.count else self.text
        wide = natural_width(self.shown, size.tiny)
        room = max(1.0, self.width - dp(4))
        self.font_size = size.tiny * min(1.0, room / max(1.0, wide))


class NavBar(Card):
    """The five places to be; on a wide screen in the middle."""

    here = StringProperty("places")
    queue = ObjectProperty(None, rebind=True, allownone=True)


class NavRow(Row):
    """What stands in it."""

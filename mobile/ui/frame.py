"""The phone's look: what of the window can be used, under the system's bars and the keyboard."""

from typing import Any

from kivy.core.window import Window
from kivy.event import EventDispatcher
from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty

WIDEST_DP = 640
"""A column of text wider than this is hard to read; on a tablet it stands in the middle."""

LOW_DP = 480
"""Below this height, as on a phone that lies on its side, all but the bars scrolls."""

LEAST_DP = 120
"""Covered edges never leave a page less than this: a phone that says otherwise is not believed."""


class Frame(EventDispatcher):
    """The usable part of the window, in its pixels; kv binds to it, so a change lays out anew."""

    left = NumericProperty(0)
    top = NumericProperty(0)
    right = NumericProperty(0)
    bottom = NumericProperty(0)
    """What is covered at each edge; below, by the keyboard while it is shown."""

    column = NumericProperty(0)
    """The width of a page's column."""

    is_low = BooleanProperty(False)
    """Whether there is so little height that only the bars stay where they are."""

    has_keyboard = BooleanProperty(False)

    def follow(self) -> None:
        """Follow the window from now on, with nothing covered."""
        Window.funbind("size", self._fit)
        Window.fbind("size", self._fit)
        self.cover()

    def cover(
        self,
        left: float = 0,
        top: float = 0,
        right: float = 0,
        bottom: float = 0,
        keyboard: float = 0,
    ) -> None:
        """Take what covers the window's edges; `keyboard` counts from the lower edge, 0: none."""
        least = dp(LEAST_DP)
        if left + right > Window.width - least:
            left = right = 0
        if top + bottom > Window.height - least:
            top = bottom = 0
        self.left, self.top, self.right = left, top, right
        self.bottom = max(bottom, min(keyboard, Window.height - top - least))
        self.has_keyboard = keyboard > bottom
        self._fit()

    def _fit(self, *_args: Any) -> None:
        self.column = min(Window.width - self.left - self.right, dp(WIDEST_DP))
        # The keyboard comes and goes while one types: the page keeps its shape for that.
        self.is_low = Window.height - self.top < dp(LOW_DP)


frame = Frame()

"""Widgets of the empty screen that is left behind: a clock, and nothing of the app."""

import time
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.metrics import dp
from kivy.uix.label import Label

from mobile.ui.kit import Page

BLACK, GREY = (0, 0, 0, 1), (0.75, 0.75, 0.75, 1)
EVERY_S = 10


class NeutralScreen(Page):
    """A black page with the time of day; a touch opens the app anew, at its start."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("model", None)
        super().__init__(**kwargs)
        with self.canvas.before:
            Color(*BLACK)
            self._black = Rectangle()
        self._clock = Label(font_size=dp(64), color=GREY)
        self.add_widget(self._clock)
        self.fbind("size", self._cover)
        self._event: Any = None

    def entered(self) -> None:
        """Show the time."""
        self._tell()
        self._event = Clock.schedule_interval(self._tell, EVERY_S)

    def left(self) -> None:
        """The clock stops."""
        if self._event is not None:
            self._event.cancel()

    def on_touch_down(self, touch: Any) -> bool:
        """Remember a touch that began here: the one that left the app did not."""
        touch.ud[self] = True
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Open the app anew."""
        if self in touch.ud:
            App.get_running_app().come_back()
        return True

    def _cover(self, *_args: Any) -> None:
        self._black.pos, self._black.size = self.pos, self.size

    def _tell(self, *_args: Any) -> None:
        self._clock.text = time.strftime("%H:%M")

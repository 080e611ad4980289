"""Widgets of the first feedback step: how safe."""

from typing import Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from mobile.screens import when as when  # its rules lay out the times
from mobile.screens.loading import load_kv
from mobile.ui import rows as rows  # its rules lay out the notes
from mobile.ui.frame import frame
from mobile.ui.kit import Edged, Page, Tap, on_one_line
from mobile.ui.scale import size

load_kv(__file__)


BESIDE_DP, LEAST_DP = 136, 20
"""What margins and the face take of a line, and the size under which answers wrap rather."""


class Steps(BoxLayout):
    """How far one is: a bar for each step."""

    step = NumericProperty(1)
    steps = NumericProperty(2)


class AboutTap(Tap):
    """Where and when the answer is about, to be changed."""

    text = StringProperty("")


class LevelTap(Edged, Tap):
    """One answer: face and words."""

    code = StringProperty("very_safe")
    label = StringProperty("")
    font_size = NumericProperty(18.5)
    is_chosen = BooleanProperty(False)


class LevelScreen(Page):
    """The four answers, and "don't know" below them."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model.bind(levels=self.fill)
        frame.bind(column=self.fit)
        self.fill()

    def begun(self) -> None:
        """Begin at the top."""
        self.ids.body.scroll_y = 1

    def on_is_tight(self, *_args: object) -> None:
        """Put the answers first where there is little room: they are what one came for."""
        aim, page = self.ids.aim, self.ids.levels.parent
        page.remove_widget(aim)
        levels = page.children.index(self.ids.levels)
        page.add_widget(aim, index=levels if self.is_tight else levels + 2)

    def fill(self, *_args: object) -> None:
        """Put the answers into the list."""
        self.ids.levels.clear_widgets()
        for choice in self.model.levels:
            self.ids.levels.add_widget(LevelTap(code=choice.code, label=choice.label))
        self.fit()

    def fit(self, *_args: object) -> None:
        """Let each answer stand on one line, all in one size: all five are to be in sight."""
        room, least = frame.column - dp(BESIDE_DP), dp(LEAST_DP)
        fitting = [
            on_one_line(tap.label, size.strong, room, least) for tap in self.ids.levels.children
        ]
        for tap in self.ids.levels.children:
            tap.font_size = min(fitting)

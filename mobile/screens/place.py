"""Widgets of the page of one place."""

from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from mobile.screens.aimed import AimedPage
from mobile.screens.loading import load_kv
from mobile.ui import chips as chips  # its rules lay out the facilities
from mobile.ui import rows as rows  # its rules lay out the notes
from mobile.ui.kit import Card, Row, Stack
from mobile.ui.replies import ReplyCard
from mobile.ui.scale import size

load_kv(__file__)


class HoursRow(Row):
    """One day's hours; where text is large or the day is a whole season, it stands above them."""

    day = StringProperty("")
    hours = StringProperty("")
    is_stacked = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.is_stacked = self.is_stacked or size.is_large
        self.orientation = "vertical" if self.is_stacked else "horizontal"


class Facility(Card):
    """One facility: icon and word."""

    code = StringProperty("seat")
    word = StringProperty("")


class NeedleRow(Row):
    """Which way it lies from where the phone points; nothing where the words above say it."""

    needle = ObjectProperty(None, allownone=True, rebind=True)
    is_turning = BooleanProperty(False)
    is_shown = BooleanProperty(False)

    def on_needle(self, _row: Any, needle: Any) -> None:
        """Follow a needle."""
        if needle is not None:
            needle.bind(is_turning=self._follow, is_unsure=self._follow)
            self._follow()

    def _follow(self, *_args: Any) -> None:
        self.is_turning = self.needle.is_turning
        self.is_shown = self.is_turning or self.needle.is_unsure


class AskHelped(Stack):
    """Asks whether they helped, once the way to the place was asked for."""

    model = ObjectProperty(None, rebind=True)
    answer = ObjectProperty(None)


class PlaceScreen(AimedPage):
    """The page; its lists are rebuilt when the model's change."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model.bind(hours=self.fill, seasons=self.fill, facilities=self.fill)
        self.model.bind(replies=self.fill_replies)
        self.fill()
        self.fill_replies()

    def begun(self) -> None:
        """Begin at the top."""
        self.ids.body.scroll_y = 1

    def entered(self) -> None:
        """Ask whether the phone has a voice; point at the place."""
        self.model.aloud.look()
        self.aim(self.model.place_id)

    def left(self) -> None:
        """Be silent, and point no more."""
        super().left()
        self.model.aloud.hush()

    def fill(self, *_args: object) -> None:
        """Put the hours and the facilities into their cards."""
        self.ids.hours.clear_widgets()
        for day, hours in self.model.hours:
            self.ids.hours.add_widget(HoursRow(day=day, hours=hours))
        for when, hours in self.model.seasons:
            self.ids.hours.add_widget(HoursRow(day=when, hours=hours, is_stacked=True))
        self.ids.facilities.clear_widgets()
        for code, word in self.model.facilities:
            self.ids.facilities.add_widget(Facility(code=code, word=word))

    def fill_replies(self, *_args: object) -> None:
        """Show what was done here and around."""
        self.ids.replies.clear_widgets()
        for said, did, on in self.model.replies:
            self.ids.replies.add_widget(ReplyCard(said=said, did=did, on=on))

"""Widgets of the page of one place."""

from typing import Any

from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from mobile.screens.loading import load_kv
from mobile.ui import choices as choices  # its rules lay out the facilities
from mobile.ui.kit import Card, Page

load_kv(__file__)


class HoursRow(BoxLayout):
    """One day's hours."""

    day = StringProperty("")
    hours = StringProperty("")


class Facility(Card):
    """One facility: icon and word."""

    code = StringProperty("seat")
    word = StringProperty("")


class PlaceScreen(Page):
    """The page; its lists are rebuilt when the model's change."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model.bind(hours=self.fill, facilities=self.fill)
        self.fill()

    def fill(self, *_args: object) -> None:
        """Put the hours and the facilities into their cards."""
        self.ids.hours.clear_widgets()
        for day, hours in self.model.hours:
            self.ids.hours.add_widget(HoursRow(day=day, hours=hours))
        self.ids.facilities.clear_widgets()
        for code, word in self.model.facilities:
            self.ids.facilities.add_widget(Facility(code=code, word=word))

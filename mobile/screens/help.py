"""Widgets of Help: 999 first, then the right door for each need."""

from typing import Any

from kivy.properties import ObjectProperty

from mobile.screens.loading import load_kv
from mobile.ui.kit import Page, Tap

load_kv(__file__)


class DoorTap(Tap):
    """One service; tapping opens the dialler."""

    door = ObjectProperty(None)


class HelpScreen(Page):
    """The services, the emergency first and largest."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for door in self.model.doors:
            self.ids.doors.add_widget(DoorTap(door=door))

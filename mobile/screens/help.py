"""Widgets of Help: 999 first, then the right door for each need."""

from typing import Any

from kivy.properties import ObjectProperty

from mobile.screens.loading import load_kv
from mobile.ui.kit import Card, Page, Tap

load_kv(__file__)


class DoorTap(Tap):
    """One service; tapping opens the dialler."""

    door = ObjectProperty(None)


class PointOfHelpCard(Card):
    """One point of help: where it is; there is nothing to tap."""

    point = ObjectProperty(None)


class HelpScreen(Page):
    """The services, the emergency first and largest; below them things that help."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for door in self.model.doors:
            self.ids.doors.add_widget(DoorTap(door=door))
        self.model.bind(points=self.show_points)
        self.show_points()

    def show_points(self, *_args: Any) -> None:
        """Show the nearest points of help, or nothing of the kind where none is near."""
        self.ids.points.clear_widgets()
        for point in self.model.points:
            self.ids.points.add_widget(PointOfHelpCard(point=point))

"""Widgets of Help: 999 first, then who to tell, then the right door for each need."""

from typing import Any

from kivy.properties import ObjectProperty

from mobile.screens.loading import load_kv
from mobile.ui.icons import has_icon
from mobile.ui.kit import Card, Page, Tap
from mobile.ui.rows import Heading, ListRow

load_kv(__file__)


class EmergencyTap(Tap):
    """999: the largest thing on the page."""

    door = ObjectProperty(None)


class PointOfHelpCard(Card):
    """One point of help: where it is; there is nothing to tap."""

    point = ObjectProperty(None)


class HelpScreen(Page):
    """The services, the emergency first and largest; below them things that help."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for door in self.model.emergency:
            tap = EmergencyTap(door=door) if door.phone else self._row(door, "message")
            self.ids.emergency.add_widget(tap)
        for words, doors in self.model.groups:
            self.ids.doors.add_widget(Heading(text=words))
            for door in doors:
                self.ids.doors.add_widget(self._row(door, door.need))
        self.model.bind(points=self.show_points)
        self.show_points()

    def begun(self) -> None:
        """Begin at the top, where 999 is."""
        self.ids.body.scroll_y = 1
        self.model.note = ""

    def entered(self) -> None:
        """Ask whether the phone has a voice."""
        self.model.aloud.look()

    def left(self) -> None:
        """Be silent."""
        self.model.aloud.hush()

    def show_points(self, *_args: Any) -> None:
        """Show the nearest points of help, or nothing of the kind where none is near."""
        self.ids.points.clear_widgets()
        for point in self.model.points:
            self.ids.points.add_widget(PointOfHelpCard(point=point))

    def _row(self, door: Any, icon: str) -> ListRow:
        can_be_reached = bool(door.phone or door.text_to)
        row = ListRow(
            icon=icon if has_icon(icon) else "call",
            title=door.title,
            detail=door.detail,
            mark="call" if door.phone else "message" if door.text_to else "",
            disabled=not can_be_reached,
        )
        row.fbind("on_release", lambda *_: self.model.open(door))
        return row

"""Widgets of the queue: what waits, what was set aside, how many were sent."""

from typing import Any

from kivy.properties import ObjectProperty

from mobile.screens.loading import load_kv
from mobile.ui import nav as nav  # its rules lay out the bar
from mobile.ui import rows as rows  # its rules lay out the rows
from mobile.ui.kit import Card, Edged, Page

load_kv(__file__)


class QueueCard(Edged, Card):
    """One unsent answer, with the tap that deletes it."""

    row = ObjectProperty(None)
    model = ObjectProperty(None)


class QueueScreen(Page):
    """The outbox; rebuilt when the model's rows change."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model.bind(rows=self.fill)
        self.fill()

    def fill(self, *_args: object) -> None:
        """Put the rows into the list."""
        self.ids.rows.clear_widgets()
        for row in self.model.rows:
            self.ids.rows.add_widget(QueueCard(row=row, model=self.model))

    def entered(self) -> None:
        """Read the outbox anew whenever it is shown."""
        self.model.refresh()

    def ended(self) -> None:
        """A notice is read once."""
        self.model.notice = ""

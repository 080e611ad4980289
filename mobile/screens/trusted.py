"""Widgets of "Tell someone I trust": the text, the people, and adding one."""

from typing import Any

from kivy.properties import ObjectProperty

from mobile.screens.loading import load_kv
from mobile.ui import choices as choices  # its rules lay out the fields
from mobile.ui.chips import Picks as Picks  # what the languages are laid out in
from mobile.ui.kit import Page, Row
from mobile.ui.rows import ListRow

load_kv(__file__)


class ContactRow(Row):
    """One person: the tap that writes to them, and the tap that forgets them."""

    contact = ObjectProperty(None)
    model = ObjectProperty(None)


class TrustedScreen(Page):
    """Who to tell; rebuilt when the people change."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model.bind(contacts=self.fill)
        self.fill()

    def begun(self) -> None:
        """Start anew."""
        self.model.begin()

    def ended(self) -> None:
        """Let go of what was typed."""
        self.model.begin()

    def fill(self, *_args: Any) -> None:
        """Put the people into the list."""
        self.ids.people.clear_widgets()
        for contact in self.model.contacts:
            self.ids.people.add_widget(ContactRow(contact=contact, model=self.model))


class PersonTap(ListRow):
    """Somebody to write to."""

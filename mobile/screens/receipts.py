"""Widgets of the page of a receipt."""

from typing import Any

from kivy.properties import ObjectProperty, StringProperty

from mobile.screens.loading import load_kv
from mobile.ui import choices as choices  # its rules lay out the field
from mobile.ui import rows as rows  # its rules lay out the rows
from mobile.ui.kit import Page, Row
from mobile.ui.replies import ReplyCard

load_kv(__file__)


class KeptRow(Row):
    """One receipt that was kept: to look at, or to delete."""

    code = StringProperty("")
    model = ObjectProperty(None)


class ReceiptsScreen(Page):
    """Receipts, and what became of the answer of one."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model.bind(kept=self.fill, replies=self.fill_replies)

    def begun(self) -> None:
        """Start anew."""
        self.model.begin()
        self.fill()

    def ended(self) -> None:
        """Let go of what was typed and answered."""
        self.model.begin()

    def fill(self, *_args: Any) -> None:
        """Put the kept receipts into the list."""
        self.ids.kept.clear_widgets()
        for code in self.model.kept:
            self.ids.kept.add_widget(KeptRow(code=code, model=self.model))

    def fill_replies(self, *_args: Any) -> None:
        """Show what was done."""
        self.ids.replies.clear_widgets()
        for said, did, on in self.model.replies:
            self.ids.replies.add_widget(ReplyCard(said=said, did=did, on=on))

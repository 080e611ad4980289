"""Widgets of the page after an answer: thanks, the receipt, the right door."""

from typing import Any

from kivy.properties import ObjectProperty

from mobile.screens.loading import load_kv
from mobile.ui.kit import Page
from mobile.ui.rows import ListRow

load_kv(__file__)


class SavedScreen(Page):
    """That the answer is kept, what becomes of it, and where to go now."""

    model = ObjectProperty(None, rebind=True)
    feedback = ObjectProperty(None, rebind=True, allownone=True)
    queue = ObjectProperty(None, rebind=True, allownone=True)

    def show(self, given: Any) -> None:
        """Show what follows from an answer."""
        from kivy.app import App

        app = App.get_running_app()
        app.begin_after(self.model, given)
        self.feedback, self.queue = app.feedback, app.context.queue
        self.ids.doors.clear_widgets()
        for door in self.model.doors:
            row = ListRow(icon=door.need or "call", title=door.title, detail=door.detail)
            row.mark, row.disabled = ("call", False) if door.phone else ("", True)
            row.fbind("on_release", lambda _row, door=door: self.model.open(door))
            self.ids.doors.add_widget(row)
        self.ids.body.scroll_y = 1

    def ended(self) -> None:
        """The receipt is shown once, and the answer is forgotten with it."""
        self.model.forget()
        if self.feedback is not None:
            self.feedback.forget()

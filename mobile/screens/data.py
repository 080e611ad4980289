"""Widgets of "What is on this phone": each line, and deleting all of it."""

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from mobile.screens.loading import load_kv
from mobile.ui import rows as rows  # its rules lay out the notes
from mobile.ui.kit import Card, Page

load_kv(__file__)


class KeptCard(Card):
    """One sort of thing that is kept."""

    title = StringProperty("")
    detail = StringProperty("")


class DataScreen(Page):
    """What is kept; deleting asks once more."""

    model = ObjectProperty(None, rebind=True)
    is_asking = BooleanProperty(False)

    def begun(self) -> None:
        """Nothing was asked yet."""
        self.is_asking = False
        self.model.notice = ""

    def entered(self) -> None:
        """Read what is kept."""
        self.model.refresh()
        self.ids.lines.clear_widgets()
        for title, detail in self.model.lines:
            self.ids.lines.add_widget(KeptCard(title=title, detail=detail))

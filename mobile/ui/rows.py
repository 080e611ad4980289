"""The phone's small kit: rows of a list, headings, notes, explanations."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty

from mobile.ui.kit import Edged, Tap, Words


class Heading(Words):
    """What a group of rows is about."""


class Note(Words):
    """A sentence that matters now; empty, it takes no room."""

    is_live = True
    """Whether it is read out by itself when it comes up or changes."""


class Explained(Words):
    """A sentence in the background."""


class ListRow(Tap):
    """One thing to go to or to do: icon, title, what it means, and a mark that it leads on."""

    icon = StringProperty("about")
    title = StringProperty("")
    detail = StringProperty("")
    mark = StringProperty("next")
    """The icon at its end; "" where nothing follows."""


class OptionRow(Edged, Tap):
    """One answer of several: a ring or a box, and its words."""

    code = StringProperty("")
    label = StringProperty("")
    is_on = BooleanProperty(False)
    is_many = BooleanProperty(False)

    role = "radio"

    def on_is_many(self, *_args: object) -> None:
        """Be one of several that may all be on, or the only one."""
        self.role = "check" if self.is_many else "radio"


Builder.load_file(str(Path(__file__).with_suffix(".kv")))

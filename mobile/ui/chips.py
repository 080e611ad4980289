"""The phone's small kit: choices that are on or off, in rows."""

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.stacklayout import StackLayout

from mobile.ui.kit import TextTap
from mobile.ui.words import is_rtl


class Chip(TextTap):
    """A choice that is on or off."""

    role = "check"
    is_on = BooleanProperty(False)


class Chips(StackLayout):
    """Chips in rows, as many to a row as there is room for, in the reading order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.orientation = "rl-tb" if is_rtl() else "lr-tb"


class PickChip(Chip):
    """One value of a choice."""

    role = "radio"

    value = StringProperty("")


class Picks(Chips):
    """The values of one choice; the chosen one is on."""

    model = ObjectProperty(None)
    choice = StringProperty("")
    source = StringProperty("")
    """The name of the model's list of values."""

    def on_source(self, *_args: Any) -> None:
        """Follow the model's list."""
        self.model.bind(**{self.source: self.fill})
        self.fill()

    def fill(self, *_args: Any) -> None:
        """Show the values; where only the chosen one changed, change that."""
        picks = getattr(self.model, self.source)
        chips = {chip.value: chip for chip in self.children}
        for pick in picks:
            if pick.value not in chips:
                chips[pick.value] = PickChip(value=pick.value)
                chips[pick.value].fbind("on_release", self._chosen)
                self.add_widget(chips[pick.value])
            chips[pick.value].text, chips[pick.value].is_on = pick.label, pick.is_chosen

    def _chosen(self, chip: PickChip) -> None:
        self.model.choose(self.choice, chip.value)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))

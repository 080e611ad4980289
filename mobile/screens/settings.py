"""Widgets of the settings: what can be chosen, as chips; what can be read, as rows."""

from typing import Any

from kivy.properties import ObjectProperty, StringProperty

from mobile.screens.loading import load_kv
from mobile.ui import nav as nav  # its rules lay out the bar
from mobile.ui import rows as rows  # its rules lay out the rows
from mobile.ui.chips import Chip, Chips
from mobile.ui.kit import Page

load_kv(__file__)


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


class SettingsScreen(Page):
    """Everything that can be chosen and read."""

    model = ObjectProperty(None, rebind=True)

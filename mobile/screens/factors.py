"""Widgets of the second feedback step: why."""

from typing import Any

from kivy.properties import ObjectProperty, StringProperty

from mobile.screens.loading import load_kv
from mobile.ui.chips import Chip
from mobile.ui.kit import Page

load_kv(__file__)


class FactorChip(Chip):
    """One reason that can be taken or taken back."""

    code = StringProperty("")


class FactorsScreen(Page):
    """The reasons as chips, and the tap that saves."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model.bind(factors=self.fill)
        self.fill()

    def fill(self, *_args: object) -> None:
        """Show the chips; where only their state changed, change the state."""
        chips = {chip.code: chip for chip in self.ids.factors.children}
        if chips.keys() == {choice.code for choice in self.model.factors}:
            for choice in self.model.factors:
                chips[choice.code].is_on = choice.is_chosen
            return
        self.ids.factors.clear_widgets()
        for choice in self.model.factors:
            self.ids.factors.add_widget(
                FactorChip(code=choice.code, text=choice.label, is_on=choice.is_chosen)
            )

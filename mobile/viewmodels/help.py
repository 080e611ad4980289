"""What Help shows: the right door for a need, from the phone's own memory."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import ListProperty, StringProperty

from mobile.device.calls import Calls
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from shared.help import help_to_wire


class HelpViewModel(ViewModel):
    """The services, published or, before the first list, as shipped in the code."""

    doors = ListProperty()
    note = StringProperty("")

    def __init__(self, published: tuple[Mapping[str, Any], ...], calls: Calls) -> None:
        super().__init__()
        self._calls = calls
        shipped: Any = help_to_wire()["doors"]
        self.doors = list(published or shipped)

    def call(self, number: str) -> None:
        """Open the dialler; where there is none, show the number."""
        if not self._calls.dial(number):
            self.note = _("Call {number}").format(number=number)

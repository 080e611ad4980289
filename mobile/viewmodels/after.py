"""What the page after an answer shows: thanks, the receipt once, and the right door."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from kivy.properties import BooleanProperty, ListProperty, StringProperty

from mobile.device.choosing import Device
from mobile.store import kept
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.feedback import Given
from mobile.viewmodels.help import DoorCard, door_cards, no_dialler
from shared.asking import TEEN
from shared.help import right_doors
from shared.problems import Problem


class AfterViewModel(ViewModel):
    """One answer after it was kept."""

    receipt = StringProperty("")
    is_kept = BooleanProperty(False)
    doors = ListProperty()
    note = StringProperty("")

    def __init__(self, connection: sqlite3.Connection, device: Device) -> None:
        super().__init__()
        self._connection = connection
        self._device = device

    def begin(self, given: Given, published_doors: Iterable[Mapping[str, Any]]) -> None:
        """Show the receipt and the doors of an answer."""
        self.receipt, self.is_kept, self.note = given.receipt, False, ""
        age_band = TEEN if given.is_young else given.age_band
        wanted = right_doors(given.level, given.factors, given.happened, age_band)
        found = {card.door_id: card for card in door_cards(published_doors)}
        self.doors = [found[door_id] for door_id in wanted if door_id in found]

    def keep(self) -> None:
        """Keep the receipt on this phone, because the person asked."""
        try:
            kept.keep_receipt(self._connection, self.receipt)
        except Problem as problem:
            self.note = _(problem.title)
            return
        self.is_kept = True

    def open(self, card: DoorCard) -> None:
        """Open the dialler; where there is none, show the number."""
        if card.phone and not self._device.calls.dial(card.phone):
            self.note = no_dialler(card.phone)

    def forget(self) -> None:
        """Let go of the receipt: it is shown once."""
        self.receipt, self.doors = "", []

"""The one time that the map is offered on the list: with its size, and nothing comes by itself."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from kivy.properties import StringProperty

from mobile.store import map_pack, remembered
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.map_pack import in_mb

OFFERED = "yes"


class MapOfferViewModel(ViewModel):
    """What is asked, "" where nothing is: no map is offered, one is here, or it was asked before.

    Whether the network costs money is not known here (decision 64), so the size is said.
    """

    words = StringProperty("")

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        super().__init__()
        self._connection = connection
        offer = map_pack.offered(connection)
        is_new = not remembered.read(connection, "map_offered")
        if offer is None or not is_new or any(folder.glob("map.*")):
            return
        # Asked once, answered or not; also where the phone is too full to remember it.
        with suppress(sqlite3.Error):
            remembered.keep(connection, "map_offered", OFFERED)
        self.words = _(
            "The map for this phone: {amount} MB. With it you see streets without a signal later."
        ).format(amount=in_mb(offer.size))

    def answered(self) -> None:
        """Ask no more."""
        self.words = ""

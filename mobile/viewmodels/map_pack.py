"""What the map says of its pack: none, offered with its size, on its way, held, or in trouble."""

import sqlite3
from typing import TYPE_CHECKING

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from mobile.store import map_pack
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel, on_ui
from mobile.viewmodels.surroundings import Surroundings
from shared.problems import CATALOGUE

if TYPE_CHECKING:
    from mobile.sync.map_packs import MapPacks, PackNews

NO_ANSWER = "no-answer"
FETCH, GO_ON, PAUSE, NOTHING = "fetch", "go-on", "pause", ""


class MapPackViewModel(ViewModel):
    """The map that may be downloaded; nothing is asked of the network until somebody presses."""

    words = StringProperty("")
    """What is to be said of it."""

    deed = StringProperty(NOTHING)
    """What pressing the button does: "fetch", "go-on", "pause", or "" where there is no button."""

    deed_words = StringProperty("")
    percent = NumericProperty(0)
    is_trouble = BooleanProperty(False)
    remove_words = StringProperty("")
    """What the second button says; "" where there is nothing to delete."""

    held = ObjectProperty(None, allownone=True)
    """The pack to be drawn: looked at, every byte of it."""

    attribution = StringProperty("")
    """Whose data are drawn; shown as long as they are."""

    def __init__(
        self, connection: sqlite3.Connection, surroundings: Surroundings, packs: "MapPacks"
    ) -> None:
        super().__init__()
        self._connection = connection
        self._packs = packs
        self.cache_folder = str(packs.folder / "map-cache")
        """Where the map library may keep what it likes: inside the app's own folder."""
        self._news: PackNews | None = None
        self._is_taken_up = False
        self._offer = map_pack.offered(connection)
        packs.attach(lambda news: on_ui(lambda: self._hear(news)))
        surroundings.bind(on_list=self._reread)
        self._show()
        packs.look(self._offer)

    def press(self) -> None:
        """Download the map, go on with it, or pause, as the button says."""
        if self.deed == PAUSE:
            self._packs.pause()
        elif self._offer is not None and self.deed:
            self._packs.fetch(self._offer)

    def take_up(self) -> None:
        """Download it as soon as it is known what is here: somebody said yes elsewhere."""
        self._is_taken_up = True
        self._show()

    def remove(self) -> None:
        """Delete the map from this phone, and whatever has come of one."""
        self._packs.remove()

    def _reread(self, *_args: object) -> None:
        offer = map_pack.offered(self._connection)
        if offer != self._offer:
            self._offer = offer
            self._show()
            if self.deed != PAUSE:
                self._packs.look(offer)

    def _hear(self, news: "PackNews") -> None:
        self._news = news
        self._show()

    def _show(self) -> None:
        news, offer = self._news, self._offer
        self.held = news.held if news else None
        self.attribution = self.held.facts.attribution if self.held else ""
        is_wanted = offer is not None and not (self.held and self.held.sha256 == offer.sha256)
        came = news.came_bytes if news else 0
        self.percent = int(came * 100 / offer.size) if offer and is_wanted else 0
        self.deed = NOTHING
        if news and news.is_fetching:
            self.deed = PAUSE
        elif news and is_wanted:
            self.deed = GO_ON if came else FETCH
        self.is_trouble = bool(news and news.trouble)
        self.words, self.deed_words = self._words(), self._deed_words(came)
        self.remove_words = self._remove_words(came)
        if self._is_taken_up and self.deed in (FETCH, GO_ON):
            self._is_taken_up = False
            self.press()

    def _words(self) -> str:
        if self._news and self._news.trouble:
            return _trouble_words(self._news.trouble, has_come=self.deed == GO_ON)
        if self.deed == PAUSE:
            return _("{percent} % of the map is here.").format(percent=self.percent)
        if self.deed == GO_ON:
            return _("{percent} % of the map is here; the rest can follow.").format(
                percent=self.percent
            )
        if self.deed == FETCH and self.held:
            return _("There is a newer map.")
        if self.deed == FETCH:
            return _("With streets, kept on this phone. It works without a connection.")
        return ""

    def _remove_words(self, came: int) -> str:
        if self.deed == PAUSE:
            return ""
        if self.held:
            return _("Remove the map from this phone")
        return _("Delete what has come") if came else ""

    def _deed_words(self, came: int) -> str:
        if self.deed == PAUSE:
            return _("Pause")
        if self._offer is None or not self.deed:
            return ""
        if self.deed == GO_ON:
            left = in_mb(self._offer.size - came)
            return _("Continue, {amount} MB left").format(amount=left)
        return _("Download the map, {amount} MB").format(amount=in_mb(self._offer.size))


def in_mb(size: int) -> str:
    """Return a size in megabytes as people read it: one digit behind the point below 10."""
    return f"{size / 1e6:.0f}" if size >= 9_950_000 else f"{max(size / 1e6, 0.1):.1f}"


def _trouble_words(code: str, *, has_come: bool) -> str:
    if code == NO_ANSWER and has_come:
        return _("No connection. What has come is kept; continue when you have one.")
    if code == NO_ANSWER:
        return _("No connection. Try again when you have one.")
    return _(CATALOGUE[code].title)

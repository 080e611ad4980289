"""The phone's exchange: the map pack's own thread, which looks, fetches and deletes when asked."""

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from mobile.store import map_pack
from mobile.store.map_pack import HeldPack, MapOffer
from mobile.sync.map_download import MapDownload
from mobile.sync.transport import Flowing, NoAnswerError
from shared.problems import Problem

NO_ANSWER = "no-answer"

_ONE_AT_A_TIME = threading.Lock()
"""Also when the app began anew while an older download was still ending."""


@dataclass(frozen=True)
class PackNews:
    """How it stands with the map pack: the one held, what has come of the offered, what is wrong.

    `trouble` is a code of the catalogue, or "no-answer".
    """

    held: HeldPack | None = None
    came_bytes: int = 0
    is_fetching: bool = False
    trouble: str = ""


class MapPacks:
    """One deed at a time, each on a thread of its own; `tell` is called on that thread."""

    def __init__(self, folder: Path, connect: Callable[[], Flowing]) -> None:
        self.folder = folder
        self._connect = connect
        self._tell: Callable[[PackNews], None] = lambda _: None
        self._news = PackNews()
        self._is_stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def attach(self, tell: Callable[[PackNews], None]) -> None:
        """Say who hears the news."""
        self._tell = tell

    def look(self, offer: MapOffer | None) -> None:
        """Look at every byte of the pack that is held, and at what has come of the offered one.

        A download that runs goes on; what is known of it is told again.
        """
        if self._news.is_fetching:
            self._say(self._news)
            return
        self._begin(lambda _: self._look(offer))

    def fetch(self, offer: MapOffer) -> None:
        """Download a pack, or go on with it."""
        self._begin(lambda stopped: self._fetch(offer, stopped))

    def remove(self) -> None:
        """Delete the pack and whatever has come of one."""
        self._begin(lambda _: self._remove())

    def pause(self) -> None:
        """Stop a download; what has come is kept."""
        self._is_stopped.set()

    def wait(self, timeout_s: float) -> None:
        """Wait for the deed that runs, if one does."""
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _begin(self, deed: Callable[[threading.Event], None]) -> None:
        before, stopped = self._thread, threading.Event()
        self._is_stopped.set()
        self._is_stopped = stopped

        def run() -> None:
            if before is not None:
                # It ends at its next piece; two must never write one file.
                before.join()
            with _ONE_AT_A_TIME:
                deed(stopped)

        self._thread = threading.Thread(target=run, name="umay-map", daemon=True)
        self._thread.start()

    def _look(self, offer: MapOffer | None) -> None:
        try:
            map_pack.forget_parts(self.folder, but=offer)
            held, trouble = map_pack.held_pack(self.folder), ""
        except Problem as problem:
            held, trouble = None, problem.code
        self._say(PackNews(held, map_pack.came_bytes(self.folder, offer), trouble=trouble))

    def _fetch(self, offer: MapOffer, stopped: threading.Event) -> None:
        came = map_pack.came_bytes(self.folder, offer)
        self._say(replace(self._news, came_bytes=came, is_fetching=True, trouble=""))
        held, trouble = self._try(offer, stopped)
        if held is not None:
            self._say(PackNews(held))
            return
        came = map_pack.came_bytes(self.folder, offer)
        self._say(replace(self._news, came_bytes=came, is_fetching=False, trouble=trouble))

    def _try(self, offer: MapOffer, stopped: threading.Event) -> tuple[HeldPack | None, str]:
        """Return the pack if it has come whole, and the code of what is wrong, if anything is."""
        try:
            with closing(self._connect()) as transport:
                download = MapDownload(
                    self.folder, transport, self._came, lambda: not stopped.is_set()
                )
                return download.fetch(offer), ""
        except NoAnswerError:
            return None, NO_ANSWER
        except Problem as problem:
            return None, problem.code
        except Exception:  # noqa: BLE001 - the rim: a screen must not wait for ever
            return None, "unexpected"

    def _remove(self) -> None:
        map_pack.forget_all(self.folder)
        self._say(PackNews())

    def _came(self, count: int) -> None:
        self._say(replace(self._news, came_bytes=count))

    def _say(self, news: PackNews) -> None:
        self._news = news
        self._tell(news)

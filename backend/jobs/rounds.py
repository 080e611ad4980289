"""Jobs: a piece of work with a thread of its own, so that nothing else can hold it up."""

import threading
from collections.abc import Callable

AT_LEAST_EVERY_S = 60.0


class Round:
    """Does one piece of work whenever somebody rings, and each minute all the same.

    A ring while it works is heard when it is done: what was stored meanwhile is not left lying.
    """

    def __init__(
        self, name: str, deed: Callable[[], None], at_least_every_s: float = AT_LEAST_EVERY_S
    ) -> None:
        self.name = name
        self._deed = deed
        self._at_least_every_s = at_least_every_s
        self._rung = threading.Event()
        self._is_over = threading.Event()
        # Whoever hangs in the midst of a mail must not keep the process from ending.
        self._thread = threading.Thread(target=self._turn, name=f"umay-{name}", daemon=True)

    def start(self) -> None:
        """Begin, at once."""
        self._rung.set()
        self._thread.start()

    def ring(self) -> None:
        """Ask for another turn; nobody waits for it."""
        self._rung.set()

    def stop(self, within_s: float) -> None:
        """Begin no other turn, and wait for the one that is under way for so long."""
        self._is_over.set()
        self._rung.set()
        self._thread.join(within_s)

    def _turn(self) -> None:
        while True:
            self._rung.wait(self._at_least_every_s)
            if self._is_over.is_set():
                return
            self._rung.clear()
            self._deed()

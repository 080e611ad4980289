"""Jobs: the bell that a deed rings once it is stored, so that nobody waits for the next minute.

A ring carries nothing: whoever hears it looks for what is due. One that is lost costs a minute.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from huey import Huey, RedisHuey, SqliteHuey

QUEUE = "umay"
WORK = "work"
"""The one task that a ring asks for."""

ANSWER_WITHIN_S = 0.5
QUIET_FOR_S = 30.0
"""How long nobody is rung for after a ring in vain: a deed must not wait for a broken bell."""

log = logging.getLogger("backend")


def open_queue(redis_url: str | None, data_dir: Path) -> Huey:
    """Return the queue: on Redis where several machines share it, else a file in the folder."""
    if redis_url is None:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = str(data_dir / "jobs.sqlite3")
        return SqliteHuey(QUEUE, filename=file, timeout=ANSWER_WITHIN_S, results=False)
    from redis import ConnectionPool

    pool = ConnectionPool.from_url(
        redis_url, socket_connect_timeout=ANSWER_WITHIN_S, socket_timeout=5
    )
    return RedisHuey(QUEUE, connection_pool=pool, results=False)


def listen(queue: Huey, deed: Callable[[], None]) -> Callable[[], object]:
    """Name the one task of a queue and return what asks for it; who listens gives the deed."""

    def work() -> None:
        deed()

    asked: Callable[[], object] = queue.task(name=WORK)(work)
    return asked


class Bell:
    """Rings for the jobs; the queue is opened by the first ring, since a process may never ring."""

    def __init__(self, opened: Callable[[], Huey], clock: Callable[[], float] = monotonic) -> None:
        self._opened = opened
        self._clock = clock
        self._queue: Huey | None = None
        self._quiet_until = -1.0
        self._turn = threading.Lock()

    def ring(self) -> None:
        """Ask for work unless somebody has already; never fails, and never waits for long."""
        # Whoever gets no turn goes on: the next minute finds what it stored.
        if self._clock() < self._quiet_until or not self._turn.acquire(timeout=ANSWER_WITHIN_S):
            return
        try:
            self._ask()
        except Exception as error:  # noqa: BLE001 - the deed is stored, whatever the bell does
            self._be_quiet(error)
        finally:
            self._turn.release()

    def _ask(self) -> None:
        if self._queue is None:
            self._queue = self._opened()
            self._work = listen(self._queue, lambda: None)
        if not self._queue.pending_count():
            self._work()
        if isinstance(self._queue, SqliteHuey):
            # Each thread has a connection of its own, and threads end unnoticed.
            self._queue.storage.close()

    def _be_quiet(self, error: Exception) -> None:
        was_quiet = self._quiet_until >= 0
        self._quiet_until = self._clock() + QUIET_FOR_S
        if not was_quiet:
            log.error("The jobs' bell does not ring: %s", type(error).__name__)

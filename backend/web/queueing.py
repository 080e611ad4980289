"""Web: dear work a few at a time, so that one kind of it never takes every thread and processor."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from shared.problems import Problem


class Queue:
    """Lets a few in at a time, lets some wait, and tells everybody else to come again.

    By process, and by what is done, never by who asks: it knows no sender.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        """Take how many may be inside, and how many more may wait."""
        self._inside = BoundedSemaphore(at_once)
        self._here = BoundedSemaphore(at_once + waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it; raises Problem busy where too many wait already."""
        if not self._here.acquire(blocking=False):
            raise Problem("busy")
        try:
            with self._inside:
                yield
        finally:
            self._here.release()

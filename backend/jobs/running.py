"""Jobs: the process that hears the bell, and looks each minute all the same.

Publishing and mail have a thread each, the minutes and hours another: a mail server that hangs or a
release that takes its time keeps no suspended place on residents' phones.
"""

import logging
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from huey import Huey, MemoryHuey, crontab
from huey.consumer import Consumer

from backend.jobs.bell import listen
from backend.jobs.chores import Chores
from backend.jobs.rounds import Round

HEARS_WITHIN_S = 2.0
STOP_WITHIN_S = 20
LOOKS_EVERY_S = 1.0
HOURLY_AT_MINUTE = "17"

log = logging.getLogger("backend")


@dataclass(frozen=True)
class Jobs:
    """The chores, and how their queue is opened."""

    chores: Chores
    opened: Callable[[], Huey]

    def run(self, parent: int | None = None) -> None:
        """Work until told to stop, or until the parent process is gone.

        The minutes are counted in this process alone: they go on while Redis is away.
        """
        rounds = (
            Round("publishing", self.chores.publish),
            Round("mail", self.chores.send),
        )
        bell = self._consumer(self.opened(), rounds, is_periodic=False)
        clock = self._consumer(MemoryHuey("umay-clock", results=False), (), is_periodic=True)
        for each in (*rounds, clock):
            each.start()
        if parent is not None:
            threading.Thread(target=_follow, args=(parent, bell.stop_flag), daemon=True).start()
        log.info("UMay's jobs are running.")
        try:
            bell.run()
        finally:
            bell.stop(graceful=True)
            clock.stop(graceful=True)
            for each in rounds:
                each.stop(STOP_WITHIN_S)

    def _consumer(self, queue: Huey, rounds: Sequence[Round], *, is_periodic: bool) -> Consumer:
        if is_periodic:
            queue.periodic_task(crontab(minute="*"), name="minute")(self.chores.each_minute)
            hourly = crontab(minute=HOURLY_AT_MINUTE)
            queue.periodic_task(hourly, name="hour")(self.chores.each_hour)
        else:
            listen(queue, partial(_ring, rounds))
        return Consumer(
            queue,
            periodic=is_periodic,
            max_delay=HEARS_WITHIN_S,
            shutdown_timeout=STOP_WITHIN_S,
            graceful_signal="TERM",
        )


def _ring(rounds: Sequence[Round]) -> None:
    for each in rounds:
        each.ring()


def _follow(parent: int, stop: threading.Event) -> None:
    """Stop where the process that started this one is gone, however it ended."""
    while not stop.wait(LOOKS_EVERY_S):
        if os.getppid() != parent:
            stop.set()

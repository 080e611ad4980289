"""A phone as a process of its own that may be killed at any time: real memory, real exchange.

Two threads as in the app: one saves and says so, the other is the worker that sends.
"""

import argparse
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from mobile.config import PhoneConfig, clock_from
from mobile.store import mirror
from mobile.store.clock import Clocks, CorrectedClock
from mobile.store.database import connect, open_store
from mobile.store.outbox import Outbox
from mobile.sync.report import Report
from mobile.sync.worker import Rounds, Worker
from shared.clock import week_of
from shared.stamping import NOW
from tests.chaos.answers import Numbered
from tests.chaos.diary import Diary, read_diary

BACKLOG = 8
"""Answers a phone has waiting before the person gives the next: saving and sending go together."""

HURRY = 200
"""How many times shorter than in the app a phone waits after a failure."""

LOOK_AGAIN_S = 0.25
DAMAGED = 3


class Hasty(Random):
    """The chance of a phone in a hurry."""

    def uniform(self, a: float, b: float) -> float:
        """Return a wait, shortened."""
        return super().uniform(a, b) / HURRY


@dataclass(frozen=True)
class Order:
    """What a phone process is to do."""

    folder: Path
    pack: Path
    server_url: str
    items: int
    variant: str
    now: Callable[[], datetime]
    """What the phone takes for the time."""

    @property
    def phone(self) -> str:
        """The name of the phone."""
        return self.folder.name


class Phone:
    """One phone from start to end."""

    def __init__(self, order: Order, outbox: Outbox) -> None:
        self._order = order
        self._outbox = outbox
        self._diary = Diary(order.folder)
        self._reported = threading.Event()
        self._worker = Worker(self._build, self._hear, Hasty())

    def live(self) -> None:
        """Give every answer that is still to be given; return when nothing waits any more."""
        self._recall()
        self._worker.start()
        said = read_diary(self._order.folder).said
        for number in range(self._order.items):
            if number not in said:
                self._save(number)
                self._wait_until_fewer_than(BACKLOG)
        self._wait_until_fewer_than(1)
        self._worker.stop()

    def _recall(self) -> None:
        """See on the screen, after a start, what was saved without being said."""
        said = read_diary(self._order.folder).said
        by_mark = {item.body.get("receipt_hash"): item.id for item in self._outbox.items()}
        for number in range(self._order.items):
            item_id = by_mark.get(Numbered(self._order.phone, number).mark)
            if number not in said and item_id is not None:
                self._diary.said(number, item_id)

    def _save(self, number: int) -> None:
        now = self._order.now()
        answer = Numbered(self._order.phone, number).answer(week_of(now))
        saved = CorrectedClock(Clocks(self._order.now)).saving(NOW, now)
        self._diary.begin(number)
        item_id = self._outbox.save(answer.to_wire(), saved)
        self._diary.said(number, item_id)
        self._worker.wake()

    def _wait_until_fewer_than(self, count: int) -> None:
        while True:
            self._reported.clear()
            if self._outbox.counts()[0] < count:
                return
            if not self._reported.wait(LOOK_AGAIN_S):
                # As when the app comes back to the front: it does not wait out a long pause.
                self._worker.wake()

    def _hear(self, _report: Report) -> None:
        self._reported.set()

    def _build(self, may_go_on: Callable[[], bool]) -> Rounds:
        # Loaded on the worker's thread as in the app: what it needs must not delay a start.
        from tests.chaos.phone_variants import engine_of

        return engine_of(self._order, connect(self._order.folder), may_go_on)


def main(words: list[str]) -> int:
    """Live one life of a phone."""
    order = read(words)
    order.folder.mkdir(parents=True, exist_ok=True)
    opened = open_store(order.folder)
    if opened.kept_aside is not None:
        return DAMAGED
    mirror.load_pack(opened.connection, order.pack)
    Phone(order, Outbox(opened.connection)).live()
    opened.connection.close()
    return os.EX_OK


def read(words: list[str]) -> Order:
    """Return the order that the command line gives."""
    parser = argparse.ArgumentParser()
    for name in ("folder", "pack"):
        parser.add_argument(name, type=Path)
    parser.add_argument("server_url")
    parser.add_argument("items", type=int)
    parser.add_argument("--variant", default="honest")
    parser.add_argument("--clock", dest="now", type=clock_from, default=PhoneConfig.now)
    return Order(**vars(parser.parse_args(words)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A phone as a process of its own that goes by its own clock: the model behind the screen saves."""

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import replace

from kivy.clock import Clock

from mobile.config import PhoneConfig
from mobile.context import Context
from mobile.making import begin_feedback
from mobile.store.database import connect
from mobile.store.settings import YES
from mobile.sync.report import Report
from mobile.sync.worker import Rounds, Worker
from shared.geo import Point
from tests.chaos.diary import Diary, read_diary
from tests.chaos.phone_process import BACKLOG, LOOK_AGAIN_S, Hasty, Order, read
from tests.chaos.phone_variants import engine_of

IN_TOWN = Point(53.545, -2.632)


class Phone:
    """One phone from start to end."""

    def __init__(self, order: Order, context: Context) -> None:
        self._order = order
        self._context = context
        self._diary = Diary(order.folder)
        self._reported = threading.Event()
        self._worker = Worker(
            lambda may_go_on: engine_of(order, connect(order.folder), may_go_on),
            self._hear,
            Hasty(),
        )

    def live(self) -> None:
        """Give every answer that is still to be given; return when nothing waits any more."""
        said = read_diary(self._order.folder).said
        self._worker.start()
        for number in range(self._order.items):
            if number not in said:
                self._answer(number)
                self._wait_until_fewer_than(BACKLOG)
        self._wait_until_fewer_than(1)
        self._worker.stop()

    def _answer(self, number: int) -> None:
        feedback = self._context.make("feedback")
        begin_feedback(self._context, feedback)
        feedback.choose_level("fairly_unsafe")
        self._diary.begin(number)
        assert feedback.save(), feedback.refusal
        self._diary.said(number, feedback._saved_id)
        self._worker.wake()

    def _wait_until_fewer_than(self, count: int) -> None:
        while True:
            self._reported.clear()
            Clock.tick()
            if self._context.outbox.counts()[0] < count:
                return
            if not self._reported.wait(LOOK_AGAIN_S):
                self._worker.wake()

    def _build(self, may_go_on: Callable[[], bool]) -> Rounds:
        return engine_of(self._order, connect(self._order.folder), may_go_on)

    def _hear(self, report: Report) -> None:
        self._context.exchange.receive(report)
        self._reported.set()


def main(words: list[str]) -> int:
    """Live one life of a phone."""
    order = read(words)
    context = Context(
        PhoneConfig(order.server_url, order.folder, order.pack, IN_TOWN, now=order.now)
    )
    context.choose(replace(context.choices, location=YES))
    context.start_location()
    Clock.tick()
    Phone(order, context).live()
    context.close()
    return os.EX_OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Dear work has its turn: a few at once, some wait, and the rest is told to come again."""

from threading import Event, Thread

import pytest

from backend.web.queueing import Queue
from shared.problems import Problem


class Inside:
    """Somebody in a thread of their own, who stays inside until told to leave."""

    def __init__(self, queue: Queue) -> None:
        self.entered, self.may_leave = Event(), Event()
        self.refused: list[str] = []
        self._thread = Thread(target=self._work, args=(queue,))
        self._thread.start()

    def _work(self, queue: Queue) -> None:
        try:
            with queue.turn():
                self.entered.set()
                self.may_leave.wait()
        except Problem as problem:
            self.refused.append(problem.code)

    def leave(self) -> None:
        self.may_leave.set()
        self._thread.join()


def test_a_few_are_inside_and_who_waits_comes_in_when_one_leaves() -> None:
    queue = Queue(at_once=1, waiting=1)
    first = Inside(queue)
    first.entered.wait()
    second = Inside(queue)
    assert not second.entered.is_set()
    first.leave()
    second.entered.wait()
    second.leave()
    assert (first.refused, second.refused) == ([], [])


def test_beyond_those_who_may_wait_everybody_is_told_to_come_again() -> None:
    queue = Queue(at_once=1, waiting=0)
    first = Inside(queue)
    first.entered.wait()
    with pytest.raises(Problem, match="busy"), queue.turn():
        pass
    first.leave()
    with queue.turn():
        assert True


def test_whoever_fails_inside_leaves_their_turn_to_others() -> None:
    queue = Queue(at_once=1, waiting=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), queue.turn():
            _ = 1 / 0
    with queue.turn():
        assert True

"""The one thread of the exchange, and its pace."""

import threading
from collections.abc import Callable
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mobile.sync.pace import FIRST_S, MOST_S, REST_S, wait_s
from mobile.sync.report import Report
from mobile.sync.worker import Rounds, Worker

WITHIN_S = 20


class CountedRounds:
    """Rounds that only count; the second one falls over."""

    def __init__(self) -> None:
        self.threads: list[str] = []
        self.is_closed = False

    def round(self) -> Report:
        """Count, and fall over once."""
        self.threads.append(threading.current_thread().name)
        if len(self.threads) == 2:
            raise RuntimeError("a defect")
        return Report(sent=1)

    def close(self) -> None:
        """Note that it was closed."""
        self.is_closed = True


def test_the_worker_outlives_a_round_that_falls_over() -> None:
    rounds, reports, came = CountedRounds(), [], threading.Semaphore(0)

    def report(done: Report) -> None:
        reports.append(done)
        came.release()

    def build(_may_go_on: Callable[[], bool]) -> Rounds:
        return rounds

    worker = Worker(build, report, Random(1))
    worker.start()
    for _ in range(3):
        assert came.acquire(timeout=WITHIN_S)
        worker.wake()
    worker.stop()
    assert [done.trouble for done in reports[:3]] == ["", "RuntimeError", ""]
    assert set(rounds.threads) == {"umay-sync"}
    assert rounds.is_closed


def test_stopping_a_worker_that_never_started_is_no_harm() -> None:
    worker = Worker(lambda _: CountedRounds(), lambda _: None)
    worker.stop()
    assert threading.active_count() >= 1


def test_all_well_means_five_minutes() -> None:
    assert wait_s(0, Random(1)) == REST_S


@given(st.integers(1, 10_000), st.integers())
def test_waiting_is_jittered_below_a_doubling_ceiling(failures: int, seed: int) -> None:
    ceiling = min(MOST_S, FIRST_S * 2 ** min(failures, 10))
    assert 0 <= wait_s(failures, Random(seed)) <= ceiling


def test_phones_that_failed_together_do_not_come_back_together() -> None:
    waits = sorted(wait_s(6, Random(seed)) for seed in range(1000))
    assert waits[-1] - waits[0] > FIRST_S * 2**6 * 0.9
    gaps = [b - a for a, b in pairwise(waits)]
    assert max(gaps) < FIRST_S * 2**6 * 0.05


class HeldRounds:
    """Rounds that ask whether to go on, as an engine does before each item."""

    def __init__(self, may_go_on: Callable[[], bool]) -> None:
        self.may_go_on = may_go_on
        self.rounds = 0
        self.begun, self.go = threading.Semaphore(0), threading.Semaphore(0)

    def round(self) -> Report:
        """Begin, wait, then see whether there may be more."""
        self.rounds += 1
        self.begun.release()
        assert self.go.acquire(timeout=WITHIN_S)
        return Report(sent=int(self.may_go_on()))

    def close(self) -> None:
        """Nothing was opened."""


class Deaf(Worker):
    """A worker that does not hear that it is to pause: what the test must notice."""

    def pause(self) -> None:
        """Go on all the same."""


def rounds_while_paused(kind: type[Worker]) -> tuple[int, list[int]]:
    """Pause in the middle of a round, ask for more; return the rounds begun and what each sent."""
    made, sent, told = [], [], threading.Semaphore(0)

    def build(may_go_on: Callable[[], bool]) -> Rounds:
        made.append(HeldRounds(may_go_on))
        return made[0]

    def report(done: Report) -> None:
        sent.append(done.sent)
        told.release()

    worker = kind(build, report, Random(1))
    worker.start()
    while not made:
        threading.Event().wait(0.001)
    assert made[0].begun.acquire(timeout=WITHIN_S)
    worker.pause()
    worker.wake()
    made[0].go.release()
    assert told.acquire(timeout=WITHIN_S)
    # A worker that does not pause begins another round now; one that does cannot.
    if not worker.is_paused:
        assert made[0].begun.acquire(timeout=WITHIN_S)
    begun = made[0].rounds
    worker.resume()
    if begun == 1:
        assert made[0].begun.acquire(timeout=WITHIN_S)
    made[0].go.release(3)
    worker.stop()
    assert not worker._thread.is_alive()
    return begun, sent[:1]


def test_a_paused_worker_ends_its_round_early_and_begins_no_other() -> None:
    assert rounds_while_paused(Worker) == (1, [0])


def test_a_worker_that_goes_on_while_paused_would_be_seen() -> None:
    assert rounds_while_paused(Deaf) == (2, [1])


def test_a_paused_worker_can_be_stopped() -> None:
    worker = Worker(lambda _: CountedRounds(), lambda _: None)
    worker.pause()
    worker.start()
    worker.stop()
    assert not worker._thread.is_alive()
    worker.pause()
    assert not worker.is_paused

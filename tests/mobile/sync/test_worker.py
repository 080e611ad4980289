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

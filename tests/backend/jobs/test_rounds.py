"""Publishing and mail have a thread each: what hangs in one is not felt in the other."""

import threading

from backend.jobs.rounds import Round

WITHIN_S = 15


def test_a_ring_while_it_works_is_heard_afterwards() -> None:
    began, may_end = threading.Semaphore(0), threading.Semaphore(0)

    def deed() -> None:
        began.release()
        may_end.acquire()

    each = Round("slow", deed, at_least_every_s=3600)
    each.start()
    assert began.acquire(timeout=WITHIN_S), "it begins at once"
    for _ in range(5):
        each.ring()
    may_end.release()
    assert began.acquire(timeout=WITHIN_S), "it was rung for meanwhile"
    may_end.release()
    each.stop(WITHIN_S)
    assert not began.acquire(blocking=False), "five rings are one"


def test_it_works_by_itself_where_nobody_rings() -> None:
    turns = threading.Semaphore(0)
    each = Round("own", turns.release, at_least_every_s=0.01)
    each.start()
    for _ in range(3):
        assert turns.acquire(timeout=WITHIN_S)
    each.stop(WITHIN_S)

"""A notice is tried for about three days, less often the longer it fails."""

from datetime import timedelta

from backend.domain.notices import LONGEST_WAIT, MOST_TRIES, wait_after


def test_each_wait_is_twice_the_one_before_up_to_the_longest() -> None:
    waits = [wait_after(tries) for tries in range(MOST_TRIES)]
    minutes = [wait.total_seconds() / 60 for wait in waits if wait is not None]
    assert minutes[:11] == [1, 1, 2, 4, 8, 16, 32, 64, 128, 256, 360]
    assert waits[10:] == [LONGEST_WAIT] * 10
    assert timedelta(days=2.5) < timedelta(minutes=sum(minutes)) < timedelta(days=3)


def test_the_twentieth_failure_gives_it_up() -> None:
    assert wait_after(MOST_TRIES - 1) is not None
    assert wait_after(MOST_TRIES) is wait_after(MOST_TRIES + 1) is None

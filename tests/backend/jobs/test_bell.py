"""The bell: it wakes the jobs, and whatever befalls it, the deed is done and does not wait."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from huey import Huey

from backend.jobs.bell import QUIET_FOR_S, Bell, listen, open_queue
from tests.support.redis import RedisServer


@pytest.fixture(params=["file", "redis"])
def queue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Huey]:
    url = request.getfixturevalue("redis_url") if request.param == "redis" else None
    opened = open_queue(url, tmp_path / "data")
    yield opened
    opened.storage.close()


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def heard(queue: Huey) -> int:
    """Return how many tasks wait, after doing them as a listener does."""
    done: list[bool] = []
    listen(queue, lambda: done.append(True))
    while (task := queue.storage.dequeue()) is not None:
        queue.execute(queue.deserialize_task(task))
    return len(done)


def test_a_ring_is_heard(queue: Huey, tmp_path: Path) -> None:
    Bell(lambda: ringers_queue(queue, tmp_path)).ring()
    assert queue.pending_count() == 1
    assert heard(queue) == 1


def ringers_queue(queue: Huey, folder: Path) -> Huey:
    """Return the same queue as another process opens it."""
    url = None
    if hasattr(queue.storage, "pool"):
        url = f"unix://{queue.storage.pool.connection_kwargs['path']}?db=0"
    return open_queue(url, folder / "data")


def test_while_somebody_has_asked_nobody_asks_again(queue: Huey, tmp_path: Path) -> None:
    bell = Bell(lambda: ringers_queue(queue, tmp_path))
    for _ in range(50):
        bell.ring()
    assert heard(queue) == 1
    assert queue.pending_count() == 0


def test_rings_from_many_threads_are_heard(queue: Huey, tmp_path: Path) -> None:
    bell = Bell(lambda: ringers_queue(queue, tmp_path))
    threads = [threading.Thread(target=bell.ring) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard(queue) >= 1


def test_without_redis_a_ring_fails_nobody_and_is_logged_once(
    redis_server: RedisServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    with RedisServer() as server:
        bell = Bell(lambda: open_queue(server.url, tmp_path), clock)
        bell.ring()
        server.stop()
        with caplog.at_level(logging.ERROR):
            for _ in range(3):
                bell.ring()
                clock.now += QUIET_FOR_S + 1
        assert len(caplog.records) == 1
        server.start()
        bell.ring()
        assert open_queue(server.url, tmp_path).pending_count() == 1


def test_a_broken_bell_is_left_alone_for_a_while(tmp_path: Path) -> None:
    opened = []

    def open_in_vain() -> Huey:
        opened.append(True)
        raise ConnectionError

    clock = Clock()
    bell = Bell(open_in_vain, clock)
    for _ in range(100):
        bell.ring()
    assert len(opened) == 1
    clock.now = QUIET_FOR_S
    bell.ring()
    assert len(opened) == 2

"""HUP: the server becomes the program on the disk; nobody who asks meanwhile notices."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

import pytest

from bench.steady import Asking, Pace
from shared.version import VERSION
from tests.support.copied import a_copy, change_version
from tests.support.serving import ROOT, OwnServer, ask

WORKERS = 2
REQUEST = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
NEWER = 'VERSION = "9.9.9"\n'
MOST_LOOKS = 3_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the program."""
    return a_copy(tmp_path)


@pytest.fixture
def server(folder: Path, tmp_path: Path) -> Iterator[OwnServer]:
    """A server that runs the copy."""
    with at_work(tmp_path, folder) as found:
        yield found


@contextmanager
def at_work(data: Path, folder: Path) -> Iterator[OwnServer]:
    with OwnServer({"UMAY_DATA_DIR": str(data / "data")}, folder, WORKERS) as found:
        until(lambda: len(found.workers) == WORKERS)
        yield found


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that comes."""
    pause = Event()
    assert any(is_so() or pause.wait(0.02) for _ in range(MOST_LOOKS))


def versions(server: OwnServer) -> set[str]:
    """Return the versions that answer."""
    found = set()
    for _ in range(8):
        with closing(server.connect()) as connection:
            found.add(ask(connection, "GET", "/healthz")[2]["version"])
    return found


def test_all_workers_are_others_afterwards_and_no_request_failed(tmp_path: Path) -> None:
    with at_work(tmp_path, ROOT) as server:
        before, pid = server.workers, server.pid
        with Asking(Pace(server.port, REQUEST)) as asking:
            server.renew()
            until(lambda: not server.workers & before and len(server.workers) == WORKERS)
        assert server.pid == pid
        # The program was begun anew: Gunicorn's own reload forks what was loaded before.
        until(lambda: sum("UMay answers" in line for line in server.lines) == 2)
    assert asking.found.failed == []
    assert len(asking.found.answers) > 100


@pytest.mark.full("upgrades", alone=True)
def test_the_newer_program_takes_over_and_no_request_fails(server: OwnServer, folder: Path) -> None:
    before, pid = server.workers, server.pid
    assert versions(server) == {VERSION}
    change_version(folder, NEWER)
    with Asking(Pace(server.port, REQUEST)) as asking:
        server.renew()
        until(lambda: not server.workers & before and len(server.workers) == WORKERS)
    assert asking.found.failed == []
    assert len(asking.found.answers) > 100
    assert versions(server) == {"9.9.9"}
    assert server.pid == pid
    again = server.workers
    server.renew()
    until(lambda: not server.workers & again and len(server.workers) == WORKERS)
    assert server.stop() == 0


@pytest.mark.full("upgrades", alone=True)
def test_a_program_that_does_not_start_leaves_the_one_before_at_work(
    server: OwnServer, folder: Path
) -> None:
    before = server.workers
    change_version(folder, "VERSION = \n")
    server.renew()
    until(lambda: any("does not start" in line for line in server.lines))
    assert server.workers == before
    assert versions(server) == {VERSION}
    change_version(folder, NEWER)
    server.renew()
    until(lambda: not server.workers & before and len(server.workers) == WORKERS)
    assert versions(server) == {"9.9.9"}

"""What real processes say in production while something is away, or one of them ends."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.backend.cast import an_answer, an_id
from tests.support.postgres import PostgresCluster
from tests.support.redis import RedisServer
from tests.support.serving import ROOT, Server, ask
from tests.support.working import JobsProcess

TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
REFUSED = 50
KNOCKS = 15
KNOCKS_WITHIN_S = 60


def production(folder: Path, database_url: str, redis_url: str) -> dict[str, str]:
    return {
        "UMAY_ENV": "production",
        "UMAY_DATA_DIR": str(folder / "data"),
        "UMAY_DATABASE_URL": database_url,
        "UMAY_REDIS_URL": redis_url,
        "UMAY_SECRET_KEY": "k" * 48,
        "UMAY_BASE_URL": "https://umay.example",
        "UMAY_PROXIES": "1",
        "UMAY_MAIL": "folder",
    }


def read(lines: list[str]) -> list[dict[str, Any]]:
    """Return what lines say; each must be one object with a time."""
    found = [json.loads(line) for line in lines]
    assert [each for each in found if not TIME.fullmatch(each["time"])] == []
    return found


def test_fifty_refused_requests_are_one_line_with_a_time(tmp_path: Path, redis_url: str) -> None:
    with PostgresCluster() as cluster:
        settings = production(tmp_path, cluster.create_database("umay"), redis_url)
        with Server(settings) as server:
            cluster.stop()
            statuses = {put(server) for _ in range(REFUSED)}
            lines = read([*server.lines])
    assert statuses == {503}
    assert [(line["process"], line["level"]) for line in lines] == [
        ("web", "info"),
        ("web", "error"),
    ]
    assert lines[0]["message"].startswith("UMay answers at ")
    assert lines[1]["message"].startswith("The database did not answer: ")
    assert "umay.example" not in "".join(server.lines)


def put(server: Server) -> int:
    """Return the status that an answer of a resident gets, over a connection of its own."""
    connection = server.connect()
    try:
        return ask(connection, "PUT", f"/api/v1/feedback/{an_id()}", an_answer())[0]
    finally:
        connection.close()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV])
def test_a_process_that_ends_is_one_line_with_its_number_and_the_reason(
    migrated_file: Path, tmp_path: Path, redis_url: str, how: signal.Signals
) -> None:
    settings = production(tmp_path, f"sqlite:///{migrated_file}", redis_url)
    with Server(settings, workers=1) as server:
        assert put(server) == 422, "it works"
        (worker,) = children_of(server.pid)
        os.kill(worker, how)
        said = json.loads(server.wait_for_words(f"(pid:{worker})"))
        assert put(server) == 422, "another has taken its place"
    reason = "exited with code 1" if how is signal.SIGABRT else f"was sent {how.name}"
    assert said["message"].startswith(f"Worker (pid:{worker}) {reason}")
    assert (said["process"], said["logger"]) == ("web", "gunicorn.error")


def children_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(each) for each in text.split()]


def test_a_server_that_is_stopped_in_good_order_says_nothing_of_its_processes(
    migrated_file: Path, tmp_path: Path, redis_url: str
) -> None:
    settings = production(tmp_path, f"sqlite:///{migrated_file}", redis_url)
    with Server(settings) as server:
        assert put(server) == 422
        assert server.stop() == 0
    assert len(read(server.lines)) == 1


@contextmanager
def door_of(path: Path) -> Iterator[threading.Event]:
    """Open where a Redis was and hang up on whoever knocks; tell when they have often enough."""
    heard, knocks = threading.Event(), 0
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(path))
        door.listen(64)

        def hang_up() -> None:
            nonlocal knocks
            while not heard.is_set():
                door.accept()[0].close()
                knocks += 1
                if knocks >= KNOCKS:
                    heard.set()

        waiting = threading.Thread(target=hang_up)
        waiting.start()
        yield heard
        waiting.join()


def test_while_redis_is_away_the_jobs_say_so_in_a_line_and_not_in_tracebacks(
    migrated_file: Path, tmp_path: Path
) -> None:
    with RedisServer() as redis:
        settings = production(tmp_path, f"sqlite:///{migrated_file}", redis.url)
        with JobsProcess(settings) as jobs:
            redis.stop()
            with door_of(redis.folder / "socket") as heard:
                assert heard.wait(KNOCKS_WITHIN_S)
        redis.start()
    lines = [line for line in read(jobs.lines) if line["logger"].startswith("huey")]
    said = sorted(line["message"].partition(" (")[0] for line in lines)
    assert said == ["Error reading from queue", "Error reading schedule."]
    assert {line["process"] for line in lines} == {"jobs"}
    assert sum(len(line) for line in jobs.lines) < 3000, jobs.lines


def test_commands_log_in_the_same_way(tmp_path: Path, redis_url: str) -> None:
    with PostgresCluster() as cluster:
        settings = production(tmp_path, cluster.create_database("umay"), redis_url)
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "backend", "rotate"],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    (line,) = read([each for each in done.stderr.splitlines() if each.startswith("{")])
    assert (done.returncode, line["process"]) == (1, "command")

"""A run of the tests that is killed leaves no database, no Redis and no server behind."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.bound import bound
from tests.support.serving import ROOT

PATIENCE_S = 60
"""How long a test hangs before it fails where a program goes on for ever."""

RUN = """
import os, sys
from pathlib import Path
from tests.support.postgres import PostgresCluster
from tests.support.redis import RedisServer
from tests.support.serving import Server

with PostgresCluster() as cluster, RedisServer() as cache:
    settings = {"UMAY_DATA_DIR": sys.argv[1]}
    with Server(settings, "tests.chaos.poisoned_server:create_app()", workers=1) as server:
        print(cluster._server.pid, cache._process.pid, server.pid, flush=True)
        sys.stdin.read()
"""


def started(folder: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """Start a run with one of each; return it and the numbers of its servers' processes."""
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    return run, [int(word) for word in run.stdout.readline().split()]


@pytest.mark.skipif(not bound(), reason="only Linux ends a program with its starter")
def test_what_a_killed_run_started_ends_with_it(tmp_path: Path) -> None:
    run, pids = started(tmp_path)
    assert len(pids) == 3
    run.kill()
    run.communicate()
    assert [pid for pid in pids if not is_gone(pid)] == []


@pytest.mark.skipif(not bound(), reason="only Linux ends a program with its starter")
@pytest.mark.parametrize("prefix", [[], bound()])
def test_a_program_that_is_not_bound_goes_on(prefix: list[str]) -> None:
    reading, writing = os.pipe()
    # It says a word once it is bound: a starter that is gone before that binds nobody.
    speaking = [*prefix, "sh", "-c", "echo; exec cat >/dev/null"]
    started = f"p = subprocess.Popen({speaking!r}, stdin={reading}, stdout=-1)"
    spoken = "p.stdout.readline(); print(p.pid, flush=True); os._exit(0)"
    words = f"import os, subprocess; {started}; {spoken}"
    run = subprocess.run(
        [sys.executable, "-c", words], stdout=subprocess.PIPE, pass_fds=[reading], check=True
    )
    pid = int(run.stdout)
    if prefix:
        assert is_gone(pid)
    else:
        os.kill(pid, signal.SIGKILL)
    os.close(reading)
    os.close(writing)


def is_gone(pid: int) -> bool:
    """Wait for the end of a process that is nobody's child here; say whether it came."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    # The handle becomes readable when the process ends.
    ready, _, _ = select.select([handle], [], [], PATIENCE_S)
    os.close(handle)
    return bool(ready)

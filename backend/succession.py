"""How a server becomes its newer self on HUP: same process, same port, no request in between.

Gunicorn's own reload tells the old workers to go before the new ones can answer, and they are forks
of what was loaded at the start: new code never comes in. Here the master tries the new program in a
process beside it, then becomes it (exec), keeps the open port and its children, and starts new
workers. When all of them answer, the last one tells the old ones to finish what they have begun.
Whoever watches the master, such as systemd or a container, sees one process all the time.
"""

import logging
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterable, MutableMapping
from contextlib import suppress
from typing import Any

log = logging.getLogger("backend")

OLD = "UMAY_OLD_WORKERS"
"""What the new program is told: the numbers of the workers that go when its own are there."""

_KEPT_WAITING = {signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2}
"""Signals that would end a program that has not said yet what it does with them."""

_BEGINNING_TAKES_S = 10
_LOOKING_TAKES_S = 120
_LESS_URGENT = 10
"""How nice the trial of the new program is to those who answer requests meanwhile."""


class Succession:
    """The old workers that a master was left with, and what makes them go."""

    def __init__(self, environ: MutableMapping[str, str], workers: int) -> None:
        """Read from the environment, once, whom the new workers follow."""
        self._old = [int(pid) for pid in environ.pop(OLD, "").split(",") if pid]
        self._turns, filling = os.pipe()
        # Each new worker takes one; who finds the last one knows that all are there.
        os.write(filling, b"." * (workers - 1) + b"!")
        os.close(filling)
        self._there, self._to_there = os.pipe()
        self._begun, self._workers = 0, workers

    @property
    def is_renewal(self) -> bool:
        """Whether there were workers before."""
        return bool(self._old)

    def wait_for_the_one_before(self) -> None:
        """Let new workers begin one after the other, so that the old ones have processors left."""
        if self._old and 0 < self._begun < self._workers:
            there, _, _ = select.select([self._there], [], [], _BEGINNING_TAKES_S)
            if there:
                os.read(self._there, 1)
        self._begun += 1

    def one_more(self) -> None:
        """Note that a worker can answer now; the last of the first ones tells the old to go."""
        _stand_back(is_wanted=False)
        os.write(self._to_there, b".")
        if os.read(self._turns, 1) == b"!":
            for pid in self._old:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)

    def renew(self, server: Any) -> None:  # noqa: ANN401 - Gunicorn has no types
        """Become the program as it is on the disk now; where it does not start, stay as it is."""
        folder = server.START_CTX["cwd"]
        if not _starts(folder):
            log.error("The program on the disk does not start. The one before goes on.")
            return
        environ = {**server.cfg.env_orig, "GUNICORN_PID": str(os.getpid())}
        descriptors = [str(listener.fileno()) for listener in server.LISTENERS]
        if server.systemd:
            environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": str(len(descriptors))}
        else:
            environ["GUNICORN_FD"] = ",".join(descriptors)
        environ[OLD] = ",".join(map(str, _children(self._old, server.WORKERS)))
        os.chdir(folder)
        signal.pthread_sigmask(signal.SIG_BLOCK, _KEPT_WAITING)
        _stand_back(is_wanted=True)
        os.execve(sys.executable, _words(), environ)  # noqa: S606 - the words it was started with


def hear(server: Any, succession: Succession) -> None:  # noqa: ANN401 - Gunicorn has no types
    """Let HUP renew a server, also one that came while the program was loaded."""
    server.handle_hup = lambda: succession.renew(server)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _KEPT_WAITING)


def _words() -> list[str]:
    return [sys.executable, *sys.orig_argv[1:]]


def _starts(folder: str) -> bool:
    """Return whether the program on the disk, with these settings, gets as far as answering."""
    told = {**os.environ}
    for name in ("GUNICORN_PID", "GUNICORN_FD", "LISTEN_PID", "LISTEN_FDS"):
        told.pop(name, None)
    trial = subprocess.Popen([*_words(), "--check-config"], env=told, cwd=folder)  # noqa: S603
    os.setpriority(os.PRIO_PROCESS, trial.pid, _LESS_URGENT)
    try:
        return trial.wait(_LOOKING_TAKES_S) == 0
    except subprocess.TimeoutExpired:
        trial.kill()
        trial.wait()
        return False


def _children(*known: Iterable[int]) -> list[int]:
    """Return those numbers that are children of this process and still alive."""
    found = []
    for pid in {pid for group in known for pid in group}:
        with suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG) == (0, 0):
                found.append(pid)
    return sorted(found)


def _stand_back(*, is_wanted: bool) -> None:
    """Let whoever wakes up to answer a request go before this process, where the system can."""
    with suppress(AttributeError, OSError):
        policy = os.SCHED_BATCH if is_wanted else os.SCHED_OTHER
        os.sched_setscheduler(0, policy, os.sched_param(0))

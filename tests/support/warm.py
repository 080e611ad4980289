"""Starting the server's programs out of one warm process: `flask`, `gunicorn`, `demo.staff`."""

import atexit
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock, Thread
from typing import IO

from tests.support.bound import bound

ROOT = Path(__file__).resolve().parents[2]

spent_s = 0.0
"""Processor seconds of the programs that were started here and have ended, for the profile."""


class _Warm:
    """The warm process of this process; started when the first program is asked for."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="umay-warm-")
        self._path = str(Path(self._folder.name) / "socket")
        self._process = subprocess.Popen(
            [*bound(), sys.executable, "-m", "tests.support.warm_process", self._path],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n", "the warm process did not start"
        atexit.register(self.stop)

    def ask(self, asked: Mapping[str, object], streams: Sequence[int]) -> socket.socket:
        """Let a program begin; return the connection on which it tells of itself."""
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self._path)
        socket.send_fds(connection, [json.dumps(asked).encode()], list(streams))
        return connection

    def stop(self) -> None:
        """End the warm process, and with it whatever came out of it."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._folder.cleanup()


_lock = Lock()
_held: list[_Warm] = []


def _warm() -> _Warm:
    with _lock:
        if not _held:
            _held.append(_Warm())
        return _held[0]


class Program:
    """One program that came out of the warm process; like `subprocess.Popen` where it is used."""

    def __init__(
        self, module: str, *words: str, env: Mapping[str, str], has_own_group: bool = False
    ) -> None:
        asked = {
            "words": [module, *words],
            "env": dict(env),
            "cwd": str(ROOT),
            "has_own_group": has_own_group,
        }
        pipes = [os.pipe(), os.pipe()]
        with open(os.devnull, "rb") as nothing:
            theirs = [nothing.fileno(), *(pipe[1] for pipe in pipes)]
            self._connection = _warm().ask(asked, theirs)
        for _, writing in pipes:
            os.close(writing)
        self.stdout, self.stderr = (_reading(pipe[0]) for pipe in pipes)
        self._told = self._connection.makefile("r", encoding="ascii")
        self.pid = int(self._told.readline())
        self.returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Return the code that it ended with; raise TimeoutError where it goes on for too long."""
        global spent_s
        if self.returncode is None:
            self._connection.settimeout(timeout)
            code, _, seconds = self._told.readline().partition(" ")
            # Without a word the warm process was killed, and this program with it.
            self.returncode = int(code) if code else -signal.SIGKILL
            spent_s += float(seconds or 0)
            self._told.close()
            self._connection.close()
        return self.returncode

    def terminate(self) -> None:
        """Ask it to end."""
        os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, signal.SIGKILL)


def _reading(number: int) -> IO[str]:
    return io.TextIOWrapper(os.fdopen(number, "rb"), encoding="utf-8", errors="replace")


def run(module: str, *words: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a program to its end and return its code and all it said."""
    program = Program(module, *words, env=env)
    said: dict[str, str] = {}

    def read(name: str, stream: IO[str]) -> None:
        with stream:
            said[name] = stream.read()

    readers = [
        Thread(target=read, args=(name, getattr(program, name))) for name in ("stdout", "stderr")
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return subprocess.CompletedProcess(
        [module, *words], program.wait(), said["stdout"], said["stderr"]
    )

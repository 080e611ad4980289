"""Measurements: a server under Gunicorn with the service's own settings, and what it costs."""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
READY = re.compile(r"UMay answers at http://127\.0\.0\.1:(\d+) ")
STOP_WITHIN_S = 30
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_UTIME, _STIME = 11, 12
"""Where /proc/PID/stat has the ticks, counted after the name in brackets (proc(5))."""


class Server:
    """One application with one worker on a free port; use it in a `with` block."""

    def __init__(self, application: str, settings: Mapping[str, str]) -> None:
        self._application = application
        self._settings = {**settings, "WEB_CONCURRENCY": "1"}
        self.port = 0

    def __enter__(self) -> Self:
        """Start the server and return once it listens."""
        words = ["-c", "backend/gunicorn.conf.py", "--bind", "127.0.0.1:0", self._application]
        foreign = ("UMAY_", "FLASK_", "WEB_")
        kept = {name: os.environ[name] for name in os.environ if not name.startswith(foreign)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *words],
            cwd=ROOT,
            env={**kept, **self._settings},
            stderr=subprocess.PIPE,
            text=True,
        )
        self.port = self._wait_until_ready()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server in good order."""
        self._process.terminate()
        self._process.communicate(timeout=STOP_WITHIN_S)

    @property
    def pid(self) -> int:
        """The process to ask for its cost, children included."""
        return self._process.pid

    def entity_tag(self, path: str) -> str:
        """Return the ETag of what the server has at a path."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=STOP_WITHIN_S)
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        connection.close()
        return response.headers["ETag"]

    def _wait_until_ready(self) -> int:
        assert self._process.stderr is not None
        lines = []
        for line in self._process.stderr:
            lines.append(line)
            if found := READY.match(line):
                return int(found[1])
        raise RuntimeError("the server did not start:\n" + "".join(lines))


def cpu_s(pid: int) -> float:
    """Return the seconds of processor time that a process and its living descendants have used."""
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    own = (int(stat[_UTIME]) + int(stat[_STIME])) / TICKS_PER_S
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return own + sum(cpu_s(int(child)) for child in children)

"""A real Gunicorn with our settings on a free port, for as long as a test needs it."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.bound import bound
from tests.support.warm import Program

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"UMay answers at http://127\.0\.0\.1:(\d+) ")
STOP_WITHIN_S = 30
WORDS_WITHIN_S = 30.0


class Server:
    """One running server; use it in a `with` block. `lines` collects what it says on stderr."""

    def __init__(
        self,
        settings: dict[str, str],
        application: str = "backend.app:create_app()",
        workers: int = 3,
    ) -> None:
        self._settings = {**settings, "WEB_CONCURRENCY": str(workers)}
        self._application = application
        self.lines: list[str] = []
        self._more = threading.Condition()
        self.port = 0

    def __enter__(self) -> Self:
        """Start the server and return once it listens."""
        self.start()
        return self

    def start(self) -> None:
        """Start the server, on the port it had before if it had one; return once it listens."""
        address = f"127.0.0.1:{self.port}"
        words = ["-c", "backend/gunicorn.conf.py", "--bind", address, self._application]
        foreign = ("UMAY_", "FLASK_", "WEB_")
        kept = {name: os.environ[name] for name in os.environ if not name.startswith(foreign)}
        self._process = self._launch(words, {**kept, **self._settings})
        self._wait_until_ready()
        self._reader = threading.Thread(target=self._read_on, daemon=True)
        self._reader.start()

    def _launch(self, words: list[str], environ: dict[str, str]) -> Any:
        # A group of its own: `kill` reaches all of its processes and no other.
        return Program("gunicorn", *words, env=environ, has_own_group=True)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the server at once: in good order it would wait for what browsers hold open."""
        if self._process.returncode is None:
            self.kill()

    def stop(self) -> int:
        """Stop the server in good order and return its code; `start` brings it back."""
        self._process.terminate()
        return self._wait_until_gone()

    def kill(self) -> None:
        """End all of its processes at once, as no program can prevent; `start` brings it back."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._wait_until_gone()

    def _wait_until_gone(self) -> int:
        code = self._process.wait(STOP_WITHIN_S)
        self._reader.join(STOP_WITHIN_S)
        self._process.stderr.close()
        self._process.stdout.close()
        return code

    @property
    def pid(self) -> int:
        """The process that started the workers."""
        return self._process.pid

    def connect(self) -> http.client.HTTPConnection:
        """Return a connection of its own to the server."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def _wait_until_ready(self) -> None:
        for line in self._process.stderr:
            self.lines.append(line)
            if found := READY.search(line):
                self.port = int(found[1])
                return
        raise RuntimeError("the server did not start:\n" + "".join(self.lines))

    def wait_for_words(self, words: str, within_s: float = WORDS_WITHIN_S) -> str:
        """Return the first line with these words; it may be still to come."""

        def found() -> str:
            return next((line for line in self.lines if words in line), "")

        with self._more:
            assert self._more.wait_for(found, within_s), (words, self.lines)
        return found()

    def _read_on(self) -> None:
        for line in self._process.stderr:
            with self._more:
                self.lines.append(line)
                self._more.notify_all()


class OwnServer(Server):
    """A server started as operators start it, out of any folder; it takes two seconds more."""

    def __init__(self, settings: dict[str, str], folder: Path = ROOT, workers: int = 3) -> None:
        super().__init__(settings, workers=workers)
        self._folder = folder

    def _launch(self, words: list[str], environ: dict[str, str]) -> Any:
        return subprocess.Popen(
            [*bound(), sys.executable, "-m", "gunicorn", *words],
            cwd=self._folder,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    @property
    def workers(self) -> set[int]:
        """The processes that answer."""
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return {int(pid) for pid in path.read_text(encoding="ascii").split()}

    def renew(self) -> None:
        """Ask it to become the program as it is on the disk now."""
        os.kill(self.pid, signal.SIGHUP)


def ask(
    connection: http.client.HTTPConnection, method: str, path: str, body: Any = None
) -> tuple[int, dict[str, str], Any]:
    """Return status, headers and JSON of one request."""
    headers = {"Content-Type": "application/json"} if body is not None else {}
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    response = connection.getresponse()
    content = response.read()
    return response.status, dict(response.getheaders()), json.loads(content) if content else None

"""A throwaway Redis on a socket: up in a moment, gone without a trace."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

import redis

from tests.support.bound import bound

STOP_WITHIN_S = 10


class RedisMissing(RuntimeError):
    """Redis is not on this machine; `./umay setup` brings it."""


class RedisServer:
    """One server in a temporary folder; use it in a `with` block, or call start and stop.

    `words` are more of its options; with --requirepass among them, `url` carries the password.
    """

    def __init__(self, words: Sequence[str] = ()) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="umay-redis-"))
        self._words = list(words)

    @property
    def url(self) -> str:
        """Where it answers."""
        told = dict(pairwise(self._words)).get("--requirepass")
        signed = f":{told}@" if told else ""
        return f"unix://{signed}{self.folder / 'socket'}?db=0"

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it and delete its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server and return when it answers; it begins empty."""
        program = shutil.which("redis-server")
        if program is None:
            raise RedisMissing("redis-server was not found; run `./umay setup`")
        words = ["--port", "0", "--unixsocket", str(self.folder / "socket"), "--save", ""]
        self._process = subprocess.Popen(
            [
                *(*bound(), program, *words, "--appendonly", "no", "--dir", str(self.folder)),
                *self._words,
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        said = []
        for line in self._process.stdout:
            said.append(line)
            if "ready to accept connections" in line:
                return
        raise RuntimeError("redis-server did not start:\n" + "".join(said))

    def stop(self) -> None:
        """Stop the server; what it held is gone."""
        self._process.terminate()
        self._process.wait(STOP_WITHIN_S)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def empty(self) -> None:
        """Forget everything."""
        with redis.Redis.from_url(self.url) as client:
            client.flushall()

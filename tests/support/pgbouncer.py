"""A real PgBouncer in front of a test's PostgreSQL, for as long as a test needs it."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from threading import Event
from typing import Self

import psycopg

from tests.support.postgres import OWNER, as_owner

SIZES = {"session": 40, "transaction": 3}
"""Connections to the server: in session mode as many as clients keep; in transaction mode fewer
than a test has threads, so that they are handed round."""


class PgBouncer:
    """One process on a socket; use it in a `with` block."""

    def __init__(self, server: Path, mode: str, lines: str = "") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="umay-pgb-"))
        file = self.folder / "pgbouncer.ini"
        file.write_text(
            f"[databases]\n* = host={server} user={OWNER} {lines}\n"
            f"[pgbouncer]\nunix_socket_dir = {self.folder}\nlisten_addr =\nauth_type = any\n"
            f"query_wait_timeout = 20\npool_mode = {mode}\n"
            f"default_pool_size = {SIZES[mode.split()[0]]}\nmax_client_conn = 100\n"
            f"logfile = {self.folder / 'log'}\n"
        )
        if os.geteuid() == 0:
            for each in (self.folder, file):
                shutil.chown(each, OWNER, OWNER)

    def __enter__(self) -> Self:
        """Start it and return once it answers."""
        self._process = subprocess.Popen(
            [*as_owner("KILL"), "pgbouncer", "-q", self.folder / "pgbouncer.ini"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(500):
            try:
                psycopg.connect(self._address(OWNER).replace("+psycopg", "")).close()
            except psycopg.OperationalError:
                Event().wait(0.02)
            else:
                return self
        raise RuntimeError(f"pgbouncer did not start:\n{(self.folder / 'log').read_text()}")

    def __exit__(self, *_: object) -> None:
        """Stop it and delete its folder."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, url: str) -> str:
        """Return the address of a database by way of this process."""
        return self._address(url.partition("?")[0].rpartition("/")[2])

    def _address(self, database: str) -> str:
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.folder}&port=6432"

"""A throwaway PostgreSQL cluster: up in a second, reached by a socket, gone without a trace."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

import psycopg

from tests.support.bound import bound

OWNER = "postgres"
FOLDERS = Path("/usr/lib/postgresql")
# Nothing in a test outlives the machine, so most tests need not wait for the disk.
HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
CONNECTIONS = 100
# A server that is killed leaves no shared memory behind: it lies in the folder that is deleted.
IN_FOLDER = "-c dynamic_shared_memory_type=mmap"
ASKED_EVERY_S = 0.02


class PostgresMissing(RuntimeError):
    """PostgreSQL's server programs are not on this machine; `./umay setup` brings them."""


def programs_folder() -> Path:
    """Return the folder of initdb and pg_ctl, the newest version first."""
    versions = [path for path in FOLDERS.glob("*/bin") if (path / "pg_ctl").exists()]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    found = shutil.which("pg_ctl")
    if found is None:
        raise PostgresMissing("pg_ctl was not found; run `./umay setup`")
    return Path(found).resolve().parent


class PostgresCluster:
    """One cluster in a temporary folder; use it in a `with` block, or call start and stop."""

    def __init__(
        self, *, durable: bool = False, options: str = "", port: int | None = None
    ) -> None:
        """Choose whether a commit waits for the disk, as it must where a crash is tested.

        `options` are more words for the server, such as "-c wal_writer_delay=10s". With a `port` it
        is reached under localhost too; else by its socket alone.
        """
        self.port = port
        self.durable = durable
        self._options = options
        self.folder = Path(tempfile.mkdtemp(prefix="umay-pg-"))
        self._programs = programs_folder()
        self._initialised = False
        self._data = self.folder / "data"
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start the cluster."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the cluster and delete its folder."""
        self.remove()

    def start(self) -> None:
        """Start the server and return when it accepts connections."""
        if not self._initialised:
            self._initialise()
        options = [f"-k {self.folder}", "-c listen_addresses=", f"-N {CONNECTIONS}", IN_FOLDER]
        options += [f"-c listen_addresses=localhost -p {self.port}"] if self.port else []
        options += [self._options] if self.durable else [HASTY, self._options]
        words = [word for option in options for word in option.split()]
        # Started as a child: a run that is killed takes its database with it.
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [*as_owner("INT"), self._programs / "postgres", "-D", self._data, *words],
                cwd=self.folder,
                env={**os.environ, **self.environment()},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._wait_until_ready()

    def environment(self) -> dict[str, str]:
        """Return what the server is told besides: what it calls is told it too."""
        return {}

    def take_over(self, data: Path) -> None:
        """Be started with the files that lie there already."""
        self._data, self._initialised = data, True

    def stop(self) -> None:
        """Stop the server after ending all connections; everything committed is on disk."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """Stop the server as a power cut would: without a word to anyone."""
        self._end(signal.SIGQUIT)

    def remove(self) -> None:
        """Stop the server if it runs and delete all data."""
        if self._server is not None:
            self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """Return SQLAlchemy's address of a database in this cluster."""
        port = f"&port={self.port}" if self.port else ""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.folder}{port}"

    def create_database(self, name: str, template: str | None = None) -> str:
        """Create a database, copied from a template if one is named, and return its address."""
        copied = f' TEMPLATE "{template}" STRATEGY FILE_COPY' if template else ""
        self._ask(f'CREATE DATABASE "{name}"{copied}')
        return self.url(name)

    def reload(self) -> None:
        """Let the server read its settings and certificates anew; return when it has."""
        before, pause = self._read_at(), Event()
        self._ask("SELECT pg_reload_conf()")
        while self._read_at() == before:
            pause.wait(ASKED_EVERY_S)

    def keep(self, name: str, content: str) -> Path:
        """Put a file that only the server may read beside its data, and return its path."""
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(content)
        if os.geteuid() == 0:
            shutil.chown(path, OWNER, OWNER)
        return path

    def drop_database(self, name: str) -> None:
        """Delete a database, ending whatever connections it still has."""
        self._ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _initialise(self) -> None:
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        words = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={OWNER}"]
        self._run("initdb", "--pgdata", str(self._data), "--no-sync", *words)
        self._initialised = True

    def _wait_until_ready(self) -> None:
        pause = Event()
        while True:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.url(OWNER).replace("+psycopg", "")).close()
                return
            if self._server is None or self._server.poll() is not None:
                raise RuntimeError(f"postgres did not start:\n{(self.folder / 'log').read_text()}")
            pause.wait(ASKED_EVERY_S)

    def _read_at(self) -> object:
        with psycopg.connect(self.url(OWNER).replace("+psycopg", "")) as connection:
            return connection.execute("SELECT pg_conf_load_time()").fetchone()

    def _end(self, how: signal.Signals) -> None:
        assert self._server is not None, "the cluster does not run"
        self._server.send_signal(how)
        self._server.wait()
        self._server = None

    def run_program(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs as the server's owner."""
        self._run(program, *words)

    def _ask(self, sql: str) -> None:
        port = ["-p", str(self.port)] if self.port else []
        self._run("psql", "-h", str(self.folder), *port, "-U", OWNER, "-d", OWNER, "-qXc", sql)

    def _run(self, program: str, *words: str) -> None:
        # The server refuses to run as root, so there every program runs as its usual owner.
        # A server that inherited a pipe would keep it open; a file can be read afterwards.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [*as_owner("KILL"), str(self._programs / program), *words],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                check=False,
            )
            said.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} {' '.join(words)} failed:\n{said.read()}")


def as_owner(by: str) -> list[str]:
    """Return what runs a program as the server's owner: it refuses to run as root."""
    if os.geteuid() != 0:
        return bound(by)
    return bound(by, f"--reuid={OWNER}", f"--regid={OWNER}", "--init-groups")

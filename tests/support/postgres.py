"""A throwaway PostgreSQL cluster: up in a second, reached by a socket, gone without a trace."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

OWNER = "postgres"
FOLDERS = Path("/usr/lib/postgresql")
# Nothing in a test outlives the machine, so most tests need not wait for the disk.
HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
CONNECTIONS = 100


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

    def __init__(self, *, durable: bool = False, options: str = "") -> None:
        """Choose whether a commit waits for the disk, as it must where a crash is tested.

        `options` are more words for the server, such as "-c wal_writer_delay=10s".
        """
        self.durable = durable
        self._options = options
        self.folder = Path(tempfile.mkdtemp(prefix="umay-pg-"))
        self._programs = programs_folder()
        self._initialised = False

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
        options = [f"-k {self.folder}", "-c listen_addresses=''", f"-N {CONNECTIONS}"]
        options += [self._options] if self.durable else [HASTY, self._options]
        self._control("start", "-l", str(self.folder / "log"), "-o", " ".join(options))

    def stop(self) -> None:
        """Stop the server after ending all connections; everything committed is on disk."""
        self._control("stop", "-m", "fast")

    def crash(self) -> None:
        """Stop the server as a power cut would: without a word to anyone."""
        self._control("stop", "-m", "immediate")

    def remove(self) -> None:
        """Stop the server if it runs and delete all data."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """Return SQLAlchemy's address of a database in this cluster."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.folder}"

    def create_database(self, name: str, template: str | None = None) -> str:
        """Create a database, copied from a template if one is named, and return its address."""
        copied = f' TEMPLATE "{template}" STRATEGY FILE_COPY' if template else ""
        self._ask(f'CREATE DATABASE "{name}"{copied}')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Delete a database, ending whatever connections it still has."""
        self._ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _initialise(self) -> None:
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        words = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={OWNER}"]
        self._run("initdb", "--pgdata", str(self.folder / "data"), "--no-sync", *words)
        self._initialised = True

    def _control(self, deed: str, *words: str) -> None:
        self._run("pg_ctl", deed, "--pgdata", str(self.folder / "data"), "--wait", *words)

    def _ask(self, sql: str) -> None:
        self._run("psql", "-h", str(self.folder), "-U", OWNER, "-d", OWNER, "-qXc", sql)

    def _run(self, program: str, *words: str) -> None:
        # The server refuses to run as root, so there every program runs as its usual owner.
        other = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--init-groups"]
        prefix = other if os.geteuid() == 0 else []
        # A server that inherited a pipe would keep it open; a file can be read afterwards.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [*prefix, str(self._programs / program), *words],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                check=False,
            )
            said.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} {' '.join(words)} failed:\n{said.read()}")

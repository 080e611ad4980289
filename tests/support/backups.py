"""A PostgreSQL whose log is archived, its backups, and the same scripts that are delivered."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import psycopg

from tests.support.postgres import OWNER, PostgresCluster, as_owner
from tests.support.warm import ROOT

SCRIPTS = ROOT / "deploy" / "backup"
PUSH = "pgbackrest --stanza=umay archive-push %p"
PASS_PHRASE = "a pass phrase of the tests"


class ArchivedCluster(PostgresCluster):
    """A cluster that archives its log by pgBackRest, with our configuration file."""

    def __init__(self, options: str = "") -> None:
        archiving = "-c archive_mode=on -c wal_level=replica -c archive_timeout=60"
        super().__init__(durable=True, options=f"{archiving} {options}")
        self.repository = self.folder / "repository"
        self.data = self.folder / "data"

    def start(self) -> None:
        """Start the server, and let it hand its log over."""
        self.repository.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            subprocess.run(["chown", f"{OWNER}:", self.repository], check=True)
        super().start()
        with psycopg.connect(self.url(OWNER).replace("+psycopg", ""), autocommit=True) as found:
            found.execute(f"ALTER SYSTEM SET archive_command = '{PUSH}'".encode())
            found.execute("SELECT pg_reload_conf()")

    def start_recovery(self) -> None:
        """Start the server on restored files, and return once it has recovered."""
        PostgresCluster.start(self)
        wait_until_recovered(self)

    def environment(self) -> dict[str, str]:
        """Return what an operator sets where our configuration file does not fit the machine."""
        return {
            "PGBACKREST_CONFIG": str(SCRIPTS / "pgbackrest.conf"),
            "PGBACKREST_REPO1_CIPHER_PASS": PASS_PHRASE,
            "PGBACKREST_REPO1_PATH": str(self.repository),
            "PGBACKREST_PG1_PATH": str(self.data),
            "PGBACKREST_PG1_SOCKET_PATH": str(self.folder),
            "PGBACKREST_PG1_USER": OWNER,
            "PGBACKREST_PG1_DATABASE": OWNER,
            "PGBACKREST_LOCK_PATH": str(self.repository / "lock"),
        }

    def script(self, name: str, *words: str, database: str = OWNER) -> str:
        """Run one of our scripts as PostgreSQL's user; return what it said."""
        return self.run(str(SCRIPTS / name), *words, database=database)

    def run(self, *words: str, database: str = OWNER) -> str:
        """Run a program as PostgreSQL's user, set up as an operator would; return what it said."""
        environment = {
            **os.environ,
            **self.environment(),
            "PGHOST": str(self.folder),
            "PGUSER": OWNER,
            "PGDATABASE": database,
        }
        done = subprocess.run(
            [*as_owner("KILL"), *words],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{words[0]} failed:\n{done.stdout}")
        return done.stdout

    def empty_data(self) -> None:
        """Lose everything but the backups."""
        shutil.rmtree(self.data)
        self.data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self.data, OWNER, OWNER)

    @contextmanager
    def second(self) -> Iterator[PostgresCluster]:
        """Restore the same backups once more, to the end of the log, into a server beside ours."""
        beside = _Beside(self.environment())
        try:
            if os.geteuid() == 0:
                shutil.chown(beside.folder, OWNER, OWNER)
            data = beside.folder / "data"
            self.run("mkdir", "--mode=700", str(data))
            self.script("restore.sh", str(data))
            beside.take_over(data)
            beside.start()
            wait_until_recovered(beside)
            yield beside
        finally:
            beside.remove()


def wait_until_recovered(cluster: PostgresCluster) -> None:
    """Wait until a server has read the archived log to its end and takes writes."""
    with psycopg.connect(cluster.url(OWNER).replace("+psycopg", ""), autocommit=True) as found:
        while found.execute("SELECT pg_is_in_recovery()").fetchone() != (False,):
            Event().wait(0.05)


class _Beside(PostgresCluster):
    """A server that reads the archive of another, and hands nothing over itself."""

    def __init__(self, environment: dict[str, str]) -> None:
        super().__init__(durable=True, options="-c archive_mode=off")
        self._environment = {**environment, "PGBACKREST_PG1_PATH": str(self.folder / "data")}

    def environment(self) -> dict[str, str]:
        return self._environment

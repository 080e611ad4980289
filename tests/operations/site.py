"""A whole set-up as processes (server, jobs, PostgreSQL, Redis, mail), and residents who go on."""

import http.client
import shutil
import tempfile
import threading
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import psycopg

from backend.app import create_app
from backend.config import read_config
from backend.services.notices import Letter, post
from backend.services.prepare import prepare
from backend.services.publish import publish
from backend.services.transaction import write
from backend.web.world import world
from tests.backend.cast import an_answer, an_id, load
from tests.conftest import NOW, _close
from tests.support.mail import SmtpServer
from tests.support.postgres import PostgresCluster
from tests.support.redis import RedisServer
from tests.support.serving import Server, ask
from tests.support.working import JobsProcess

LIST, ANSWER, HELP, SIGN_IN, READY = "list", "answer", "help", "sign-in", "ready"
PAUSE_S = 0.02


@dataclass
class Residents:
    """Somebody who asks for the list and a page, and sends an answer, over and over.

    `seen` counts by what was asked and how it was answered; 0 stands for no answer at all.
    """

    server: Server
    seen: Counter[tuple[str, int]] = field(default_factory=Counter)
    acknowledged: list[str] = field(default_factory=list)
    _is_over: threading.Event = field(default_factory=threading.Event)
    _turns: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def __enter__(self) -> Self:
        """Begin."""
        self._thread = threading.Thread(target=self._go_on)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End once what was begun is answered."""
        self._is_over.set()
        self._thread.join()

    def rounds(self, count: int) -> None:
        """Return after so many more rounds."""
        for _ in range(count):
            assert self._turns.acquire(timeout=60), "residents are answered no more"

    def codes(self, what: str) -> set[int]:
        """Return how one thing was answered, all along."""
        return {code for asked, code in self.seen if asked == what}

    def _go_on(self) -> None:
        connection = self.server.connect()
        while not self._is_over.wait(PAUSE_S):
            key = an_id()
            for what, method, path, body in (
                (LIST, "GET", "/published/manifest.json", None),
                (HELP, "GET", "/help", None),
                (SIGN_IN, "GET", "/account/sign-in", None),
                (READY, "GET", "/readyz", None),
                (ANSWER, "PUT", f"/api/v1/feedback/{key}", an_answer()),
            ):
                code = _status(connection, method, path, body)
                self.seen[what, code] += 1
                if what == ANSWER and code == 201:
                    self.acknowledged.append(key)
            self._turns.release()
        connection.close()


def _status(connection: http.client.HTTPConnection, method: str, path: str, body: Any) -> int:
    try:
        if body is not None:
            return ask(connection, method, path, body)[0]
        connection.request(method, path)
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        # The next request opens a connection anew.
        connection.close()
        return 0
    return response.status


class Site:
    """The set-up of one test; use it in a `with` block."""

    def __enter__(self) -> Self:
        """Start everything but the jobs."""
        self.stack = ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="umay-site-"))
        self.stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.database = self.stack.enter_context(PostgresCluster(durable=True))
        self.redis = self.stack.enter_context(RedisServer())
        self.mail = self.stack.enter_context(SmtpServer())
        self.url = self.database.create_database("umay")
        self.settings = {
            "UMAY_DATABASE_URL": self.url,
            "UMAY_DATA_DIR": str(self.folder),
            "UMAY_REDIS_URL": self.redis.url,
            "UMAY_CLOCK": "2026-11-27T23:30:00Z",
            "UMAY_MAIL": "smtp",
            "UMAY_MAIL_FROM": "umay@council.example",
            "UMAY_SMTP_URL": f"smtp://127.0.0.1:{self.mail.port}",
        }
        self.app = create_app(read_config(self.settings), now=lambda: NOW)
        with self.app.app_context():
            prepare(world())
            load(self.app)
            publish(world())
        self.stack.callback(_close, self.app)
        self.server = self.stack.enter_context(Server(self.settings, workers=2))
        return self

    def __exit__(self, *_: object) -> None:
        """Stop everything."""
        self.stack.close()

    def jobs(self) -> JobsProcess:
        """Return the jobs, to be started."""
        return JobsProcess(self.settings)

    def residents(self) -> Residents:
        """Return residents who begin in a `with` block."""
        return Residents(self.server)

    def post(self, count: int) -> None:
        """Let so many mails wait."""
        with self.app.app_context(), write() as session:
            for number in range(count):
                letter = Letter(f"a{number}@x.example", "Hello", f"text {number}", f"x:{number}")
                post(session, world(), letter)

    def ask_database(self, statement: str) -> list[tuple[Any, ...]]:
        """Return what the database says."""
        with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as found:
            return found.execute(statement.encode()).fetchall()

    def stored(self) -> set[str]:
        """Return the ids of all answers."""
        return {str(key) for (key,) in self.ask_database("SELECT id FROM feedback")}

    def lost(self, residents: Residents) -> set[str]:
        """Return the answers that were said to be stored and are not."""
        return set(residents.acknowledged) - self.stored()

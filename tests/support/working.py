"""The real process of the jobs, for as long as a test needs it."""

import os
import threading
from types import TracebackType
from typing import Self

from backend.config import Config
from tests.support.warm import Program

STOP_WITHIN_S = 30


class JobsProcess:
    """One process of the jobs; use it in a `with` block, which ends it in good order.

    `lines` collects what it says once it runs.
    """

    def __init__(self, settings: dict[str, str], *words: str) -> None:
        self._settings = settings
        self._words = words
        self.lines: list[str] = []

    def __enter__(self) -> Self:
        """Start it and return once it hears the bell."""
        foreign = ("UMAY_", "FLASK_", "WEB_")
        kept = {name: os.environ[name] for name in os.environ if not name.startswith(foreign)}
        words = ("--app", "backend", "jobs", *self._words)
        self.process = Program("flask", *words, env={**kept, **self._settings})
        said = ""
        for line in self.process.stderr:
            said += line
            if "UMay's jobs are running." in line:
                self._reader = threading.Thread(target=self._read_on, daemon=True)
                self._reader.start()
                return self
        raise RuntimeError(f"the jobs did not start:\n{said}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self.process.terminate()
        self._wait_until_gone()

    def kill(self) -> None:
        """End it at once, as no program can prevent."""
        self.process.kill()
        self._wait_until_gone()

    def _wait_until_gone(self) -> None:
        self.process.wait(STOP_WITHIN_S)
        self._reader.join(STOP_WITHIN_S)
        self.process.stderr.close()
        self.process.stdout.close()

    def _read_on(self) -> None:
        for line in self.process.stderr:
            self.lines.append(line)


def settings_of(config: Config, mail_port: int, redis_url: str | None = None) -> dict[str, str]:
    """Return what jobs of a test are told that send mail to a port of this machine."""
    settings = {
        "UMAY_DATABASE_URL": config.database_url,
        "UMAY_DATA_DIR": str(config.data_dir),
        "UMAY_CLOCK": "2026-11-27T23:30:00Z",
        "UMAY_MAIL": "smtp",
        "UMAY_MAIL_FROM": "umay@council.example",
        "UMAY_SMTP_URL": f"smtp://127.0.0.1:{mail_port}",
    }
    return settings | ({"UMAY_REDIS_URL": redis_url} if redis_url else {})

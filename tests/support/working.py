"""The real process of the jobs, for as long as a test needs it."""

import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.bound import bound

ROOT = Path(__file__).resolve().parents[2]
STOP_WITHIN_S = 30


class JobsProcess:
    """One process of the jobs; use it in a `with` block, which ends it in good order."""

    def __init__(self, settings: dict[str, str], *words: str) -> None:
        self._settings = settings
        self._words = words

    def __enter__(self) -> Self:
        """Start it and return once it hears the bell."""
        foreign = ("UMAY_", "FLASK_", "WEB_")
        kept = {name: os.environ[name] for name in os.environ if not name.startswith(foreign)}
        self.process = subprocess.Popen(
            [*bound(), sys.executable, "-m", "flask", "--app", "backend", "jobs", *self._words],
            cwd=ROOT,
            env={**kept, **self._settings},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr is not None
        said = ""
        for line in self.process.stderr:
            said += line
            if line == "UMay's jobs are running.\n":
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
        self.process.wait(STOP_WITHIN_S)
        assert self.process.stderr is not None
        self.process.stderr.close()

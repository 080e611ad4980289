"""Measurements: how long the app, and a blank window, take from their start to the first frame."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.first_frame import STARTED
from bench.published import many, read_published
from mobile.store import mirror, settings
from mobile.store.database import open_store

AT = "53.5455,-2.6318"
NOBODY = "http://127.0.0.1:9"
"""A server that refuses connections at once: the network plays no part in the first list."""

_OFFSCREEN = {
    "SDL_VIDEODRIVER": "offscreen",
    "SDL_AUDIODRIVER": "dummy",
    "KIVY_NO_CONFIG": "1",
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_CONSOLELOG": "1",
    "KIVY_NO_FILELOG": "1",
    "KIVY_METRICS_DENSITY": "1",
}


@dataclass(frozen=True)
class Start:
    """One start: seconds to the first frame by the clock on the wall, and of the processor."""

    elapsed_s: float
    busy_s: float


@dataclass(frozen=True)
class Starter:
    """Starts fresh processes below one folder, which also keeps their bytecode between starts."""

    folder: Path

    def blank(self) -> Start:
        """Return the start of a window with one label, to its first frame."""
        return self._start(["blank"])

    def app(self, data: Path, pack: Path) -> Start:
        """Return the start of the app with a memory and a first pack, to its first list."""
        words = ["--data", str(data), "--pack", str(pack), "--at", AT, "--server", NOBODY]
        return self._start(["list", *words])

    def _start(self, words: list[str]) -> Start:
        environment = {
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        }
        own = {
            "KIVY_HOME": str(self.folder / "kivy"),
            "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"),
            STARTED: repr(time.monotonic()),
        }
        (self.folder / "kivy").mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "bench.first_frame", *words],
            env={**environment, **_OFFSCREEN, **own},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode or not done.stdout:
            raise RuntimeError(f"no first frame: {done.stderr[-2000:]}")
        told = json.loads(done.stdout)
        return Start(told["elapsed_s"], told["busy_s"])


def fill_store(folder: Path, published: Path, places: int = 0) -> None:
    """Fill a phone's memory with what is published, or with that many places made from it."""
    manifest, documents = read_published(published)
    if places:
        documents["places"]["places"] = list(many(documents["places"]["places"], places))
    connection = open_store(folder).connection
    mirror.swap_in(connection, manifest, documents)
    # As after a first run: the person has said yes to the position.
    settings.keep(connection, "welcomed", settings.YES)
    settings.keep(connection, "location", settings.YES)
    connection.close()

"""Phones as processes: started, killed without a word, started again on the same memory."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from mobile.store.database import connect
from mobile.store.outbox import Outbox
from tests.chaos.diary import Remembered, read_diary
from tests.support.bound import bound
from tests.support.serving import ROOT

END_WITHIN_S = 600
PROGRAM = "tests.chaos.phone_process"


@dataclass(frozen=True)
class Errand:
    """What every phone of a fleet is told: where to send, how many answers to give, and how.

    With `moments` the operating system of each phone takes another moment for the present.
    """

    server_url: str
    pack: Path
    items: int
    variant: str = "honest"
    clock: str = ""
    program: str = PROGRAM
    moments: tuple[datetime, ...] = ()

    def command(self, folder: Path, number: int) -> list[str]:
        """Return what starts a phone."""
        words = [sys.executable, "-m", self.program, str(folder), str(self.pack), self.server_url]
        words += [str(self.items), "--variant", self.variant]
        words += ["--clock", self.clock] if self.clock else []
        if not self.moments:
            return words
        # Time goes on as always: only what a clock on the wall would say is another.
        moment = self.moments[number].strftime("@%Y-%m-%d %H:%M:%S")
        return ["env", "TZ=UTC", "faketime", "--exclude-monotonic", "-f", moment, *words]


class Fleet:
    """Some phones; use it in a `with` block, after which none of their processes is left."""

    def __init__(self, folder: Path, phones: int, errand: Errand) -> None:
        self.folders = [folder / f"phone-{number}" for number in range(phones)]
        self.kills = 0
        self._errand = errand
        self._processes: dict[Path, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        """Start them all."""
        for folder in self.folders:
            folder.mkdir(parents=True)
            self._start(folder)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End whatever still runs."""
        for process in self._processes.values():
            process.kill()
            process.wait()

    @property
    def diaries(self) -> dict[str, Remembered]:
        """What the person of each phone remembers."""
        return {folder.name: read_diary(folder) for folder in self.folders}

    def left(self) -> tuple[int, int]:
        """Return how many answers wait on the phones and how many were set aside."""
        waiting = aside = 0
        for folder in self.folders:
            with closing(connect(folder)) as memory:
                counts = Outbox(memory).counts()
            waiting, aside = waiting + counts[0], aside + counts[1]
        return waiting, aside

    def kill_one(self, chance: Random) -> None:
        """Kill a phone that is not done yet and start it again; nothing where all are done."""
        running = [path for path, process in self._processes.items() if process.poll() is None]
        if not running:
            return
        folder = chance.choice(running)
        self._processes[folder].send_signal(signal.SIGKILL)
        if self._processes[folder].wait() == -signal.SIGKILL:
            self.kills += 1
            self._start(folder)

    def wait(self) -> None:
        """Wait until every phone has given and sent all of its answers."""
        for folder, process in self._processes.items():
            code = process.wait(END_WITHIN_S)
            said = (folder / "stderr").read_text(encoding="utf-8")
            assert code == os.EX_OK, f"{folder.name} ended with {code}: {said}"

    def _start(self, folder: Path) -> None:
        command = self._errand.command(folder, self.folders.index(folder))
        with (folder / "stderr").open("ab") as stderr:
            self._processes[folder] = subprocess.Popen(
                [*bound(), *command], cwd=ROOT, stderr=stderr
            )

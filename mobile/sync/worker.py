"""The phone's exchange: the one thread, which runs rounds and waits in between."""

import threading
from collections.abc import Callable
from random import Random
from typing import Protocol

from mobile.sync.pace import wait_s
from mobile.sync.report import Report


class Rounds(Protocol):
    """What the worker turns: an engine, or a fake of it."""

    def round(self) -> Report:
        """Run one round."""
        ...

    def close(self) -> None:
        """Let go of what was opened."""
        ...


class Worker:
    """Runs rounds on its own thread until stopped; `wake` asks for one now.

    `build` is called on that thread, because the memory's connection belongs to one thread and
    because what it imports must not delay the first list. It gets a function that says whether to
    go on. `report` is called on the worker's thread.
    """

    def __init__(
        self,
        build: Callable[[Callable[[], bool]], Rounds],
        report: Callable[[Report], None],
        chance: Random | None = None,
    ) -> None:
        self._build = build
        self._report = report
        self._chance = chance or Random()  # noqa: S311 - jitter, not a secret
        self._wake = threading.Event()
        self._is_stopping = threading.Event()
        self._may_run = threading.Event()
        self._may_run.set()
        self._thread = threading.Thread(target=self._run, name="umay-sync", daemon=True)

    def start(self) -> None:
        """Start the thread; the first round runs at once."""
        self._thread.start()

    def wake(self) -> None:
        """Ask for a round now: something was saved, or the app came back."""
        self._wake.set()

    def pause(self) -> None:
        """Ask nothing more of the network until resumed: a request that is out is the last one."""
        if not self._is_stopping.is_set():
            self._may_run.clear()

    def resume(self) -> None:
        """Go on, with a round at once."""
        self._may_run.set()
        self._wake.set()

    @property
    def is_paused(self) -> bool:
        """Whether rounds wait for `resume`."""
        return not self._may_run.is_set()

    def stop(self, timeout_s: float = 3.0) -> None:
        """Ask the thread to end and wait for it a little; what is not sent stays in the outbox.

        A request that hangs is left to the end of the process: being cut off loses nothing.
        """
        self._is_stopping.set()
        self._wake.set()
        self._may_run.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _may_start(self) -> bool:
        """Wait while paused; return whether there is another round."""
        self._may_run.wait()
        return not self._is_stopping.is_set()

    def _may_go_on(self) -> bool:
        return self._may_run.is_set() and not self._is_stopping.is_set()

    def _run(self) -> None:
        rounds: Rounds | None = None
        failures = 0
        while self._may_start():
            self._wake.clear()
            try:
                # Built anew where it failed before: a full disk may have room by now.
                rounds = rounds or self._build(self._may_go_on)
                done = rounds.round()
            except Exception as error:  # noqa: BLE001 - the rim: the thread must outlive a round
                done = Report(trouble=type(error).__name__)
            failures = failures + 1 if done.trouble else 0
            self._report(done)
            self._wake.wait(max(done.wait_at_least_s, wait_s(failures, self._chance)))
        if rounds is not None:
            rounds.close()

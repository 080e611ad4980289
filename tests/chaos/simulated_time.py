"""A phone's day in seconds: the worker's waits are added to a clock instead of waited for."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from mobile.sync.pace import wait_s
from mobile.sync.report import Report
from mobile.sync.worker import Rounds


class SimulatedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __call__(self) -> datetime:
        """Return what time it is."""
        return self._now

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)


def rounds_for(
    hours: float, rounds: Rounds, clock: SimulatedClock, chance: Random
) -> Iterator[Report]:
    """Yield what each round brings while a phone is online for so many hours, paced as it is."""
    end = clock() + timedelta(hours=hours)
    failures = 0
    while clock() < end:
        report = rounds.round()
        yield report
        failures = failures + 1 if report.trouble else 0
        clock.move(max(report.wait_at_least_s, wait_s(failures, chance)))

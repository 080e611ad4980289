"""A phone's day in seconds: the worker's waits are added to a clock instead of waited for."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

from mobile.sync.pace import wait_s
from mobile.sync.report import Report
from mobile.sync.worker import Rounds


class SimulatedClock:
    """A clock that stands until time passes; `follow` is told how many seconds did in all."""

    def __init__(self, now: datetime, follow: Callable[[int], None] = lambda _: None) -> None:
        self._now = now
        self._follow = follow
        self._passed_s = 0.0

    def __call__(self) -> datetime:
        """Return what time it is."""
        return self._now

    def uptime_s(self) -> float:
        """Return the seconds since the phone was started, an hour before this clock began."""
        return 3600 + self._passed_s

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)
        self._passed_s += seconds
        self._follow(int(self._passed_s))

    def set_to(self, moment: datetime) -> None:
        """Let somebody set the clock, while no time passes."""
        self._now = moment


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

"""Some hundred phones in simulated time, each with a memory of its own, behind a bad network."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from mobile.store import projection
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from mobile.sync.pace import REST_S, wait_s
from mobile.sync.transport import Answer, NoAnswerError, Request


class FlakyTransport(HttpTransport):
    """A transport that loses a share of the requests; one for all phones."""

    def __init__(self, server_url: str, lost_share: float, chance: Random) -> None:
        super().__init__(server_url)
        self._lost_share = lost_share
        self._chance = chance

    def send(self, request: Request) -> Answer:
        """Return the answer, or lose the request."""
        if self._chance.random() < self._lost_share:
            raise NoAnswerError("lost")
        return super().send(request)


@dataclass
class PolledPhone:
    """One phone that asks for the list at its pace."""

    engine: Engine
    failures: int = 0

    def holds(self, place_id: str) -> bool:
        """Return whether the phone's list still has a place."""
        held = projection.place_list(self.engine._connection)
        assert held is not None
        return any(place.id == place_id for place in held.places)

    def poll(self, chance: Random) -> float:
        """Turn a round and return how many seconds the phone then waits."""
        report = self.engine.round()
        self.failures = self.failures + 1 if report.trouble else 0
        return max(report.wait_at_least_s, wait_s(self.failures, chance))


class ManyPhones:
    """Phones that are online all the time, each with a phase of its own."""

    def __init__(self, phones: list[PolledPhone], chance: Random) -> None:
        self._phones = phones
        self._chance = chance
        # Second 0 is the change; each phone has asked once before it.
        self._due = [(chance.uniform(-REST_S, 0), at) for at in range(len(phones))]
        heapq.heapify(self._due)

    def delays_s(self, place_id: str, change: Callable[[], None], most_s: float) -> list[float]:
        """Make a change, and return after how many seconds each phone no longer held a place.

        The phones go on until `most_s`; one that still holds it then is counted with that.
        """
        while self._due[0][0] < 0:
            self._turn()
        change()
        delays = [most_s] * len(self._phones)
        while self._due and self._due[0][0] < most_s:
            second, at = self._turn()
            if not self._phones[at].holds(place_id):
                delays[at] = min(second, delays[at])
        return delays

    def _turn(self) -> tuple[float, int]:
        second, at = heapq.heappop(self._due)
        heapq.heappush(self._due, (second + self._phones[at].poll(self._chance), at))
        return second, at

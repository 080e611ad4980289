"""One trial: a fleet of phones, a faulty network, a server that is killed, a verdict."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.chaos.faulty_network import THIRTY_PERCENT, FaultyNetwork, faulty_network
from tests.chaos.fleet import Errand, Fleet
from tests.chaos.service import Service
from tests.chaos.sizes import SEED, Size
from tests.chaos.verdict import Verdict, judge
from tests.support.serving import Server

WORKERS = 2
PROGRESS_WITHIN_S = 120
# The last of the deeds comes while there is still something to lose.
LAST_DEED_AT = 0.95


@dataclass(frozen=True)
class Trial:
    """What is tried: how large, with which phones, and how the database is crashed, if it is."""

    size: Size
    variant: str = "honest"
    crash_database: Callable[[], None] | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of a trial, and what was done to it."""

    engine: str
    verdict: Verdict
    waiting: int
    set_aside: int
    requests: int
    faults: int
    phone_kills: int
    server_kills: int
    crashes: int
    seconds: float

    def told(self) -> str:
        """Return all of it in one line, to be printed with the seed."""
        return f"seed {SEED}: {self}"


def try_out(trial: Trial, service: Service, folder: Path) -> Outcome:
    """Run a trial to its end and return what came of it."""
    service.open()
    begun = time.monotonic()
    with (
        Server(service.settings, workers=WORKERS) as server,
        faulty_network(server.port, SEED, THIRTY_PERCENT) as network,
        Fleet(folder, trial.size.phones, _errand(trial, service, network)) as fleet,
    ):
        done = _Deeds(trial, server, fleet).do_all(network)
        fleet.wait()
        network.settle()
        waiting, aside = fleet.left()
        diaries = fleet.diaries
    assert sum(len(diary.said) for diary in diaries.values()) == trial.size.items
    return Outcome(
        engine=service.engine,
        verdict=judge(diaries, service.rows(), service.week),
        waiting=waiting,
        set_aside=aside,
        requests=network.met.total(),
        faults=network.faults,
        phone_kills=fleet.kills,
        server_kills=done["server"],
        crashes=done["database"],
        seconds=round(time.monotonic() - begun, 1),
    )


class _Deeds:
    """Everything that is killed or crashed in a trial, spread over the answers as they pass."""

    def __init__(self, trial: Trial, server: Server, fleet: Fleet) -> None:
        self._trial = trial
        self._server = server
        self._fleet = fleet
        self._chance = Random(SEED)

    def do_all(self, network: FaultyNetwork) -> dict[str, int]:
        """Do each deed when so many answers have been seen; return how often each was done."""
        size = self._trial.size
        wanted = {"phone": size.phone_kills, "server": size.server_kills, "database": size.crashes}
        last = int(size.items * LAST_DEED_AT)
        plan = sorted(
            (self._chance.randint(1, last), deed)
            for deed, count in wanted.items()
            for _ in range(count)
        )
        for answers, deed in plan:
            has_come = network.wait_for_answers(answers, PROGRESS_WITHIN_S)
            assert has_come, f"seed {SEED}: no progress to {answers} answers"
            self._do(deed)
        return wanted

    def _do(self, deed: str) -> None:
        if deed == "phone":
            self._fleet.kill_one(self._chance)
        elif deed == "server":
            self._server.kill()
            self._server.start()
        elif self._trial.crash_database is not None:
            self._trial.crash_database()


def _errand(trial: Trial, service: Service, network: FaultyNetwork) -> Errand:
    return Errand(
        server_url=network.url,
        pack=service.published,
        items=trial.size.items_each,
        variant=trial.variant,
        clock=service.settings["UMAY_CLOCK"],
    )

"""Goal R8: clocks wrong by years, a server set back and forth, the night the clocks go back."""

import shutil
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from mobile.store.database import connect
from mobile.sync.client import Client
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from tests.chaos import clock_phone_process
from tests.chaos.faulty_network import ANSWERS, NO_FAULTS, FaultyNetwork, faulty_network
from tests.chaos.fleet import Errand, Fleet
from tests.chaos.jumping_server import set_clock_ahead
from tests.chaos.phone_variants import HONEST, UNREPAIRING, ByClientTimeEngine
from tests.chaos.service import Service
from tests.chaos.simulated_time import SimulatedClock
from tests.chaos.sizes import SEED
from tests.conftest import NOW
from tests.mobile.phone import a_phone
from tests.support.parts import is_part
from tests.support.serving import Server

pytestmark = pytest.mark.full("clocks")

APPLICATION = "tests.chaos.jumping_server:create_app()"
CLOCKS_GO_BACK = datetime(2026, 10, 25, 1, tzinfo=UTC)
YEARS = timedelta(days=3653)
LITTLE = tuple(timedelta(days=days, hours=hours) for days, hours in ((-400, 0), (0, -1), (0, 1)))
OFF_BY = (-YEARS, timedelta(0), YEARS, *(LITTLE if is_part("clocks") else ()))
"""By how much the clocks of the phones are wrong, in the suite only those that lie most apart."""

JUMPS_S = (3600, 0, -3600, 0)
ITEMS = 200 if is_part("clocks") else 8
PROGRESS_WITHIN_S = 60


@dataclass(frozen=True)
class Seen:
    """What came of the answers of phones with wrong clocks."""

    said: int
    lost: int
    duplicates: int
    foreign: int
    set_aside: int
    weeks: frozenset[str]


@pytest.fixture
def night(sqlite_service: Service) -> Service:
    """The service half an hour before the clocks go back."""
    if shutil.which("faketime") is None:
        pytest.skip("faketime is not installed: `apt-get install faketime`")
    service = sqlite_service.at(CLOCKS_GO_BACK - timedelta(minutes=30))
    service.open()
    return service


def under_wrong_clocks(night: Service, folder: Path, variant: str) -> Seen:
    """Let phones with wrong clocks give answers to a server whose clock jumps."""
    moments = tuple(night.now + off_by for off_by in OFF_BY)
    with (
        Server(night.settings, APPLICATION, workers=2) as server,
        faulty_network(server.port, SEED) as network,
        Fleet(folder, len(moments), _errand(night, network, variant, moments)) as fleet,
    ):
        for part, jump_s in enumerate(JUMPS_S):
            least = part * ITEMS * len(OFF_BY) // len(JUMPS_S)
            assert network.wait_for_answers(least, PROGRESS_WITHIN_S), f"seed {SEED}: no progress"
            set_clock_ahead(night.published.parent, jump_s)
        fleet.wait()
        network.settle()
        said = [item for diary in fleet.diaries.values() for item in diary.said.values()]
        aside = fleet.left()[1]
    rows = night.rows()
    stored = Counter(row.id for row in rows)
    return Seen(
        said=len(said),
        lost=len(set(said) - set(stored)),
        duplicates=stored.total() - len(stored),
        foreign=len(set(stored) - set(said)),
        set_aside=aside,
        weeks=frozenset(row.week for row in rows),
    )


def _errand(
    night: Service, network: FaultyNetwork, variant: str, moments: tuple[datetime, ...]
) -> Errand:
    return Errand(
        server_url=network.url,
        pack=night.published,
        items=ITEMS,
        variant=variant,
        program=clock_phone_process.__name__,
        moments=moments,
    )


def test_nothing_is_lost_or_doubled_by_wrong_clocks_on_the_night_they_go_back(
    night: Service, tmp_path: Path
) -> None:
    seen = under_wrong_clocks(night, tmp_path / "phones", HONEST)
    assert seen == Seen(
        said=ITEMS * len(OFF_BY),
        lost=0,
        duplicates=0,
        foreign=0,
        set_aside=0,
        weeks=frozenset({night.week}),
    ), f"seed {SEED}"


def test_a_phone_that_insists_on_its_own_week_is_caught(night: Service, tmp_path: Path) -> None:
    seen = under_wrong_clocks(night, tmp_path / "phones", UNREPAIRING)
    assert seen.lost > 0, f"seed {SEED}"
    assert seen.set_aside == seen.lost


def is_in_order(service: Service, folder: Path, engine_class: type[Engine]) -> bool:
    """Give answers on a phone whose clock is set between them; return whether they go in order."""
    chance, clock = Random(SEED), SimulatedClock(NOW)
    service.open()
    with (
        Server(service.settings, workers=1) as server,
        faulty_network(server.port, SEED, NO_FAULTS) as network,
        a_phone(folder, network.url, now=clock, uptime_s=clock.uptime_s) as phone,
        closing(connect(phone.context.config.data_folder)) as memory,
    ):
        for _ in range(12):
            phone.answer()
            clock.set_to(NOW + chance.uniform(-1, 1) * YEARS)
        ids = [item.id for item in phone.context.outbox.items()]
        engine_class(memory, Client(HttpTransport(network.url), clock.uptime_s), clock).round()
        sent = [path.removeprefix(ANSWERS) for path in network.asked if path.startswith(ANSWERS)]
    assert sorted(sent) == sorted(ids), f"seed {SEED}"
    return sent == ids


def test_answers_go_in_the_order_they_were_given_whatever_the_clock_said(
    sqlite_service: Service, tmp_path: Path
) -> None:
    assert is_in_order(sqlite_service, tmp_path / "phone", Engine)


def test_a_phone_that_goes_by_its_clock_is_caught(sqlite_service: Service, tmp_path: Path) -> None:
    assert not is_in_order(sqlite_service, tmp_path / "phone", ByClientTimeEngine)

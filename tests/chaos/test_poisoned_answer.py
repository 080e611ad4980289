"""Goal R5: one answer on which the server falls over blocks no other, and is not sent for ever."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import pytest

from mobile.store.database import connect
from mobile.sync.client import Client
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from shared.problems import CATALOGUE
from tests.chaos.answers import Numbered, poisoned
from tests.chaos.faulty_network import ANSWERS, NO_FAULTS, FaultyNetwork, faulty_network
from tests.chaos.jumping_server import set_clock_ahead
from tests.chaos.phone_variants import HeadOfLineEngine
from tests.chaos.service import Service
from tests.chaos.simulated_time import SimulatedClock, rounds_for
from tests.chaos.sizes import SEED
from tests.conftest import NOW
from tests.mobile.phone import Phone, a_phone
from tests.support.parts import is_part
from tests.support.serving import Server

pytestmark = pytest.mark.full("fire")

APPLICATION = "tests.chaos.poisoned_server:create_app()"
ITEMS = 100 if is_part("fire") else 12
MOST_REQUESTS, TRIES = 5, 3


@pytest.fixture
def network(sqlite_service: Service) -> Iterator[FaultyNetwork]:
    """A network without faults before a server with one."""
    sqlite_service.open()
    with (
        Server(sqlite_service.settings, APPLICATION, workers=1) as server,
        faulty_network(server.port, SEED, NO_FAULTS) as network,
    ):
        yield network


@dataclass
class Patient:
    """A phone with one poisoned answer among its many, and its exchange."""

    phone: Phone
    engine: Engine
    poison_id: str
    clock: SimulatedClock


@pytest.fixture
def patient(
    request: pytest.FixtureRequest,
    network: FaultyNetwork,
    sqlite_service: Service,
    tmp_path: Path,
) -> Iterator[Patient]:
    """A phone with the exchange that the test names, else the real one."""
    engine_class = getattr(request, "param", Engine)
    # The same time passes on the phone and on the server.
    clock = SimulatedClock(NOW, partial(set_clock_ahead, sqlite_service.published.parent))
    with a_phone(tmp_path / "phone", network.url, now=clock, uptime_s=clock.uptime_s) as phone:
        poison_at = Random(SEED).randrange(ITEMS - 1)
        ids = []
        for number in range(ITEMS):
            answer = Numbered("patient", number).answer("2026-W48")
            chosen = poisoned(answer) if number == poison_at else answer
            ids.append(phone.context.outbox.save(chosen.to_wire()))
        memory = connect(phone.context.config.data_folder)
        engine = engine_class(memory, Client(HttpTransport(network.url), clock.uptime_s), clock)
        with closing(engine):
            yield Patient(phone, engine, ids[poison_at], clock)


def test_the_others_arrive_in_the_same_pass(patient: Patient, sqlite_service: Service) -> None:
    assert patient.engine.round().sent == ITEMS - 1
    stored = {row.id for row in sqlite_service.rows()}
    assert len(stored) == ITEMS - 1
    assert patient.poison_id not in stored


def test_the_poisoned_one_is_set_aside_shown_and_hardly_sent_again(
    patient: Patient, network: FaultyNetwork
) -> None:
    path = f"{ANSWERS}{patient.poison_id}"
    requests_when_aside = 0
    for report in rounds_for(24, patient.engine, patient.clock, Random(SEED)):
        patient.phone.context.exchange.receive(report)
        if report.set_aside:
            requests_when_aside = network.asked[path]
    assert requests_when_aside == TRIES
    (row,) = patient.phone.context.queue.rows
    assert (row.item_id, row.is_aside) == (patient.poison_id, True)
    assert row.detail == CATALOGUE["unexpected"].title
    assert network.asked[path] <= MOST_REQUESTS, f"seed {SEED}"


@pytest.mark.parametrize("patient", [HeadOfLineEngine], indirect=True)
def test_a_phone_that_waits_for_the_first_in_line_is_caught(
    patient: Patient, sqlite_service: Service, network: FaultyNetwork
) -> None:
    sent = sum(
        report.sent for report in rounds_for(24, patient.engine, patient.clock, Random(SEED))
    )
    assert sent < ITEMS - 1, f"seed {SEED}"
    assert len(sqlite_service.rows()) == sent
    assert network.asked[f"{ANSWERS}{patient.poison_id}"] > MOST_REQUESTS

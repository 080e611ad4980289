"""Goal R12: a place that leaves is gone from phones soon, on a bad network and after a long sleep.

And a list that is old says so, and when it is very old claims nothing.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from mobile.store import mirror
from mobile.store.database import open_store
from mobile.sync.client import Client
from mobile.sync.engine import Engine
from mobile.sync.http import HttpTransport
from mobile.sync.transport import Transport
from tests.backend.cast import a_place
from tests.chaos.many_phones import FlakyTransport, ManyPhones, PolledPhone
from tests.chaos.phone_variants import MergingEngine
from tests.chaos.service import Service
from tests.chaos.sizes import SEED
from tests.conftest import NOW
from tests.support.parts import is_part
from tests.support.serving import Server

pytestmark = pytest.mark.full("clocks")

PHONES = 300 if is_part("clocks") else 100
MERGING = 10
LOST_SHARE = 0.3
WITHIN_S, WATCHED_S = 15 * 60, 30 * 60
LEFT_ON, WOKEN_ON = NOW + timedelta(days=60), NOW + timedelta(days=400)
PURGED_AFTER = timedelta(days=30)


def places(state: str) -> list[dict[str, Any]]:
    """Return two places listed for years, the first of them in a state."""
    first = a_place("p1", listed_days=3000, state=state)
    return [first, a_place("p2", listed_days=3000)]


@pytest.fixture
def service(sqlite_service: Service) -> Service:
    """A service that has published two places."""
    sqlite_service.open(places=places("live"))
    return sqlite_service


@pytest.fixture
def url(service: Service) -> Iterator[str]:
    """The address of its server."""
    with Server(service.settings, workers=1) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """What is closed at the end."""
    with ExitStack() as stack:
        yield stack


class Shop:
    """Where phones come from that hold what is published now."""

    def __init__(self, stack: ExitStack, folder: Path, pack: Path) -> None:
        self._stack = stack
        self._folder = folder
        self._pack = pack
        self._sold = 0

    def phone(self, transport: Transport, engine_class: type[Engine]) -> PolledPhone:
        """Return one more phone."""
        self._sold += 1
        memory = open_store(self._folder / f"phone-{self._sold}").connection
        mirror.load_pack(memory, self._pack)
        engine = engine_class(memory, Client(transport), lambda: NOW)
        self._stack.callback(engine.close)
        return PolledPhone(engine)


@pytest.fixture
def shop(service: Service, url: str, stack: ExitStack, tmp_path: Path) -> Shop:
    """A shop for the phones of a test."""
    return Shop(stack, tmp_path / "phones", service.published)


def p99_s(delays: list[float]) -> float:
    """Return the seconds that 99 of 100 do not exceed."""
    return sorted(delays)[len(delays) - len(delays) // 100 - 1]


def test_a_suspended_place_is_gone_from_online_phones_within_a_quarter_of_an_hour(
    shop: Shop, service: Service, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lossy = FlakyTransport(url, LOST_SHARE, Random(SEED))
    phones = [shop.phone(lossy, Engine) for _ in range(PHONES)]
    merging = [shop.phone(lossy, MergingEngine) for _ in range(MERGING)]
    many = ManyPhones([*phones, *merging], Random(SEED))
    delays = many.delays_s("p1", lambda: service.open(places=places("suspended")), WATCHED_S)
    p99 = p99_s(delays[:PHONES])
    with capsys.disabled():
        print(f"\nseed {SEED}: {PHONES} phones, p99 {p99:.0f} s")  # noqa: T201
    assert 0 < p99 <= WITHIN_S, f"seed {SEED}: {p99:.0f} s"
    # The control: phones that merge what is published do not let go of it.
    assert p99_s(delays[PHONES:]) > WITHIN_S, f"seed {SEED}"


def test_a_place_that_left_reaches_a_phone_that_slept_400_days(
    shop: Shop, service: Service, url: str
) -> None:
    network = HttpTransport(url)
    sleeper = shop.phone(network, Engine)
    told_of_it, told_too_late = (shop.phone(network, MergingEngine) for _ in range(2))
    let_it_leave(service)
    assert is_dropped(sleeper, frozenset())
    # The control: a feed that says what has left, for 30 days.
    assert is_dropped(told_of_it, tombstones_on(LEFT_ON))
    assert not is_dropped(told_too_late, tombstones_on(WOKEN_ON))


def is_dropped(phone: PolledPhone, tombstones: frozenset[str]) -> bool:
    """Wake a phone and return whether it lets go of the place that left, and of it alone."""
    if isinstance(phone.engine, MergingEngine):
        phone.engine.tombstones = tombstones
    phone.poll(Random(SEED))
    assert phone.holds("p2")
    return not phone.holds("p1")


def tombstones_on(day: datetime) -> frozenset[str]:
    """Return what a feed says has left that forgets it after 30 days."""
    return frozenset({"p1"} if day - LEFT_ON <= PURGED_AFTER else ())


def let_it_leave(service: Service) -> None:
    """Let a place leave after 60 days, and publish now and then until day 400."""
    moment = LEFT_ON
    while moment <= WOKEN_ON:
        service.now = moment
        service.open(places=places("left"))
        moment += timedelta(days=170)

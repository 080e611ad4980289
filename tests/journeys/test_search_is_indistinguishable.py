"""Goal P1: wherever the phone is, what it sends is the same to the byte."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from mobile.sync.http import HttpTransport
from mobile.sync.transport import Request
from shared.geo import Point
from tests.mobile.phone import Phone, a_phone
from tests.support.parts import is_part
from tests.support.relay import Relay

PAIRS, SEED = 50 if is_part("pairs") else 8, 20261127
Script = Callable[[Phone, Relay], None]


def find_a_place(phone: Phone, _network: Relay) -> None:
    """What a resident does who looks for a place: everything but giving an answer."""
    phone.round()
    phone.context.places.refresh()
    phone.context.places.toggle("step_free")
    phone.context.places.reach(200)
    phone.context.places.toggle("step_free")
    page = phone.context.make("place")
    for card in phone.context.places.cards[:3]:
        page.show(card.place_id)
        page.call()
        page.lead()
    choosing = phone.context.make("where")
    choosing.begin(for_subject=True)
    choosing.query = choosing.choices[0].label
    phone.context.make("help").refresh()
    trusted = phone.context.make("trusted")
    trusted.begin()
    trusted.tell(None)
    phone.round()


def ask_the_server(phone: Phone, network: Relay) -> None:
    """The control: the nearest places are asked of the server."""
    here = phone.context.surroundings.here
    transport = HttpTransport(network.url)
    transport.send(Request("GET", f"/api/v1/places?lat={here.lat}&lon={here.lon}"))
    transport.close()


def bytes_sent(folder: Path, network: Relay, at: Point, script: Script) -> bytes:
    """Return everything a fresh phone at a position sends while it follows a script."""
    network.sent.clear()
    with a_phone(folder, network.url, at, pack=folder / "no pack") as phone:
        script(phone, network)
    return b"".join(network.sent)


def differing_pairs(folder: Path, network: Relay, script: Script, pairs: int) -> int:
    """Return at how many pairs of positions the two phones did not send the same bytes."""
    chance, differing = Random(SEED), 0
    for number in range(pairs):
        both = [
            bytes_sent(
                folder / f"{number}-{side}",
                network,
                Point(chance.uniform(53.44, 53.61), chance.uniform(-2.74, -2.42)),
                script,
            )
            for side in "ab"
        ]
        assert both[0].count(b"GET ") > 0
        differing += both[0] != both[1]
    return differing


@pytest.mark.full("pairs")
def test_pairs_of_positions_send_the_same_bytes(tmp_path: Path, network: Relay) -> None:
    assert differing_pairs(tmp_path, network, find_a_place, PAIRS) == 0


def test_a_search_on_the_server_would_be_noticed(tmp_path: Path, network: Relay) -> None:
    assert differing_pairs(tmp_path, network, ask_the_server, 3) == 3

"""Replies to residents: written once by officers, published for zones or a place, taken back."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.domain.interventions import MOST_REPLIES, Where, oldest_reply
from backend.services.actors import Actor
from backend.services.interventions import Done, take_back_intervention, write_intervention
from backend.services.publish import publish, publish_due
from backend.services.replies import Telling, publish_reply, replies, take_back_reply
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.interventions import ReplyRow
from backend.storage.places import PlaceRow
from shared.ids import receipt_hash
from shared.problems import Problem
from tests.backend.cast import RECEIPT, a_network, an_answer, put
from tests.backend.rows import count, rows
from tests.backend.services.listing.cast import staff
from tests.conftest import NOW
from tests.support.example import put_network

LAMPS = Telling(Where(area_id="wigan"), "It is too dark.", "Twelve new lamps.", date(2026, 11, 20))
AT_HAVEN = Telling(Where(place_id="p1"), "Nobody at the door.", "Two now.", date(2026, 11, 21))


@pytest.fixture
def officer(world: World) -> Actor:
    put_network(a_network())
    return staff("olive@council.example")


def published(world: World) -> list[dict[str, Any]]:
    """Return the replies that the manifest names."""
    manifest = json.loads((world.published_dir / "manifest.json").read_bytes())
    (entry,) = [each for each in manifest["documents"] if each["document"] == "replies"]
    body = json.loads((world.published_dir / entry["name"]).read_bytes())
    found: list[dict[str, Any]] = body["replies"]
    return found


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"said": " "}, "said"),
        ({"did": ""}, "did"),
        ({"did": "x" * 301}, "did"),
        ({"on_day": date(2026, 11, 28)}, "on_day"),
        ({"where": Where(area_id="nowhere")}, "area"),
        ({"said": "", "did": "", "on_day": date(2031, 1, 1)}, "said did on_day"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_published(
    app: Flask, world: World, officer: Actor, changes: dict[str, Any], where: str
) -> None:
    publish(world)
    with pytest.raises(Problem) as caught:
        publish_reply(world, officer, replace(LAMPS, **changes))
    assert " ".join(fault.where for fault in caught.value.errors) == where
    assert count(app, "reply") == 0
    assert publish_due(world) is None


def test_a_reply_about_what_was_taken_back_is_refused(world: World, officer: Actor) -> None:
    done = Done(LAMPS.where, "lighting", "Lamps", LAMPS.on_day)
    key = write_intervention(world, officer, done)
    first = publish_reply(world, officer, replace(LAMPS, intervention_id=key))
    take_back_intervention(world, officer, key)
    assert [each.id for each in replies(NOW).items] == [first]
    for gone in (key, key + 99, 10**30):
        with pytest.raises(Problem, match="taken back meanwhile"):
            publish_reply(world, officer, replace(LAMPS, said="More", intervention_id=gone))


def test_only_officers_tell_residents_and_each_thing_once(
    app: Flask, world: World, officer: Actor
) -> None:
    administrator = staff("amir@council.example", "administrator")
    with pytest.raises(Problem, match="not-for-you"):
        publish_reply(world, administrator, LAMPS)
    key = publish_reply(world, officer, LAMPS)
    with pytest.raises(Problem, match="written-already"):
        publish_reply(world, officer, LAMPS)
    with pytest.raises(Problem, match="not-for-you"):
        take_back_reply(world, administrator, key)
    assert rows(app, "SELECT deed, about FROM audit") == [("publish_reply", f"reply:{key}")]


def test_a_reply_reaches_the_zones_of_its_area_and_its_place(world: World, officer: Actor) -> None:
    publish(world)
    assert published(world) == []
    first = publish_reply(world, officer, LAMPS)
    second = publish_reply(world, officer, AT_HAVEN)
    assert publish_due(world) is not None
    at_haven, lamps = published(world)
    assert lamps == {
        "id": f"r-{first}",
        "zones": ["z1"],
        "places": [],
        "said": {"en": "It is too dark."},
        "did": {"en": "Twelve new lamps."},
        "on": "2026-11-20",
    }
    assert (at_haven["id"], at_haven["zones"], at_haven["places"]) == (f"r-{second}", [], ["p1"])
    assert publish_due(world) is None


def test_a_deed_rings_the_bell_of_the_jobs(world: World, officer: Actor) -> None:
    rung: list[str] = []
    listening = replace(world, wake=lambda: rung.append("wake"))
    key = publish_reply(listening, officer, LAMPS)
    take_back_reply(listening, officer, key)
    with pytest.raises(Problem):
        take_back_reply(listening, officer, key)
    assert rung == ["wake", "wake"]


def test_what_is_taken_back_is_read_no_more(app: Flask, world: World, officer: Actor) -> None:
    key = publish_reply(world, officer, LAMPS)
    publish(world)
    take_back_reply(world, officer, key)
    assert publish_due(world) is not None
    assert published(world) == []
    for code, again in (("nothing-changed", key), ("not-found", key + 1), ("not-found", 10**30)):
        with pytest.raises(Problem, match=code):
            take_back_reply(world, officer, again)


def test_a_place_that_is_hidden_is_not_told_of_until_it_is_listed_again(
    world: World, officer: Actor
) -> None:
    publish_reply(world, officer, AT_HAVEN)
    states = []
    for state in ("suspended", "live"):
        with write() as session:
            session.get_one(PlaceRow, "p1").state = state
        publish(world)
        states.append(len(published(world)))
    assert states == [0, 1]


def test_residents_read_two_years_and_the_newest_two_hundred(world: World, officer: Actor) -> None:
    oldest = oldest_reply(NOW)
    for day in (oldest - timedelta(days=1), oldest):
        publish_reply(world, officer, replace(LAMPS, on_day=day))
    publish(world)
    assert [each["on"] for each in published(world)] == [oldest.isoformat()]
    assert [each.is_read for each in replies(NOW).items] == [True, False]
    with write() as session:
        session.add_all(
            ReplyRow(area_id="wigan", said=f"{n}", did="x", on_day=NOW.date(), made_at=NOW)
            for n in range(MOST_REPLIES)
        )
    publish(world)
    days = {each["on"] for each in published(world)}
    assert (len(published(world)), days) == (MOST_REPLIES, {"2026-11-27"})


def test_a_receipt_tells_what_was_done_for_its_zone_or_place_and_no_other(
    world: World, officer: Actor, client: FlaskClient
) -> None:
    publish_reply(world, officer, LAMPS)
    publish_reply(world, officer, AT_HAVEN)
    told: dict[str, Any] = {}
    for where in ({"zone": "z1"}, {"zone": "z2"}, {"zone": None, "place": "p1"}):
        code = RECEIPT[:-1] + str(len(told))
        put(client, an_answer(receipt_hash=receipt_hash(code), **where))
        found = client.post("/api/v1/receipts/read", json={"code": code}).get_json()
        assert found["state"] == "arrived"
        told[str(where)] = found["replies"]
    in_zone, elsewhere, at_place = told.values()
    assert in_zone == [
        {"said": {"en": "It is too dark."}, "did": {"en": "Twelve new lamps."}, "on": "2026-11-20"}
    ]
    assert elsewhere == []
    assert [each["did"]["en"] for each in at_place] == ["Two now."]


def test_after_a_withdrawal_nothing_but_its_tombstone_is_left(
    app: Flask, world: World, officer: Actor, client: FlaskClient
) -> None:
    publish_reply(world, officer, LAMPS)
    put(client, an_answer(receipt_hash=receipt_hash(RECEIPT)))
    client.post("/api/v1/receipts/withdraw", json={"code": RECEIPT})
    found = client.post("/api/v1/receipts/read", json={"code": RECEIPT}).get_json()
    assert found == {"state": "withdrawn", "label": None, "replies": [], "restored_on": None}
    assert count(app, "feedback") == 0
    hashes = {row[0] for row in rows(app, "SELECT token FROM withdrawn WHERE length(token) = 64")}
    assert hashes == {receipt_hash(RECEIPT)}
    assert {row[0] for row in rows(app, "SELECT week FROM withdrawn")} == {"2026-W48"}

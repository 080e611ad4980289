"""The cast of tests about a restored server: a small service, and its records put back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from backend.services.give import give
from backend.services.load_network import load_network
from backend.services.publish import publish
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.places import PlaceRow
from backend.storage.publication import PublicationRow, mark_due
from shared.clock import week_of
from shared.ids import receipt_hash
from shared.perception import Feedback
from shared.problems import Problem
from tests.backend.cast import a_network, a_place, an_id
from tests.conftest import NOW


def open_service(world: World, places: int = 3) -> None:
    """Take in some places and publish them twice, so that there is a version before."""
    load_network(a_network(places=[a_place(f"p{number}") for number in range(places)]), NOW)
    publish(world)
    publish(world)


def later(world: World, **time: float) -> World:
    """Return the world some time later."""
    return replace(world, now=lambda: NOW + timedelta(**time))


def suspend_place(place_id: str) -> None:
    """Suspend a place past all deeds."""
    with write() as session:
        told = update(PlaceRow).where(PlaceRow.id == place_id).values(state="suspended")
        session.execute(told)
        mark_due(session)


def put_back(version: int = 1) -> None:
    """Let the records be as old as a version, as far as publishing can tell."""
    with write() as session:
        session.execute(update(PublicationRow).values(version=version))


def shown(world: World) -> list[str] | None:
    """Return the ids of the places on the list that lies there, None without one."""
    file = world.published_dir / "manifest.json"
    if not file.exists():
        return None
    entries: list[dict[str, Any]] = json.loads(file.read_bytes())["documents"]
    (name,) = [entry["name"] for entry in entries if entry["document"] == "places"]
    places = json.loads((world.published_dir / name).read_bytes())["places"]
    return sorted(place["id"] for place in places)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Expect a refusal."""
    with pytest.raises(Problem) as refusal:
        yield
    assert refusal.value.code == code, refusal.value


def answer(code: str) -> str:
    """Give an answer with a receipt; return its id."""
    given = Feedback(
        level="fairly_safe",
        week=week_of(NOW),
        daypart="daylight",
        zone="z1",
        receipt_hash=receipt_hash(code),
    )
    give(key := an_id(), given, NOW)
    return key

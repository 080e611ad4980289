"""Publishing by itself: on each change, hourly all the same, and no change is ever lost."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from backend.services.publish import publish, publish_due
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.database import db
from backend.storage.places import PlaceRow
from backend.storage.publication import PublicationRow, mark_due
from shared.problems import Problem
from tests.backend.cast import a_network
from tests.conftest import NOW
from tests.support.example import put_network


def later(world: World, **time: float) -> World:
    return replace(world, now=lambda: NOW + timedelta(**time))


def rename(name: str) -> None:
    with write() as session:
        session.execute(update(PlaceRow).values(name=name))
        mark_due(session)


def published_name(world: World) -> str:
    manifest = json.loads((world.published_dir / "manifest.json").read_bytes())
    (entry,) = [entry for entry in manifest["documents"] if entry["document"] == "places"]
    document = json.loads((world.published_dir / entry["name"]).read_bytes())
    return str(document["places"][0]["name"])


def test_without_a_change_nothing_is_published_for_an_hour(world: World) -> None:
    put_network(a_network())
    assert publish_due(world) is not None
    assert publish_due(later(world, minutes=54)) is None
    assert publish_due(later(world, minutes=55)) is not None


def test_a_change_is_published_at_once_and_once(world: World) -> None:
    put_network(a_network())
    publish(world)
    rename("Safer Haven")
    assert publish_due(world) is not None
    assert published_name(world) == "Safer Haven"
    assert publish_due(world) is None


def test_a_publication_of_a_clock_that_was_ahead_does_not_hold_back(world: World) -> None:
    put_network(a_network())
    publish(later(world, days=3))
    assert publish_due(world) is not None


def test_a_publication_that_fails_stays_due(world: World) -> None:
    put_network(a_network())
    publish(world)
    rename("Safer Haven")
    blocked = replace(world, published_dir=world.data_dir / "file")
    blocked.published_dir.write_text("")
    with pytest.raises(Problem, match="folder-not-writable"):
        publish_due(blocked)
    assert publish_due(world) is not None


def lost_changes(app: Flask, world: World, publisher: Callable[[World], object]) -> list[str]:
    """Let a deed happen at each moment of a publication; return the names that were lost."""
    put_network(a_network())
    publish(world)
    lost = []
    for moment in ("once taken up", "while reading", "while writing", "once settled"):
        rename(f"before, {moment}")
        name = f"changed {moment}"
        with _at(moment, partial(_start, app, name)) as started:
            publisher(world)
        for thread in started:
            thread.join()
        publish_due(world)
        if published_name(world) != name:
            lost.append(name)
    return lost


def _start(app: Flask, name: str) -> threading.Thread:
    def deed() -> None:
        with app.app_context():
            rename(name)

    thread = threading.Thread(target=deed)
    thread.start()
    return thread


class _at:  # noqa: N801 - reads as a preposition
    """Start a deed once, at a moment of what this thread does with the database."""

    def __init__(self, moment: str, start: Callable[[], threading.Thread]) -> None:
        self.moment, self.start = moment, start
        self.started: list[threading.Thread] = []
        self.thread = threading.get_ident()
        self.commits = 0

    def __enter__(self) -> list[threading.Thread]:
        event.listen(db.engine, "after_cursor_execute", self.executed)
        event.listen(Session, "after_commit", self.committed)
        event.listen(Session, "after_rollback", self.rolled_back)
        return self.started

    def __exit__(self, *_: object) -> None:
        event.remove(db.engine, "after_cursor_execute", self.executed)
        event.remove(Session, "after_commit", self.committed)
        event.remove(Session, "after_rollback", self.rolled_back)

    def executed(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        # The thread cannot store before this transaction has ended, where it holds the row.
        self._start_if("while reading" if "FROM place" in statement else "", wait=False)

    def committed(self, _session: object) -> None:
        is_ours = threading.get_ident() == self.thread
        self.commits += is_ours
        self._start_if("once taken up" if self.commits == 1 else "once settled", wait=True)

    def rolled_back(self, _session: object) -> None:
        self._start_if("while writing" if self.commits else "", wait=True)

    def _start_if(self, moment: str, *, wait: bool) -> None:
        is_ours = moment == self.moment and threading.get_ident() == self.thread
        if is_ours and not self.started:
            thread = self.start()
            self.started.append(thread)
            if wait:
                thread.join()


def test_a_change_stored_while_publishing_is_published_next(app: Flask, world: World) -> None:
    assert lost_changes(app, world, publish_due) == []


def test_settling_after_publishing_loses_a_change(app: Flask, world: World) -> None:
    def careless(world: World) -> None:
        publish(world)
        with write() as session:
            session.execute(update(PublicationRow).values(is_due=False))

    lost = lost_changes(app, world, careless)
    assert {"changed while writing", "changed once settled"} <= set(lost)

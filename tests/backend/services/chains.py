"""Audit chains for tests: many rows at once, and hands that reach past all of our own code."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask
from sqlalchemy import Connection, text

from backend.services.actors import Actor
from backend.services.audit import Entry, Head, record, verify
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.database import db

OFFICER = Actor(12, "officer", "Olive Officer")


def write_down(world: World, count: int) -> Head:
    """Record so many deeds and return the head."""
    with write() as session:
        session.autoflush = False
        for number in range(count):
            entry = Entry(OFFICER, "approve", f"place:p-{number}", f"detail {number}")
            record(session, world.now() + timedelta(seconds=number), entry)
            session.flush()
    return verify().head


@contextmanager
def by_hand(app: Flask) -> Iterator[Connection]:
    """Give a connection of somebody who owns the database, with the triggers out of the way."""
    with app.app_context(), db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            found = connection.execute(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
            for (name,) in found.all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection

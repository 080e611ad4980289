"""The cast of readiness: a live place with a guardian, and what became of it."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from backend.domain.training import Register, Trained
from backend.services.actors import Actor
from backend.services.readiness.register import keep_register
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.readiness import ReadinessRow, ReminderRow
from shared.clock import LOCAL_ZONE, local
from tests.backend.services.listing.cast import guardian_of, mails, make_live

LINK = re.compile(r"/confirm/([\w-]+)")


def at_hour(world: World, days: int, hour: int = 9, minute: int = 0) -> World:
    """Return the world so many days later, at an hour by the wall."""
    day = local(world.now()).date() + timedelta(days=days)
    moment = datetime.combine(day, time(hour, minute), LOCAL_ZONE)
    return replace(world, now=lambda: moment)


def on(day: date, world: World, hour: int = 9) -> World:
    """Return the world on a day, at an hour by the wall."""
    moment = datetime.combine(day, time(hour), LOCAL_ZONE)
    return replace(world, now=lambda: moment)


def make_ready(world: World, place_id: str = "p1") -> Actor:
    """Have a place live, looked after and its staff trained; return its guardian."""
    make_live(world, place_id)
    lea = guardian_of(place_id, f"lea-{place_id}@inn.example")
    train(world, lea, place_id)
    return lea


def train(world: World, guardian: Actor, place_id: str = "p1", *, people: int = 4) -> None:
    """Write down that so many of four were trained today."""
    lines = (Trained("first_response", people, local(world.now()).date()),) if people else ()
    keep_register(world, guardian, place_id, Register(4, lines))


def secret_in_mail() -> str:
    """Return the secret of the link in the newest reminder."""
    (found,) = {match[1] for _, _, body in mails() for match in LINK.finditer(body)}
    return found


def reminders(place_id: str = "p1") -> list[tuple[str, str, int]]:
    """Return (kind, stage, mails) of a place's reminders in the order in which they were due."""
    which = select(ReminderRow).where(ReminderRow.place_id == place_id)
    with read() as session:
        rows = session.scalars(which.order_by(ReminderRow.at, ReminderRow.kind))
        return [(row.kind, row.stage, row.mails) for row in rows]


def stands(place_id: str = "p1") -> tuple[str, str | None]:
    """Return a place's standing at the last look, and why."""
    with read() as session:
        row = session.get(ReadinessRow, place_id)
        assert row is not None
        return row.standing, row.why

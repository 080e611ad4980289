"""The cast of what counts: answers by the hundred, put in past HTTP, and what became of them."""

from random import Random
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import insert, text

from backend.services.inbox.turning import note_unread
from backend.services.transaction import write
from backend.storage.database import table_of
from backend.storage.feedback import FeedbackRow
from tests.backend.cast import WEEK
from tests.backend.rows import rows
from tests.support.chance import random_id

LEVELS = ("very_safe", "fairly_safe", "fairly_unsafe", "very_unsafe")
FACTORS = ("bad_lighting", "groups", "no_cctv", "run_down", "followed", "hidden_corners")
DAYPARTS = ("not_said", "daylight", "after_dark", "night_economy")

ALIKE: dict[str, Any] = {
    "level": "very_unsafe",
    "factors": ["followed", "groups"],
    "daypart": "after_dark",
    "happened": "to_me",
    "reported": "no",
    "why_not": "no_trust",
    "setting": "busy_place",
}
"""What several say in the very same way."""


def a_row(chance: Random, **changes: Any) -> dict[str, Any]:
    """Return an honest answer about the town centre, of a voice of its own, that has waited."""
    row = {
        "id": random_id(chance),
        "content_hash": f"{chance.getrandbits(256):064x}",
        "zone_id": "z1",
        "place_id": None,
        "week": WEEK,
        "daypart": chance.choice(DAYPARTS),
        "level": chance.choice(LEVELS),
        "factors": sorted(chance.sample(FACTORS, chance.randint(0, 4))),
        "happened": chance.choice(("not_said", "nothing", "to_me")),
        "reported": chance.choice(("not_said", "no")),
        "why_not": chance.choice(("not_said", "too_small", "no_trust")),
        "age_band": "not_said",
        "gender": "not_said",
        "setting": chance.choice(("not_said", "quiet_street", "busy_place")),
        "questions": "umay",
        "questions_version": 1,
        "receipt_hash": None,
        "voice": f"{chance.getrandbits(256):064x}",
        "has_waited": True,
    }
    return {**row, **changes}


def store(given: list[dict[str, Any]]) -> None:
    """Put answers in, many at a time, and note how many can be read."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in given:
        # One statement takes its columns from its first row.
        alike.setdefault(tuple(row), []).append(row)
    with write() as session:
        for some in alike.values():
            session.execute(insert(table_of(FeedbackRow)), some)
        note_unread(session)


def change(statement: str) -> None:
    """Change the database past all of our own code."""
    with write() as session:
        session.execute(text(statement))


def states(app: Flask, which: str = "1 = 1") -> dict[str, int]:
    """Return how many answers stand in each state."""
    found = rows(app, f"SELECT state, count(*) FROM feedback WHERE {which} GROUP BY state")
    return {str(state): int(number) for state, number in found}


def all_states(app: Flask) -> dict[str, tuple[str, str | None]]:
    """Return the state of each answer, and why it is held."""
    found = rows(app, "SELECT id, state, held_for FROM feedback")
    return {str(UUID(str(key))): (state, why) for key, state, why in found}

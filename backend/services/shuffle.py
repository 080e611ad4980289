"""Deeds: rewriting answers nightly in random order: where a row lies tells nothing (D3)."""

from datetime import timedelta
from random import SystemRandom
from time import monotonic, sleep
from typing import Any

from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.counting import held_turn
from backend.storage.settings import SHUFFLED_ON, set_setting, setting
from backend.storage.shuffling import Group, groups_since, keys_of, rewrite
from shared.clock import local

FROM_HOUR, UNTIL_HOUR = 3, 6
"""By the borough's wall: when fewest people send something."""

YOUNGER_THAN = timedelta(days=60)
"""What is about an older week was rewritten sixty times, and lies among what came in two months."""

BATCH = 1000
"""Rows in one transaction: no table is locked, and whoever deletes a row waits for one batch."""

LONGEST_REST_S = 1.0
"""After each batch the database rests for as long as it took, so that the disk has time to write
for residents: one that is never left alone keeps an answer waiting. At most so long, since a
database that stood still for a while owes nobody a rest."""

MOST_AT_ONCE = 50_000
"""Rows in one go: what is left is rewritten a minute later, so that other jobs have their turn."""


def shuffle_due(world: World) -> int:
    """Rewrite recent answers once a night, some each minute; return how many rows were moved."""
    now = local(world.now())
    if not FROM_HOUR <= now.hour < UNTIL_HOUR:
        return 0
    return shuffle(world, most=MOST_AT_ONCE)


def shuffle(world: World, most: int | None = None) -> int:
    """Rewrite recent answers, at least `most` where there are so many; return how many were moved.

    By week or month, each of which is done once a day, in batches that chance puts together.
    """
    today = local(world.now()).date()
    with read() as session:
        night = _night(setting(session, SHUFFLED_ON), today.isoformat())
        if night["is_whole"]:
            return 0
        since = groups_since(session, today - YOUNGER_THAN)
    left = [each for each in since if str(each) not in night["done"]]
    moved = 0
    while left and (most is None or moved < most):
        group = left.pop(0)
        moved += _shuffle_group(group)
        night["done"].append(str(group))
        _note(night)
    _note({**night, "is_whole": not left})
    return moved


def _shuffle_group(group: Group) -> int:
    with read() as session:
        keys = keys_of(session, group)
    SystemRandom().shuffle(keys)
    moved = 0
    for at in range(0, len(keys), BATCH):
        began = monotonic()
        with write() as session:
            # Deciding and reading hold this before any row: they wait for a batch, or it for them.
            held_turn(session)
            moved += rewrite(session, group, keys[at : at + BATCH])
        sleep(min(monotonic() - began, LONGEST_REST_S))
    return moved


def _night(held: Any, today: str) -> dict[str, Any]:  # noqa: ANN401 - a setting is any JSON
    """Return what was rewritten today already; an older version kept the day alone."""
    if isinstance(held, dict) and held.get("day") == today:
        return held
    return {"day": today, "done": [], "is_whole": False}


def _note(night: dict[str, Any]) -> None:
    with write() as session:
        set_setting(session, SHUFFLED_ON, dict(night))

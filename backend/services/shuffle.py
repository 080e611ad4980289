"""Deeds: rewriting answers nightly in random order: where a row lies tells nothing (D3)."""

from datetime import timedelta

from backend.services.transaction import read, write
from backend.services.world import World
from backend.storage.counting import held_turn
from backend.storage.settings import SHUFFLED_ON, set_setting, setting
from backend.storage.shuffling import rewrite_in_random_order
from shared.clock import local

FROM_HOUR, UNTIL_HOUR = 3, 6
"""By the borough's wall: when fewest people send something, since answers wait meanwhile."""

YOUNGER_THAN = timedelta(days=60)
"""What is about an older week was rewritten sixty times, and lies among what came in two months."""


def shuffle_due(world: World) -> int:
    """Rewrite recent answers once a night; return how many rows were moved."""
    now = local(world.now())
    if not FROM_HOUR <= now.hour < UNTIL_HOUR:
        return 0
    with read() as session:
        if setting(session, SHUFFLED_ON) == now.date().isoformat():
            return 0
    return shuffle(world)


def shuffle(world: World) -> int:
    """Rewrite recent answers at once; return how many rows were moved."""
    today = local(world.now()).date()
    with write() as session:
        # Before anything that deciding or reading would hold: they take their locks in this order.
        held_turn(session)
        moved = rewrite_in_random_order(session, today - YOUNGER_THAN)
        set_setting(session, SHUFFLED_ON, today.isoformat())
        return moved

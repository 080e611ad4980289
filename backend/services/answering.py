"""Deeds: an answer given on a page, and apart from it what a young person changed."""

from dataclasses import dataclass

from backend.services.give import give
from backend.services.world import World
from backend.services.young_records import give_young_record
from shared.clock import month_of
from shared.perception import Feedback
from shared.problems import Problem
from shared.young_record import AGE_BANDS, YoungRecord


@dataclass(frozen=True)
class Answered:
    """An answer with its id; a young person's record has an id of its own, and no more of it."""

    feedback_id: str
    feedback: Feedback
    record_id: str = ""
    changes: tuple[str, ...] = ()


def take(world: World, answered: Answered) -> str:
    """Store an answer once, then the record; return why the record was not kept, or nothing.

    Raises what `give` raises: then nothing was stored.
    """
    now = world.now()
    give(answered.feedback_id, answered.feedback, now)
    if not answered.changes:
        return ""
    record = YoungRecord(month_of(now), AGE_BANDS[0], tuple(sorted(set(answered.changes))))
    try:
        give_young_record(answered.record_id, record, now)
    except Problem as problem:
        return problem.code
    return ""

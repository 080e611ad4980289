"""Deeds: an officer decides on answers that the rules held."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from backend.domain.counting import (
    COUNTED,
    HELD_FOR,
    REJECTED,
    REPEATED,
    Answer,
    Verdict,
    Where,
    first_of_each_voice,
)
from backend.domain.reviewing import ALL, SHOWN_BY, Part, Saying, parts_of, whole
from backend.domain.staff import OFFICER
from backend.domain.weekly import coarse, in_words
from backend.services.actors import Actor
from backend.services.audit import Entry, record
from backend.services.transaction import read, write
from backend.services.where import labels
from backend.services.world import World
from backend.storage.counting import heard_voices, held_turn, set_states
from backend.storage.review import (
    held_answers,
    held_groups,
    held_sayings,
    number_held,
    number_of_held_groups,
)
from shared.problems import Problem

PER_PAGE = 10
COUNT, LEAVE_OUT, COUNT_ONE = DEEDS = ("count", "leave-out", "count-one")
_AUDITED = {
    COUNT: "answers-counted",
    LEAVE_OUT: "answers-left-out",
    COUNT_ONE: "answers-counted-once",
}


@dataclass(frozen=True)
class HeldGroup:
    """What waits about one zone or place and week for one reason, in parts that say the same."""

    where: Where
    label: str
    why: str
    parts: tuple[Part, ...]

    @property
    def whole(self) -> Part:
        """All of it."""
        return whole(self.parts)


@dataclass(frozen=True)
class Queue:
    """A page of what waits for review, the largest groups first."""

    groups: tuple[HeldGroup, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Decision:
    """What an officer decided: on which part of which group, as they saw it."""

    where: Where
    why: str
    part: str
    mark: str
    deed: str


def queue(page: int = 1) -> Queue:
    """Return a page of what waits for review."""
    with read() as session:
        total = number_of_held_groups(session)
        pages = max(1, -(-total // PER_PAGE))
        page = min(max(page, 1), pages)
        found = held_groups(session, PER_PAGE, (page - 1) * PER_PAGE)
        sayings = _sayings(held_sayings(session, found))
        named = labels(session, [each.where for each in found])
        groups = (
            HeldGroup(at := each.where, named[at], each.why, tuple(parts_of(sayings[at, each.why])))
            for each in found
        )
        return Queue(tuple(groups), total, page, pages)


def waiting() -> str:
    """Return in words about how many answers wait for review, "" for none."""
    with read() as session:
        number = number_held(session)
    return in_words(coarse(number, SHOWN_BY), SHOWN_BY) if number else ""


def decide_held(world: World, actor: Actor, decision: Decision) -> int:
    """Do what an officer decided and return how many answers count by it.

    Raises not-for-you, not-found, and changed-meanwhile where the part is not what was shown.
    """
    if actor.role != OFFICER:
        raise Problem("not-for-you")
    if decision.deed not in DEEDS or decision.why not in HELD_FOR:
        raise Problem("not-found")
    with write() as session:
        held_turn(session)
        answers = _shown(held_answers(session, decision.where, decision.why), decision)
        counted = _counted(session, decision, answers)
        ids = {answer.id for answer in answers}
        _set_reviewed(session, decision.deed, counted, ids - counted)
        detail = f"{len(ids)} answers held for {decision.why}, {len(counted)} of them counted"
        entry = Entry(actor, _AUDITED[decision.deed], str(decision.where), detail)
        record(session, world.now(), entry)
    return len(counted)


def _sayings(rows: Iterable[Any]) -> dict[tuple[Where, str], list[Saying]]:
    found: dict[tuple[Where, str], list[Saying]] = defaultdict(list)
    for row in rows:
        level, factors, daypart, *more = row[4:-1]
        saying = Saying(level, tuple(json.loads(factors)), daypart, tuple(more), row[-1])
        found[Where(*row[:3]), row[3]].append(saying)
    return found


def _shown(rows: Sequence[Any], decision: Decision) -> list[Answer]:
    """Return the answers of the part that was shown; raises changed-meanwhile."""
    said = [(row[2], tuple(row[3]), row[4], tuple(row[5:])) for row in rows]
    parts = parts_of(Saying(*each, number) for each, number in Counter(said).items())
    chosen = whole(parts) if decision.part == ALL else None
    chosen = chosen or next((part for part in parts if part.name == decision.part), None)
    if not rows or chosen is None or chosen.mark != decision.mark:
        raise Problem("changed-meanwhile", "The answers that wait here are others by now.")
    within = {(each.level, each.factors, each.daypart, each.more) for each in chosen.sayings}
    return [Answer(row[0], row[1]) for row, each in zip(rows, said, strict=True) if each in within]


def _counted(session: Session, decision: Decision, answers: Sequence[Answer]) -> set[str]:
    """Return the ids of those that count now: no voice twice."""
    if decision.deed == LEAVE_OUT:
        return set()
    chosen = first_of_each_voice(answers, heard_voices(session, decision.where))
    return {answer.id for answer in chosen[: 1 if decision.deed == COUNT_ONE else None]}


def _set_reviewed(session: Session, deed: str, counted: set[str], others: set[str]) -> None:
    set_states(session, counted, Verdict(COUNTED), is_reviewed=True)
    rest = REPEATED if deed == COUNT else REJECTED
    set_states(session, others, Verdict(rest), is_reviewed=True)

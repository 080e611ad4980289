"""Records: answers that wait for a person, by zone or place, week and why they are held."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Session

from backend.domain.counting import HELD, Where
from backend.domain.reviewing import AT_ONCE_FROM
from backend.storage.counting import COMPARED, in_group
from backend.storage.feedback import FeedbackRow

# Written into the statement, so that the planner sees that the partial index fits.
_IS_HELD = text(f"feedback.state = '{HELD}'")
_KEY = (FeedbackRow.week, FeedbackRow.zone_id, FeedbackRow.place_id, FeedbackRow.held_for)


_ALL = func.count()
_WAITED = func.count().filter(FeedbackRow.has_waited)
# A flood is shown as it stands, of fewer what was there when a week turned.
_SHOWN = case((_ALL >= AT_ONCE_FROM, _ALL), else_=_WAITED)


@dataclass(frozen=True)
class Held:
    """What is shown of a group that is held for one reason: how much, and whether all of it."""

    where: Where
    why: str
    number: int
    is_flood: bool


def held_groups(session: Session, most: int, passing: int = 0) -> list[Held]:
    """Return what is shown of groups, the largest first."""
    found = _grouped(*_KEY, _SHOWN, _ALL).order_by(_SHOWN.desc(), *_KEY)
    rows = session.execute(found.limit(most).offset(passing))
    return [Held(Where(*row[:3]), str(row[3]), row[4], row[5] >= AT_ONCE_FROM) for row in rows]


def number_of_held_groups(session: Session) -> int:
    """Return how many groups are shown."""
    groups: Subquery = _grouped(*_KEY).subquery()
    return session.scalar(select(func.count()).select_from(groups)) or 0


def number_held(session: Session) -> int:
    """Return how many answers are shown."""
    groups = _grouped(_SHOWN.label("number")).subquery()
    return session.scalar(select(func.coalesce(func.sum(groups.c.number), 0))) or 0


def held_sayings(session: Session, groups: Sequence[Held]) -> Sequence[Any]:
    """Return (*key, level, factors, daypart, happened, …, how many) of what is shown of groups."""
    if not groups:
        return []
    said = [cast(part, String) for part in COMPARED]
    which = or_(*map(_is_shown, groups))
    found = select(*_KEY, *said, func.count()).where(_IS_HELD, which).group_by(*_KEY, *said)
    return session.execute(found).all()


def held_answers(session: Session, where: Where, why: str) -> Sequence[Any]:
    """Return (id, voice, *COMPARED) of the held answers that are shown of a group."""
    in_all = select(func.count()).where(_IS_HELD, in_group(where), FeedbackRow.held_for == why)
    number = session.scalar(in_all) or 0
    found = select(FeedbackRow.id, FeedbackRow.voice, *COMPARED)
    shown = _is_shown(Held(where, why, number, number >= AT_ONCE_FROM))
    return session.execute(found.where(_IS_HELD, shown)).all()


def _grouped(*columns: Any) -> Select[Any]:
    is_held = select(*columns).where(_IS_HELD, FeedbackRow.held_for.is_not(None))
    return is_held.group_by(*_KEY).having(_SHOWN > 0)


def _is_shown(group: Held) -> ColumnElement[bool]:
    is_there = and_(in_group(group.where), FeedbackRow.held_for == group.why)
    return is_there if group.is_flood else and_(is_there, FeedbackRow.has_waited)

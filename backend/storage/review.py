"""Records: answers that wait for a person, by zone or place, week and why they are held."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, Subquery, and_, cast, func, or_, select, text
from sqlalchemy.orm import Session

from backend.domain.counting import HELD, Where
from backend.storage.counting import COMPARED, in_group
from backend.storage.feedback import FeedbackRow

# Written into the statement, so that the planner sees that the partial index fits.
_IS_HELD = text(f"feedback.state = '{HELD}'")
_KEY = (FeedbackRow.week, FeedbackRow.zone_id, FeedbackRow.place_id, FeedbackRow.held_for)


def held_groups(session: Session, most: int, passing: int = 0) -> list[tuple[Where, str, int]]:
    """Return (group, why held, how many), the largest first."""
    number = func.count()
    found = select(*_KEY, number).where(_IS_HELD, FeedbackRow.held_for.is_not(None))
    found = found.group_by(*_KEY)
    found = found.order_by(number.desc(), *_KEY).limit(most).offset(passing)
    return [(Where(*row[:3]), str(row[3]), row[4]) for row in session.execute(found)]


def number_of_held_groups(session: Session) -> int:
    """Return how many groups wait."""
    groups: Subquery = select(*_KEY).where(_IS_HELD).group_by(*_KEY).subquery()
    return session.scalar(select(func.count()).select_from(groups)) or 0


def number_held(session: Session, most: int) -> int:
    """Return how many answers wait, counted up to `most`."""
    some = select(FeedbackRow.week).where(_IS_HELD).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def held_sayings(session: Session, groups: Sequence[tuple[Where, str]]) -> Sequence[Any]:
    """Return (*key, level, factors, daypart, happened, …, how many) of some groups."""
    if not groups:
        return []
    said = [cast(part, String) for part in COMPARED]
    which = or_(*(and_(in_group(where), FeedbackRow.held_for == why) for where, why in groups))
    found = select(*_KEY, *said, func.count()).where(_IS_HELD, which).group_by(*_KEY, *said)
    return session.execute(found).all()


def held_answers(session: Session, where: Where, why: str) -> Sequence[Any]:
    """Return (id, voice, *COMPARED) of the held answers of a group."""
    found = select(FeedbackRow.id, FeedbackRow.voice, *COMPARED)
    return session.execute(
        found.where(_IS_HELD, in_group(where), FeedbackRow.held_for == why)
    ).all()

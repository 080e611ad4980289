"""Records: answers by the group they are decided in, one zone or place and one ISO week."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, text, update
from sqlalchemy.orm import Session

from backend.domain.counting import COUNTED, HELD, NEW, Verdict, Where
from backend.domain.usual import NONE, Week
from backend.storage.conflicts import dialect_of, insert_into
from backend.storage.database import table_of
from backend.storage.feedback import FeedbackRow
from backend.storage.settings import SettingRow

COUNTED_TODAY = "counted_today"
"""The setting that says how many answers became counted today; each day writes over the last."""

# Written into the statement, so that the planner sees that the partial index fits.
_IS_NEW = text(f"feedback.state = '{NEW}'")
_IS_HELD = text(f"feedback.state = '{HELD}'")
_BY_A_PERSON = func.count().filter(FeedbackRow.is_reviewed)
_AT_A_TIME = 500


COMPARED = (
    FeedbackRow.level,
    FeedbackRow.factors,
    FeedbackRow.daypart,
    FeedbackRow.happened,
    FeedbackRow.reported,
    FeedbackRow.why_not,
    FeedbackRow.setting,
)
"""What of an answer is compared with others, in the order in which `said_of` takes it."""


def held_turn(session: Session) -> dict[str, Any]:
    """Return the figures of the day, and let nobody else decide on answers until the end."""
    table = table_of(SettingRow)
    first = insert_into(table, dialect_of(session)).values(name=COUNTED_TODAY, value={})
    session.execute(first.on_conflict_do_nothing())
    held = select(SettingRow).where(SettingRow.name == COUNTED_TODAY).with_for_update()
    row = session.scalars(held.execution_options(populate_existing=True)).one()
    return dict(row.value)


def groups_with_new(session: Session, most_rows: int, most: int) -> list[Where]:
    """Return some groups in which answers are not decided yet, the oldest weeks first."""
    some = (
        select(FeedbackRow.week, FeedbackRow.zone_id, FeedbackRow.place_id)
        .where(_IS_NEW)
        .order_by(FeedbackRow.week)
        .limit(most_rows)
        .subquery()
    )
    found = select(some).distinct().order_by(some.c.week).limit(most)
    return [Where(*row) for row in session.execute(found)]


def unreviewed(session: Session, where: Where, most: int) -> Sequence[Any]:
    """Return (id, voice, state, held_for, *COMPARED) of answers that no person decided on."""
    columns = (FeedbackRow.id, FeedbackRow.voice, FeedbackRow.state, FeedbackRow.held_for)
    found = select(*columns, *COMPARED).where(in_group(where), ~FeedbackRow.is_reviewed)
    return session.execute(found.limit(most)).all()


def heard_voices(session: Session, where: Where) -> frozenset[str]:
    """Return the voices of a group's answers that a person decided on."""
    found = select(FeedbackRow.voice).where(
        in_group(where), FeedbackRow.is_reviewed, FeedbackRow.voice.is_not(None)
    )
    return frozenset(voice for voice in session.scalars(found) if voice)


def counted_in_weeks(session: Session, where: Where, weeks: Sequence[str]) -> list[Week]:
    """Return how many answers count in each of some weeks, and how many of them by a person."""
    found = (
        select(FeedbackRow.week, func.count(), _BY_A_PERSON)
        .where(FeedbackRow.week.in_(weeks), _at(where), FeedbackRow.state == COUNTED)
        .group_by(FeedbackRow.week)
    )
    held = {week: Week(*numbers) for week, *numbers in session.execute(found)}
    return [held.get(week, NONE) for week in weeks]


def groups_held_for(session: Session, why: str, most: int) -> list[Where]:
    """Return some groups in which answers are held for a reason, the newest weeks first."""
    key = (FeedbackRow.week, FeedbackRow.zone_id, FeedbackRow.place_id)
    found = select(*key).where(_IS_HELD, FeedbackRow.held_for == why).distinct()
    found = found.order_by(key[0].desc(), *key[1:]).limit(most)
    return [Where(*row) for row in session.execute(found)]


def set_states(session: Session, ids: Iterable[str], verdict: Verdict, **more: Any) -> None:
    """Give answers their state, and what else is set with it."""
    named = sorted(ids)
    values = {"state": verdict.state, "held_for": verdict.held_for, **more}
    for at in range(0, len(named), _AT_A_TIME):
        some = update(FeedbackRow).where(FeedbackRow.id.in_(named[at : at + _AT_A_TIME]))
        session.execute(some.values(values).execution_options(synchronize_session=False))


def hold_group(session: Session, where: Where, why: str) -> None:
    """Hold every answer of a group that is new or counts and that no person decided on."""
    some = update(FeedbackRow).where(
        in_group(where), ~FeedbackRow.is_reviewed, FeedbackRow.state.in_((NEW, COUNTED))
    )
    session.execute(
        some.values(state=HELD, held_for=why).execution_options(synchronize_session=False)
    )


def in_group(where: Where) -> ColumnElement[bool]:
    """Return what holds for the answers of a group."""
    return and_(FeedbackRow.week == where.week, _at(where))


def _at(where: Where) -> ColumnElement[bool]:
    # Both columns are named, so that the index over week, zone and place fits whole.
    if where.zone_id is not None:
        return FeedbackRow.zone_id == where.zone_id
    return and_(FeedbackRow.zone_id.is_(None), FeedbackRow.place_id == where.place_id)

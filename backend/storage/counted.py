"""Records: the counted answers of a period, read once from end to end, and where they are about."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from backend.domain.counting import COUNTED
from backend.storage.feedback import FeedbackRow, WithdrawnRow
from backend.storage.places import PlaceRow
from backend.storage.visits import HelpAnswerRow
from backend.storage.young_records import YoungRecordRow
from backend.storage.zones import ZoneAreaRow

AT_A_TIME = 5_000
"""How many rows are in memory at once, however many there are."""

_SAID = (
    # As text, which no type of ours has to make of it.
    cast(FeedbackRow.id, Text),
    *(FeedbackRow.zone_id, FeedbackRow.place_id, FeedbackRow.week, FeedbackRow.level),
    *(FeedbackRow.daypart, FeedbackRow.age_band, FeedbackRow.happened, FeedbackRow.reported),
    FeedbackRow.why_not,
    # The same few sets come again and again, and need to be read once.
    cast(FeedbackRow.factors, Text),
    *(FeedbackRow.questions, FeedbackRow.questions_version),
)


def counted_answers(session: Session, weeks: tuple[str, str]) -> Iterator[Any]:
    """Yield what is counted of each answer of these weeks, first and last included.

    The id comes as the database writes it, factors as the JSON text that is stored.
    """
    found = select(*_SAID).where(FeedbackRow.week.between(*weeks), FeedbackRow.state == COUNTED)
    yield from session.execute(found, execution_options={"yield_per": AT_A_TIME})


def rows_from_residents(session: Session, since_week: str) -> dict[str, int]:
    """Return by table how many rows residents filled, answers and withdrawals of a week on only."""
    tables = (FeedbackRow, WithdrawnRow, HelpAnswerRow, YoungRecordRow)
    found = {}
    for row in tables:
        rows = select(func.count()).select_from(row)
        if row is not YoungRecordRow:
            rows = rows.where(row.week >= since_week)  # type: ignore[union-attr]
        found[row.__tablename__] = session.scalar(rows) or 0
    return found


def first_counted_week(session: Session) -> str | None:
    """Return the first week of which there is an answer."""
    return session.scalar(select(func.min(FeedbackRow.week)))


def count_of_weeks(session: Session, weeks: tuple[str, str]) -> int:
    """Return how many answers of these weeks are counted so far."""
    which = FeedbackRow.week.between(*weeks), FeedbackRow.state == COUNTED
    return session.scalar(select(func.count()).select_from(FeedbackRow).where(*which)) or 0


def young_changes(session: Session, months: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """Return (id, changes) of the young people's records of these months."""
    found = select(YoungRecordRow.id, YoungRecordRow.changes)
    rows = session.execute(found.where(YoungRecordRow.month.in_(months)))
    return [(record_id, changes) for record_id, changes in rows]


def zones_of_areas(session: Session) -> dict[str, tuple[str, ...]]:
    """Return the zones of each area, those of older builds too."""
    found: dict[str, list[str]] = {}
    for area_id, zone_id in session.execute(
        select(ZoneAreaRow.area_id, ZoneAreaRow.zone_id).order_by(ZoneAreaRow.zone_id)
    ):
        found.setdefault(area_id, []).append(zone_id)
    return {area_id: tuple(zones) for area_id, zones in found.items()}


def place_names(session: Session) -> dict[str, str]:
    """Return the name of every place by its id."""
    found = session.execute(select(PlaceRow.id, PlaceRow.name))
    return {place_id: name for place_id, name in found}  # noqa: C416 - rows are no tuples to mypy

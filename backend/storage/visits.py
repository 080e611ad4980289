"""Records: visits that venues note, and whether residents say they were helped; never a moment."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.domain.products import DAYPARTS
from backend.domain.visits import ENDINGS, NEEDS
from backend.storage.canonical import hash_check, week_check
from backend.storage.conflicts import dialect_of, insert_into
from backend.storage.database import Row, table_of
from backend.storage.places import PlaceRow
from backend.storage.readiness import ReadinessRow
from shared.help_answer import HELPED, NOBODY, WHY_NOT

_VISIT = "Deleted with the visit, 24 months after its week."
_ANSWER = "Deleted with the answer, 24 months after its week."


def _one_of(name: str, codes: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{name} IN ('" + "', '".join(codes) + "')", name=name)


class VisitRow(Row):
    """One visit: which week and part of the day, what was needed, how it ended; nobody and no day.

    Who wrote it down and when is kept nowhere: not here, and not in the audit chain.
    """

    __tablename__ = "visit"
    __table_args__ = (
        _one_of("daypart", DAYPARTS),
        _one_of("need", NEEDS),
        _one_of("ending", ENDINGS),
        week_check(),
        Index("ix_visit_week", "week", "place_id"),
        Index("ix_visit_place_id", "place_id", "week"),
        # Rows of SQLite stand in the order of their random keys, not of their arrival.
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), primary_key=True, comment=f"Random. {_VISIT}"
    )
    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"), comment=f"Where. {_VISIT}"
    )
    week: Mapped[str] = mapped_column(String(8), comment=f"ISO week; when to forget it. {_VISIT}")
    daypart: Mapped[str] = mapped_column(
        String(20), comment=f"Daylight, after dark or night-time economy. {_VISIT}"
    )
    need: Mapped[str] = mapped_column(String(20), comment=f"What was needed, a code. {_VISIT}")
    ending: Mapped[str] = mapped_column(String(20), comment=f"How it ended, a code. {_VISIT}")


class HelpAnswerRow(Row):
    """What one resident said after directions to a place: whether it helped."""

    __tablename__ = "help_answer"
    __table_args__ = (
        _one_of("helped", HELPED),
        _one_of("why_not", WHY_NOT),
        week_check(),
        hash_check("content_hash"),
        Index("ix_help_answer_place_id", "place_id", "week"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False),
        primary_key=True,
        comment=f"Random; makes repeating harmless. {_ANSWER}",
    )
    content_hash: Mapped[str] = mapped_column(
        String(64), comment=f"Tells a repeated message from another. {_ANSWER}"
    )
    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"), comment=f"About which place. {_ANSWER}"
    )
    week: Mapped[str] = mapped_column(String(8), comment=f"ISO week; when to forget it. {_ANSWER}")
    helped: Mapped[str] = mapped_column(String(10), comment=f"Whether, a code. {_ANSWER}")
    why_not: Mapped[str | None] = mapped_column(
        String(20), comment=f"Why nobody helped, a code, if said. {_ANSWER}"
    )


def visits_in(session: Session, place_id: str, week: str) -> int:
    """Return how many visits of a place are noted of a week."""
    which = VisitRow.place_id == place_id, VisitRow.week == week
    return session.scalar(select(func.count()).select_from(VisitRow).where(*which)) or 0


def visit_counts(session: Session, place_id: str) -> list[tuple[str, str, str, int]]:
    """Return (week, need, ending, how many) of a place's visits."""
    columns = (VisitRow.week, VisitRow.need, VisitRow.ending)
    counted = select(*columns, func.count()).where(VisitRow.place_id == place_id)
    found = session.execute(counted.group_by(*columns).order_by(*columns))
    return [(week, need, ending, count) for week, need, ending, count in found]


def visits_with_wards(session: Session, weeks: tuple[str, str]) -> Iterator[Any]:
    """Yield (ward id, place id, need, id) of the visits of some weeks, by the wards of today."""
    found = (
        select(PlaceRow.ward_id, VisitRow.place_id, VisitRow.need, VisitRow.id)
        .join(PlaceRow, PlaceRow.id == VisitRow.place_id)
        .where(VisitRow.week.between(*weeks))
    )
    yield from session.execute(found)


def store_help_answer(session: Session, values: Mapping[str, Any]) -> bool:
    """Store whether somebody was helped; return False when its id is here.

    Raises IntegrityError where the place does not exist.
    """
    table = table_of(HelpAnswerRow)
    statement = insert_into(table, dialect_of(session)).values(**values)
    return session.scalar(statement.on_conflict_do_nothing().returning(table.c.id)) is not None


def help_content_hash_of(session: Session, answer_id: str) -> str | None:
    """Return the content hash of a stored help answer, or None where there is none of this id."""
    return session.scalar(select(HelpAnswerRow.content_hash).where(HelpAnswerRow.id == answer_id))


def nobody_helped(session: Session, weeks: tuple[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Return week and reason ("" if none) of each resident whom nobody helped, by place."""
    columns = (HelpAnswerRow.place_id, HelpAnswerRow.week, HelpAnswerRow.why_not)
    which = HelpAnswerRow.week.between(*weeks), HelpAnswerRow.helped == NOBODY
    counted = select(*columns, func.count()).where(*which).group_by(*columns)
    found: dict[str, list[tuple[str, str]]] = {}
    for place_id, week, why_not, number in session.execute(counted):
        found.setdefault(place_id, []).extend([(week, why_not or "")] * number)
    return found


def want_checks(session: Session, reasons: Mapping[str, str | None], week: str) -> None:
    """Note that places are to be visited, and why if several say so, where none is noted yet."""
    for place_id, reason in reasons.items():
        unasked = ReadinessRow.place_id == place_id, ReadinessRow.check_wanted.is_(None)
        wanted = update(ReadinessRow).where(*unasked).values(check_wanted=week, check_reason=reason)
        session.execute(wanted.execution_options(synchronize_session=False))

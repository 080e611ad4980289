"""Records: what was done about how people feel, and what residents are told of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.storage.database import Row
from backend.storage.moments import Moment
from backend.storage.zones import ZoneAreaRow, ZoneRow

_MOST_KEY = 2**31 - 1
"""What an address may name beyond that, no row can bear."""
_KEPT = "Kept for ever, as the partnership's record of what it did."


class InterventionRow(Row):
    """A dated action in an area or at a place: lighting, a patrol, a haven opened."""

    __tablename__ = "intervention"
    __table_args__ = (CheckConstraint("(area_id IS NULL) <> (place_id IS NULL)", name="one_where"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment=f"Names it. {_KEPT}")
    # No foreign keys: an area that is redrawn, or a place that left, takes no history with it.
    area_id: Mapped[str | None] = mapped_column(
        String(64), index=True, comment=f"In which area. {_KEPT}"
    )
    place_id: Mapped[str | None] = mapped_column(
        String(64), index=True, comment=f"Or at which place. {_KEPT}"
    )
    kind: Mapped[str] = mapped_column(String(20), comment=f"What sort, a code. {_KEPT}")
    words: Mapped[str] = mapped_column(String(300), comment=f"What was done. {_KEPT}")
    on_day: Mapped[date] = mapped_column(comment=f"When it was done. {_KEPT}")
    made_by: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), comment=f"Who wrote it down. {_KEPT}"
    )
    made_at: Mapped[datetime] = mapped_column(Moment, comment=f"When it was written down. {_KEPT}")
    removed_at: Mapped[datetime | None] = mapped_column(
        Moment, comment=f"When it was taken back as a mistake. {_KEPT}"
    )


class ReplyRow(Row):
    """A "you said, we did" that residents read, for an area or a place."""

    __tablename__ = "reply"
    __table_args__ = (CheckConstraint("(area_id IS NULL) <> (place_id IS NULL)", name="one_where"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment=f"Names it. {_KEPT}")
    area_id: Mapped[str | None] = mapped_column(
        String(64), index=True, comment=f"For which area. {_KEPT}"
    )
    place_id: Mapped[str | None] = mapped_column(
        String(64), index=True, comment=f"Or for which place. {_KEPT}"
    )
    said: Mapped[str] = mapped_column(String(300), comment=f"What people said. {_KEPT}")
    did: Mapped[str] = mapped_column(String(300), comment=f"What was done. {_KEPT}")
    on_day: Mapped[date] = mapped_column(comment=f"The day that residents read. {_KEPT}")
    intervention_id: Mapped[int | None] = mapped_column(
        ForeignKey("intervention.id", ondelete="SET NULL"),
        comment=f"What it tells of, where that was written down. {_KEPT}",
    )
    made_by: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), comment=f"Who wrote it. {_KEPT}"
    )
    made_at: Mapped[datetime] = mapped_column(Moment, comment=f"When it was written. {_KEPT}")
    removed_at: Mapped[datetime | None] = mapped_column(
        Moment, comment=f"When it was taken back; residents read it no more. {_KEPT}"
    )


Written = TypeVar("Written", InterventionRow, ReplyRow)
"""Either of the two records: both say where, when, by whom, and whether it was taken back."""


def standing(
    session: Session,
    row: type[Written],
    where: Mapping[str, str | None],
    most: int | None = None,
    first: int = 0,
) -> list[Written]:
    """Return what was not taken back, newest first; `where` may name an area_id and a place_id."""
    chosen = select(row).where(*_standing(row, where))
    chosen = chosen.order_by(row.on_day.desc(), row.id.desc())
    return list(session.scalars(chosen.limit(most).offset(first)))


def how_many(
    session: Session, row: type[InterventionRow] | type[ReplyRow], where: Mapping[str, str | None]
) -> int:
    """Return how many were not taken back."""
    counted = select(func.count()).select_from(row).where(*_standing(row, where))
    return session.scalar(counted) or 0


def is_written(
    session: Session, row: type[InterventionRow] | type[ReplyRow], values: Mapping[str, Any]
) -> bool:
    """Return whether exactly this stands there already."""
    same = (getattr(row, name).is_not_distinct_from(value) for name, value in values.items())
    found = select(row.id).where(row.removed_at.is_(None), *same).limit(1)
    return session.scalar(found) is not None


def held(session: Session, row: type[Written], key: int) -> Written | None:
    """Return one and hold it until the transaction ends, those that were taken back too."""
    if key > _MOST_KEY:
        return None
    chosen = select(row).where(row.id == key).with_for_update()
    return session.scalar(chosen.execution_options(populate_existing=True))


def found(session: Session, row: type[Written], key: int) -> Written | None:
    """Return one that was not taken back, or None."""
    if key > _MOST_KEY:
        return None
    return session.scalar(select(row).where(row.id == key, row.removed_at.is_(None)))


def replies_since(session: Session, oldest: date, most: int) -> list[ReplyRow]:
    """Return the newest replies of no earlier day, newest first."""
    chosen = select(ReplyRow).where(ReplyRow.removed_at.is_(None), ReplyRow.on_day >= oldest)
    chosen = chosen.order_by(ReplyRow.on_day.desc(), ReplyRow.id.desc())
    return list(session.scalars(chosen.limit(most)))


def zones_of_areas(session: Session, area_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the zones of each of these areas that new answers may choose, in order."""
    members = (
        select(ZoneAreaRow.area_id, ZoneAreaRow.zone_id)
        .join(ZoneRow, ZoneRow.id == ZoneAreaRow.zone_id)
        .where(ZoneRow.is_current, ZoneAreaRow.area_id.in_(area_ids))
        .order_by(ZoneAreaRow.area_id, ZoneAreaRow.zone_id)
    )
    found: dict[str, list[str]] = {}
    for area_id, zone_id in session.execute(members):
        found.setdefault(area_id, []).append(zone_id)
    return found


def areas_of_zone(session: Session, zone_id: str) -> list[str]:
    """Return the areas that a zone counts towards."""
    return list(session.scalars(select(ZoneAreaRow.area_id).where(ZoneAreaRow.zone_id == zone_id)))


def _standing(
    row: type[InterventionRow] | type[ReplyRow], where: Mapping[str, str | None]
) -> list[ColumnElement[bool]]:
    named = [getattr(row, name) == value for name, value in where.items() if value]
    return [row.removed_at.is_(None), *([or_(*named)] if named else [])]

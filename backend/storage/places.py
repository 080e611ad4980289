"""Records: safe places, their weekly hours and the days on which other hours apply."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from backend.domain.listing import STATES
from backend.storage.database import Row

_WITH_PLACE = "Deleted with the place, which is kept while it is in the network."
_MINUTES = "opens >= 0 AND opens < 1440 AND closes > opens AND closes <= opens + 1440"
_STATES = "', '".join(STATES)
_AT_ONCE = 500


UNREADY = "state = 'live' AND ready_until IS NULL"
"""Live places of whose readiness nothing is known yet: few or none, found by an index of their own.

As words and not as parameters: no engine sees that a parameter fits a partial index.
"""


class WeeklyRow(Row):
    """One interval of the weekly hours, in wall-clock minutes after the midnight of its day."""

    __tablename__ = "place_weekly"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint(_MINUTES, name="minutes"),
    )

    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"),
        primary_key=True,
        comment=f"The place. {_WITH_PLACE}",
    )
    weekday: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment=f"0 is Monday. {_WITH_PLACE}"
    )
    opens: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment=f"When it opens. {_WITH_PLACE}"
    )
    closes: Mapped[int] = mapped_column(
        comment=f"When it closes, over 1440 after midnight. {_WITH_PLACE}"
    )


class ExceptionIntervalRow(Row):
    """One interval of a day on which other hours apply."""

    __tablename__ = "place_exception_interval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["place_id", "on_day"],
            ["place_exception.place_id", "place_exception.on_day"],
            ondelete="CASCADE",
        ),
        CheckConstraint(_MINUTES, name="minutes"),
    )

    place_id: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment=f"The place. {_WITH_PLACE}"
    )
    on_day: Mapped[date] = mapped_column(primary_key=True, comment=f"The day. {_WITH_PLACE}")
    opens: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment=f"When it opens. {_WITH_PLACE}"
    )
    closes: Mapped[int] = mapped_column(
        comment=f"When it closes, over 1440 after midnight. {_WITH_PLACE}"
    )


class ExceptionRow(Row):
    """A day on which other hours apply; without intervals the place is closed."""

    __tablename__ = "place_exception"

    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"),
        primary_key=True,
        comment=f"The place. {_WITH_PLACE}",
    )
    on_day: Mapped[date] = mapped_column(primary_key=True, comment=f"The day. {_WITH_PLACE}")
    intervals: Mapped[list[ExceptionIntervalRow]] = relationship(
        order_by=ExceptionIntervalRow.opens, lazy="selectin", viewonly=True
    )


class PlaceRow(Row):
    """A safe place of the network; what residents see of it is made by publishing."""

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="on_map"),
        CheckConstraint(f"state IN ('{_STATES}')", name="state"),
        # Each minute it is asked which live places nobody has looked at yet.
        Index(
            "ix_place_unready",
            "id",
            sqlite_where=text(UNREADY),
            postgresql_where=text(UNREADY),
        ),
    )

    id: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment=f"Names the place in lists and answers. {_WITH_PLACE}"
    )
    name: Mapped[str] = mapped_column(
        String(120), index=True, comment=f"Its name on the door. {_WITH_PLACE}"
    )
    kind: Mapped[str] = mapped_column(String(40), comment=f"What it is, a code. {_WITH_PLACE}")
    town: Mapped[str] = mapped_column(String(60), comment=f"Where it is. {_WITH_PLACE}")
    address: Mapped[str] = mapped_column(String(200), comment=f"To find it. {_WITH_PLACE}")
    postcode: Mapped[str] = mapped_column(String(10), comment=f"To find it. {_WITH_PLACE}")
    lat: Mapped[float] = mapped_column(comment=f"To rank it by walk, degrees. {_WITH_PLACE}")
    lon: Mapped[float] = mapped_column(comment=f"To rank it by walk, degrees. {_WITH_PLACE}")
    phone: Mapped[str] = mapped_column(String(20), comment=f"To call it. {_WITH_PLACE}")
    facilities: Mapped[list[str]] = mapped_column(
        JSON, comment=f"What can be had there, codes. {_WITH_PLACE}"
    )
    state: Mapped[str] = mapped_column(
        String(12),
        index=True,
        comment=f"Where its listing stands; only live is published. {_WITH_PLACE}",
    )
    organisation: Mapped[str] = mapped_column(
        String(120), default="", comment=f"Who runs it. {_WITH_PLACE}"
    )
    languages: Mapped[list[str]] = mapped_column(
        JSON, default=list, comment=f"Languages spoken there, shown to residents. {_WITH_PLACE}"
    )
    ward_id: Mapped[str | None] = mapped_column(
        String(64), comment=f"The ward it lies in, for roll-out. {_WITH_PLACE}"
    )
    version: Mapped[int] = mapped_column(
        default=1, comment=f"Rises with every change: a form made before is stale. {_WITH_PLACE}"
    )
    checked_on: Mapped[date | None] = mapped_column(
        comment=f"The day of the last check, shown to residents. {_WITH_PLACE}"
    )
    listed_until: Mapped[int | None] = mapped_column(
        index=True, comment=f"The UTC minute after which it must not be shown. {_WITH_PLACE}"
    )
    ready_until: Mapped[int | None] = mapped_column(
        comment=f"The UTC minute from which its readiness hides it. {_WITH_PLACE}"
    )
    due_from: Mapped[int | None] = mapped_column(
        comment=f"The UTC minute from which it is overdue, and sinks. {_WITH_PLACE}"
    )
    seasons: Mapped[list[Any]] = mapped_column(
        JSON,
        default=list,
        comment=f"Hours at certain times of the year, as published. {_WITH_PLACE}",
    )
    weekly: Mapped[list[WeeklyRow]] = relationship(
        order_by=(WeeklyRow.weekday, WeeklyRow.opens), lazy="selectin", viewonly=True
    )
    exceptions: Mapped[list[ExceptionRow]] = relationship(
        order_by=ExceptionRow.on_day, lazy="selectin", viewonly=True
    )


def all_places(session: Session) -> list[PlaceRow]:
    """Return every place with its hours, in the order of ids."""
    return list(session.scalars(select(PlaceRow).order_by(PlaceRow.id)))


def places_by_id(session: Session, ids: Iterable[str]) -> list[PlaceRow]:
    """Return the places that have some of these ids, with their hours."""
    wanted = sorted(ids)
    some = (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))
    return [
        row
        for part in some
        for row in session.scalars(select(PlaceRow).where(PlaceRow.id.in_(part)))
    ]


def has_place(session: Session, place_id: str) -> bool:
    """Return whether there is a place of this id."""
    return session.scalar(select(PlaceRow.id).where(PlaceRow.id == place_id)) is not None


def place_name(session: Session, place_id: str) -> str | None:
    """Return the name of a place, or None where there is no such place."""
    return session.scalar(select(PlaceRow.name).where(PlaceRow.id == place_id))


def where_was(session: Session, place_id: str) -> tuple[float, float] | None:
    """Return where a place is that residents see or saw; None for one that they never knew."""
    known = PlaceRow.state.in_(("live", "suspended", "left"))
    row = session.execute(
        select(PlaceRow.lat, PlaceRow.lon).where(PlaceRow.id == place_id, known)
    ).first()
    return None if row is None else (row.lat, row.lon)


def ward_of_place(session: Session, place_id: str) -> str | None:
    """Return the id of the ward of a place, or None where it has none."""
    return session.scalar(select(PlaceRow.ward_id).where(PlaceRow.id == place_id))


def put_hours(
    session: Session,
    place_id: str,
    rows: Mapping[type[Row], Iterable[Any]],
    seasons: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Replace all hours of a place by these rows, given by their type, parents first."""
    changed = update(PlaceRow).where(PlaceRow.id == place_id).values(seasons=[*seasons])
    session.execute(changed, execution_options={"synchronize_session": False})
    for hours in (ExceptionIntervalRow, ExceptionRow, WeeklyRow):
        session.execute(delete(hours).where(hours.place_id == place_id))
    for row_type, entries in rows.items():
        listed = list(entries)
        if listed:
            session.execute(insert(row_type), listed)

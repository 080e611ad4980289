"""Records: what partners hand over in files: postcodes, points of help, and drafts of places."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.domain.drafts import STATES
from backend.storage.database import Row, table_of
from backend.storage.moments import Moment
from shared.points import KINDS

_IN_LIST = "Kept until a newer list replaces it."
_REPLACED = "Kept until a newer file replaces it."
_WITH_DRAFT = "Deleted with the draft, 12 months after it was taken or dismissed."
_ON_MAP = "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180"


class PostcodeRow(Row):
    """The centre of a postcode unit: zones are built from them, people search by them."""

    __tablename__ = "postcode"
    __table_args__ = (CheckConstraint(_ON_MAP, name="on_map"),)

    postcode: Mapped[str] = mapped_column(
        String(8), primary_key=True, comment=f'Such as "WN1 1AA". {_REPLACED}'
    )
    lat: Mapped[float] = mapped_column(comment=f"Its centre, degrees. {_REPLACED}")
    lon: Mapped[float] = mapped_column(comment=f"Its centre, degrees. {_REPLACED}")
    grain_m: Mapped[float] = mapped_column(
        server_default="1",
        default=1.0,
        comment=f"How fine its centre is told, so that no rounder one takes its place. {_REPLACED}",
    )


class PointRow(Row):
    """A point of help: an amnesty bin, bleed-control kit or defibrillator; never a safe place."""

    __tablename__ = "point_of_help"
    __table_args__ = (
        CheckConstraint(_ON_MAP, name="on_map"),
        CheckConstraint("kind IN ('" + "', '".join(KINDS) + "')", name="kind"),
    )

    id: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment=f"Names the point in lists. {_REPLACED}"
    )
    kind: Mapped[str] = mapped_column(String(20), comment=f"What it is, a code. {_REPLACED}")
    name: Mapped[str] = mapped_column(String(120), comment=f"Where it hangs. {_REPLACED}")
    town: Mapped[str] = mapped_column(String(60), comment=f"To find it. {_REPLACED}")
    detail: Mapped[str] = mapped_column(
        String(200), comment=f"How to reach it, such as a cabinet code's owner. {_REPLACED}"
    )
    lat: Mapped[float] = mapped_column(comment=f"Where it is, degrees. {_REPLACED}")
    lon: Mapped[float] = mapped_column(comment=f"Where it is, degrees. {_REPLACED}")


class SchoolHolidayRow(Row):
    """A school holiday, both days included; between the first and the last, others are term."""

    __tablename__ = "school_holiday"
    __table_args__ = (CheckConstraint("last >= first", name="order"),)

    first: Mapped[date] = mapped_column(primary_key=True, comment=f"Its first day. {_IN_LIST}")
    last: Mapped[date] = mapped_column(comment=f"Its last day. {_IN_LIST}")
    name: Mapped[str] = mapped_column(String(60), comment=f"Its name. {_IN_LIST}")


class DraftRow(Row):
    """A place as a file described it: a candidate that somebody still has to vet."""

    __tablename__ = "place_draft"
    __table_args__ = (
        CheckConstraint(_ON_MAP, name="on_map"),
        CheckConstraint("state IN ('" + "', '".join(STATES) + "')", name="state"),
    )

    id: Mapped[str] = mapped_column(
        String(64),
        primary_key=True,
        comment=f"Names it, in every import alike. {_WITH_DRAFT}",
    )
    source: Mapped[str] = mapped_column(
        String(60), comment=f"Which list it comes from, so that it can be asked. {_WITH_DRAFT}"
    )
    name: Mapped[str] = mapped_column(String(120), comment=f"Its name on the door. {_WITH_DRAFT}")
    kind: Mapped[str] = mapped_column(String(40), comment=f"What it is, a code. {_WITH_DRAFT}")
    town: Mapped[str] = mapped_column(String(60), comment=f"Where it is. {_WITH_DRAFT}")
    address: Mapped[str] = mapped_column(String(200), comment=f"To find it. {_WITH_DRAFT}")
    postcode: Mapped[str] = mapped_column(String(10), comment=f"To find it. {_WITH_DRAFT}")
    # Empty where the list does not say.
    lat: Mapped[float | None] = mapped_column(comment=f"Where it is, degrees. {_WITH_DRAFT}")
    lon: Mapped[float | None] = mapped_column(comment=f"Where it is, degrees. {_WITH_DRAFT}")
    phone: Mapped[str] = mapped_column(String(20), comment=f"To call it. {_WITH_DRAFT}")
    facilities: Mapped[list[str]] = mapped_column(
        JSON, comment=f"What the list says can be had there, codes. {_WITH_DRAFT}"
    )
    weekly: Mapped[list[Any]] = mapped_column(
        JSON, comment=f"Weekly hours as published; [] where the list has none. {_WITH_DRAFT}"
    )
    seasons: Mapped[list[Any]] = mapped_column(
        JSON,
        default=list,
        comment=f"Hours at certain times of the year, as published. {_WITH_DRAFT}",
    )
    notes: Mapped[list[str]] = mapped_column(
        JSON, comment=f"What the importer noted for whoever vets it. {_WITH_DRAFT}"
    )
    state: Mapped[str] = mapped_column(
        String(12), index=True, comment=f"Waiting, taken up or dismissed. {_WITH_DRAFT}"
    )
    authority: Mapped[str] = mapped_column(
        String(20),
        server_default="",
        default="",
        comment=f"Whose list has it, the scheme's code of a council. {_WITH_DRAFT}",
    )
    sort: Mapped[str] = mapped_column(
        String(60), default="", comment=f"What its list calls it. {_WITH_DRAFT}"
    )
    ward_id: Mapped[str | None] = mapped_column(
        String(64), index=True, comment=f"The ward it lies in, for roll-out. {_WITH_DRAFT}"
    )
    gone_on: Mapped[date | None] = mapped_column(
        comment=f"The day of the first import that no longer had it. {_WITH_DRAFT}"
    )
    place_id: Mapped[str | None] = mapped_column(
        ForeignKey("place.id", ondelete="SET NULL"),
        comment=f"The place that it is, if it is one. {_WITH_DRAFT}",
    )
    news: Mapped[dict[str, Any]] = mapped_column(
        JSON,
        default=dict,
        server_default="{}",
        comment=f"What its list says otherwise since somebody decided. {_WITH_DRAFT}",
    )
    invited_at: Mapped[datetime | None] = mapped_column(
        Moment, comment=f"When it was last invited. {_WITH_DRAFT}"
    )
    invited_email: Mapped[str] = mapped_column(
        String(254), default="", comment=f"Where the invitation went. {_WITH_DRAFT}"
    )
    invitation_hash: Mapped[str | None] = mapped_column(
        String(64), unique=True, comment=f"SHA-256 of the invitation's secret. {_WITH_DRAFT}"
    )


class HygieneListRow(Row):
    """The newest list of food premises that was taken in from one council."""

    __tablename__ = "hygiene_list"

    authority: Mapped[str] = mapped_column(
        String(20), primary_key=True, comment=f"The scheme's code of the council. {_REPLACED}"
    )
    name: Mapped[str] = mapped_column(String(120), comment=f"The council, in words. {_REPLACED}")
    extracted_on: Mapped[date | None] = mapped_column(
        comment=f"The day the list was made, so that an older one is refused. {_REPLACED}"
    )


def all_postcodes(session: Session) -> list[PostcodeRow]:
    """Return every postcode in the order of the alphabet."""
    return list(session.scalars(select(PostcodeRow).order_by(PostcodeRow.postcode)))


def remove_postcodes(session: Session, gone: Iterable[str]) -> None:
    """Delete these postcodes."""
    table = table_of(PostcodeRow)
    statement = delete(table).where(table.c.postcode == bindparam("gone"))
    if rows := [{"gone": postcode} for postcode in sorted(gone)]:
        session.connection().execute(statement, rows)


def all_points(session: Session) -> list[PointRow]:
    """Return every point of help in the order of ids."""
    return list(session.scalars(select(PointRow).order_by(PointRow.id)))


def all_school_holidays(session: Session) -> list[SchoolHolidayRow]:
    """Return every school holiday in the order of their first days."""
    return list(session.scalars(select(SchoolHolidayRow).order_by(SchoolHolidayRow.first)))


def all_drafts(session: Session) -> list[DraftRow]:
    """Return every draft in the order of ids."""
    return list(session.scalars(select(DraftRow).order_by(DraftRow.id)))

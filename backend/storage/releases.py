"""Records: releases: what was printed of the answers of a quarter or year, and never changes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.storage.database import Row
from backend.storage.moments import Moment

_KEPT = "Kept for ever: a release never changes."


class ReleaseRow(Row):
    """One release: its period, what made it, and what its audit found."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("period", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment=f"Names it. {_KEPT}")
    period: Mapped[str] = mapped_column(
        String(6), comment=f"Quarter or year, such as 2026Q3 or 2026. {_KEPT}"
    )
    number: Mapped[int] = mapped_column(
        comment=f"1 for the first of its period, more for corrections. {_KEPT}"
    )
    why: Mapped[str] = mapped_column(String(300), comment=f"What a correction corrects. {_KEPT}")
    made_at: Mapped[datetime] = mapped_column(Moment, comment=f"When it was made. {_KEPT}")
    made_by: Mapped[str] = mapped_column(String(120), comment=f"Who made it, in words. {_KEPT}")
    rule: Mapped[str] = mapped_column(String(20), comment=f"The rule of its counts. {_KEPT}")
    versions: Mapped[list[str]] = mapped_column(
        JSON, comment=f"Which versions of the questions were answered. {_KEPT}"
    )
    audit: Mapped[dict[str, Any]] = mapped_column(
        JSON, comment=f"What the disclosure audit found. {_KEPT}"
    )
    is_example: Mapped[bool] = mapped_column(
        comment=f"Whether its answers were invented for a demonstration. {_KEPT}"
    )


class ReleaseAreaRow(Row):
    """An area or place as it was when a release was made."""

    __tablename__ = "release_area"

    release_id: Mapped[int] = mapped_column(
        ForeignKey("release.id"), primary_key=True, comment=f"The release. {_KEPT}"
    )
    id: Mapped[str] = mapped_column(
        String(80), primary_key=True, comment=f"Names the area or place. {_KEPT}"
    )
    name: Mapped[str] = mapped_column(String(120), comment=f"What it was called. {_KEPT}")
    kind: Mapped[str] = mapped_column(
        String(20), comment=f"Borough, ward, town, neighbourhood or place. {_KEPT}"
    )
    outline: Mapped[list[list[float]]] = mapped_column(
        JSON, comment=f"Its border to draw, [lon, lat] pairs. {_KEPT}"
    )
    zones: Mapped[list[str]] = mapped_column(
        JSON, comment=f"The zones it was made of, for the audit of later releases. {_KEPT}"
    )


class ReleaseCellRow(Row):
    """One count as it was printed; empty where the rules forbid to print it."""

    __tablename__ = "release_cell"

    release_id: Mapped[int] = mapped_column(
        ForeignKey("release.id"), primary_key=True, comment=f"The release. {_KEPT}"
    )
    area_id: Mapped[str] = mapped_column(
        String(80), primary_key=True, comment=f"Area, place or borough. {_KEPT}"
    )
    product: Mapped[str] = mapped_column(
        String(20), primary_key=True, comment=f"The table it belongs to, a code. {_KEPT}"
    )
    part: Mapped[str] = mapped_column(
        String(20), primary_key=True, comment=f"Daypart, age band or month; or nothing. {_KEPT}"
    )
    code: Mapped[str] = mapped_column(
        String(30), primary_key=True, comment=f"What was counted, a code. {_KEPT}"
    )
    shown: Mapped[int | None] = mapped_column(
        comment=f"The rounded count; empty where it is not shown. {_KEPT}"
    )
    is_hidden: Mapped[bool] = mapped_column(
        comment=f"Whether it is hidden although ten or more, to protect another. {_KEPT}"
    )


def all_releases(session: Session) -> list[ReleaseRow]:
    """Return every release, the oldest period first, corrections after what they correct."""
    return list(session.scalars(select(ReleaseRow).order_by(ReleaseRow.period, ReleaseRow.number)))


def releases_of(session: Session, period: str) -> list[ReleaseRow]:
    """Return the release of a period and its corrections."""
    which = select(ReleaseRow).where(ReleaseRow.period == period)
    return list(session.scalars(which.order_by(ReleaseRow.number)))


def areas_of_release(session: Session, release_id: int) -> list[ReleaseAreaRow]:
    """Return the areas and places of a release as they were, in the order of names."""
    which = select(ReleaseAreaRow).where(ReleaseAreaRow.release_id == release_id)
    return list(session.scalars(which.order_by(ReleaseAreaRow.name, ReleaseAreaRow.id)))


def names_of_release(
    session: Session, release_id: int, *, with_outlines: bool
) -> list[tuple[str, str, str, list[list[float]]]]:
    """Return (id, name, kind, outline) of its areas and places in the order of names.

    Outlines are large, and left empty unless they are asked for; the zones are never read.
    """
    columns = (ReleaseAreaRow.id, ReleaseAreaRow.name, ReleaseAreaRow.kind)
    drawn = (ReleaseAreaRow.outline,) if with_outlines else ()
    which = select(*columns, *drawn).where(ReleaseAreaRow.release_id == release_id)
    found = session.execute(which.order_by(ReleaseAreaRow.name, ReleaseAreaRow.id))
    return [(row[0], row[1], row[2], row[3] if with_outlines else []) for row in found]


@dataclass(frozen=True)
class Cells:
    """Which cells are wanted: of some areas or all, of some products or all."""

    area_ids: Collection[str] | None = None
    products: Collection[str] | None = None


def cells_of(
    session: Session, release_ids: Collection[int], wanted: Cells | None = None
) -> list[tuple[int, str, str, str, str, int | None, bool]]:
    """Return (release, area, product, part, code, shown, is hidden) of what releases print.

    Plain columns: a row object for each of some thousand cells would take most of a page's time.
    """
    wanted, cell = wanted or Cells(), ReleaseCellRow
    which = select(
        *(cell.release_id, cell.area_id, cell.product, cell.part, cell.code),
        *(cell.shown, cell.is_hidden),
    ).where(cell.release_id.in_(release_ids))
    if wanted.area_ids is not None:
        which = which.where(cell.area_id.in_(wanted.area_ids))
    if wanted.products is not None:
        which = which.where(cell.product.in_(wanted.products))
    found = session.execute(which)
    return [(r, area, of, part, code, n, gone) for r, area, of, part, code, n, gone in found]


def store_release(
    session: Session,
    values: Mapping[str, Any],
    areas: Iterable[Mapping[str, Any]],
    cells: Iterable[Mapping[str, Any]],
) -> int:
    """Store a release whole and return its id; raises IntegrityError where its number is taken."""
    row = ReleaseRow(**values)
    session.add(row)
    session.flush()
    session.execute(insert(ReleaseAreaRow), [{"release_id": row.id, **each} for each in areas])
    session.execute(insert(ReleaseCellRow), [{"release_id": row.id, **each} for each in cells])
    return row.id

"""Records: releases: what was printed of the answers of a quarter or year, and never changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
        String(64), primary_key=True, comment=f"Names the area or place. {_KEPT}"
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
        String(64), primary_key=True, comment=f"Area, place or borough. {_KEPT}"
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

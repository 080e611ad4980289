"""Records: what was done about how people feel, and what residents are told of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.storage.database import Row
from backend.storage.moments import Moment

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

"""Records: the story of a place's listing, changes that wait, and offers on their way in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.domain.listing import CHANGE_STATES, OFFER_STATES
from backend.storage.database import Row
from backend.storage.moments import Moment

_WITH_PLACE = "Deleted with the place, which is kept while it is in the network."
_OFFER = "Deleted 7 days after an offer that was not sent, otherwise with the place."


class StepRow(Row):
    """One step in the life of a listing: who did what, when, and why."""

    __tablename__ = "listing_step"
    # Today asks which places were checked again and not renewed since.
    __table_args__ = (Index("ix_listing_step_deed", "deed", "place_id"),)

    id: Mapped[int] = mapped_column(
        primary_key=True, comment=f"Rises with every step. {_WITH_PLACE}"
    )
    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"),
        index=True,
        comment=f"The place. {_WITH_PLACE}",
    )
    deed: Mapped[str] = mapped_column(String(20), comment=f"What was done, a code. {_WITH_PLACE}")
    at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_WITH_PLACE}")
    staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"),
        comment=f"Who, so that nobody approves alone; empty for the offer itself. {_WITH_PLACE}",
    )
    by: Mapped[str] = mapped_column(
        String(120), comment=f"Who, in words, also when the account is gone. {_WITH_PLACE}"
    )
    reason: Mapped[str] = mapped_column(String(1000), comment=f"Why, in words. {_WITH_PLACE}")
    changed: Mapped[dict[str, Any]] = mapped_column(
        JSON, comment=f"What was changed: each field's values before and after. {_WITH_PLACE}"
    )


class ChangeRow(Row):
    """A change that promises more, waiting for an officer (D13)."""

    __tablename__ = "place_change"
    __table_args__ = (
        CheckConstraint("state IN ('" + "', '".join(CHANGE_STATES) + "')", name="state"),
    )

    id: Mapped[str] = mapped_column(
        String(36), primary_key=True, comment=f"Names it. {_WITH_PLACE}"
    )
    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"),
        index=True,
        comment=f"The place. {_WITH_PLACE}",
    )
    wanted: Mapped[dict[str, Any]] = mapped_column(
        JSON, comment=f"The fields that shall change and their values. {_WITH_PLACE}"
    )
    is_move: Mapped[bool] = mapped_column(
        comment=f"Whether the place moves: it is hidden meanwhile. {_WITH_PLACE}"
    )
    state: Mapped[str] = mapped_column(
        String(12), comment=f"Waiting, approved, declined, withdrawn. {_WITH_PLACE}"
    )
    made_by: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), comment=f"Who asks. {_WITH_PLACE}"
    )
    made_at: Mapped[datetime] = mapped_column(Moment, comment=f"Since when. {_WITH_PLACE}")
    decided_at: Mapped[datetime | None] = mapped_column(Moment, comment=f"When. {_WITH_PLACE}")


class OfferRow(Row):
    """A venue that offers itself: its answers, from the first page on."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("state IN ('" + "', '".join(OFFER_STATES) + "')", name="state"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, comment=f"Names it. {_OFFER}")
    answers: Mapped[dict[str, Any]] = mapped_column(
        JSON, comment=f"What was answered, page by page, contact included. {_OFFER}"
    )
    state: Mapped[str] = mapped_column(
        String(12), comment=f"Begun, sent, or confirmed by mail. {_OFFER}"
    )
    email: Mapped[str] = mapped_column(
        String(254), index=True, comment=f"Where the confirmation went. {_OFFER}"
    )
    token_hash: Mapped[str | None] = mapped_column(
        String(64), unique=True, comment=f"SHA-256 of the link's secret. {_OFFER}"
    )
    draft_id: Mapped[str | None] = mapped_column(
        String(64), comment=f"The candidate that was invited, if any. {_OFFER}"
    )
    place_id: Mapped[str | None] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"),
        unique=True,
        comment=f"The place it became. {_OFFER}",
    )
    begun_at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_OFFER}")
    sent_at: Mapped[datetime | None] = mapped_column(Moment, comment=f"When. {_OFFER}")
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment, comment=f"When. {_OFFER}")


def steps_of(session: Session, place_id: str) -> list[StepRow]:
    """Return the story of a place, oldest first."""
    told = select(StepRow).where(StepRow.place_id == place_id).order_by(StepRow.id)
    return list(session.scalars(told))


def waiting_changes(session: Session, place_id: str | None = None) -> list[ChangeRow]:
    """Return the changes that wait for an officer, of one place or of all, oldest first."""
    waiting = select(ChangeRow).where(ChangeRow.state == CHANGE_STATES[0])
    if place_id is not None:
        waiting = waiting.where(ChangeRow.place_id == place_id)
    return list(session.scalars(waiting.order_by(ChangeRow.made_at, ChangeRow.id)))


def moving_places(session: Session) -> frozenset[str]:
    """Return the ids of the places that are moving, and are hidden meanwhile."""
    is_moving = (ChangeRow.state == CHANGE_STATES[0]) & ChangeRow.is_move
    return frozenset(session.scalars(select(ChangeRow.place_id).where(is_moving)))


def offer_of(session: Session, place_id: str) -> OfferRow | None:
    """Return the offer that became a place."""
    return session.scalar(select(OfferRow).where(OfferRow.place_id == place_id))


def held_offer(session: Session, which: ColumnElement[bool]) -> OfferRow | None:
    """Return an offer that nobody else can change until the transaction ends."""
    held = select(OfferRow).where(which).with_for_update()
    return session.scalar(held.execution_options(populate_existing=True))

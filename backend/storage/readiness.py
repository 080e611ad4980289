"""Records: what makes a place ready: confirmations, training, checks, and what was reminded of."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    delete,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.domain.readiness import READY, STANDINGS
from backend.domain.reminders import STAGES
from backend.domain.spot_checks import OUTCOMES
from backend.storage.canonical import week_check
from backend.storage.database import Row
from backend.storage.moments import Moment
from backend.storage.places import UNREADY, PlaceRow
from shared.help_answer import WHY_NOT

_PLACE = "Deleted with the place, which is kept while it is in the network."
_LINK = "Deleted 35 days after it ended."
_REASONS = "', '".join(WHY_NOT)
_STANDINGS = "', '".join(STANDINGS)


class ReadinessRow(Row):
    """What is known of one place's readiness, and when to look at it next."""

    __tablename__ = "readiness"
    __table_args__ = (
        CheckConstraint(f"standing IN ('{_STANDINGS}')", name="standing"),
        week_check("check_wanted"),
        CheckConstraint(f"check_reason IN ('{_REASONS}')", name="check_reason"),
    )

    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"),
        primary_key=True,
        comment=f"The place. {_PLACE}",
    )
    began_on: Mapped[date] = mapped_column(
        comment=f"Since when residents may see it (again): periods begin then. {_PLACE}"
    )
    confirmed_on: Mapped[date | None] = mapped_column(
        comment=f"When a guardian last said that it is ready, shown to residents. {_PLACE}"
    )
    rota: Mapped[int] = mapped_column(
        default=0, comment=f"How many people are on the rota; 0 before anybody said. {_PLACE}"
    )
    short_since: Mapped[date | None] = mapped_column(
        comment=f"Since when too few are trained by what was written down. {_PLACE}"
    )
    visited_on: Mapped[date | None] = mapped_column(
        comment=f"The day of the last spot check it passed; residents see the month. {_PLACE}"
    )
    check_wanted: Mapped[str | None] = mapped_column(
        String(8),
        comment="The week in which words of several residents asked for one; until a check. "
        + _PLACE,
    )
    check_reason: Mapped[str | None] = mapped_column(
        String(20),
        comment=f"What several residents gave as the reason, a code; until a check. {_PLACE}",
    )
    standing: Mapped[str] = mapped_column(
        String(10), default=READY, comment=f"Where it stood at the last look, for lists. {_PLACE}"
    )
    why: Mapped[str | None] = mapped_column(
        String(20), comment=f"What made it due or hid it at the last look, a code. {_PLACE}"
    )
    next_at: Mapped[datetime] = mapped_column(
        Moment, index=True, comment=f"When time alone next changes something. {_PLACE}"
    )


class TrainingRow(Row):
    """So many people of a place were trained in one module on one day; nobody is named."""

    __tablename__ = "training"

    id: Mapped[int] = mapped_column(primary_key=True, comment=f"Keeps the order. {_PLACE}")
    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"), index=True, comment=f"The place. {_PLACE}"
    )
    module: Mapped[str] = mapped_column(String(20), comment=f"In what, a code. {_PLACE}")
    people: Mapped[int] = mapped_column(comment=f"How many of the rota. {_PLACE}")
    on_day: Mapped[date] = mapped_column(comment=f"When: it holds for some months. {_PLACE}")


class ConfirmLinkRow(Row):
    """A link in a mail with which one guardian may confirm one place, once."""

    __tablename__ = "confirm_link"

    token_hash: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment=f"SHA-256 of the link's secret. {_LINK}"
    )
    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"), index=True, comment=f"Which place. {_LINK}"
    )
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), comment=f"To whom it was sent. {_LINK}"
    )
    ends_at: Mapped[datetime] = mapped_column(
        Moment, index=True, comment=f"Until when it works. {_LINK}"
    )
    used_at: Mapped[datetime | None] = mapped_column(Moment, comment=f"When it was used. {_LINK}")


class SpotCheckRow(Row):
    """An officer's test visit and what it found."""

    __tablename__ = "spot_check"
    __table_args__ = (
        CheckConstraint("outcome IN ('" + "', '".join(OUTCOMES) + "')", name="outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment=f"Rises with each. {_PLACE}")
    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"), index=True, comment=f"Which place. {_PLACE}"
    )
    at: Mapped[datetime] = mapped_column(Moment, index=True, comment=f"When. {_PLACE}")
    staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), comment=f"Who. {_PLACE}"
    )
    by: Mapped[str] = mapped_column(String(120), comment=f"Who, in words. {_PLACE}")
    outcome: Mapped[str] = mapped_column(String(10), comment=f"Passed or failed. {_PLACE}")
    failing: Mapped[list[str]] = mapped_column(
        JSON, comment=f"The points that did not hold, codes. {_PLACE}"
    )
    notes: Mapped[str] = mapped_column(
        String(1000), comment=f"What else officers should know; never published. {_PLACE}"
    )


class ReminderRow(Row):
    """That somebody was reminded of one stage of one duty, so that nobody is twice."""

    __tablename__ = "reminder"
    __table_args__ = (CheckConstraint("stage IN ('" + "', '".join(STAGES) + "')", name="stage"),)

    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"),
        primary_key=True,
        comment=f"The place. {_PLACE}",
    )
    kind: Mapped[str] = mapped_column(
        String(20), primary_key=True, comment=f"Of what, a code. {_PLACE}"
    )
    due_on: Mapped[date] = mapped_column(
        primary_key=True, comment=f"When it is or was due. {_PLACE}"
    )
    stage: Mapped[str] = mapped_column(
        String(10), primary_key=True, comment=f"How urgent it was. {_PLACE}"
    )
    at: Mapped[datetime] = mapped_column(Moment, comment=f"When it was written. {_PLACE}")
    mails: Mapped[int] = mapped_column(
        comment=f"To how many people; none where nobody looks after the place. {_PLACE}"
    )


class StandingChangeRow(Row):
    """That a place's standing changed, so that readiness can be read over time."""

    __tablename__ = "standing_change"
    __table_args__ = (Index("ix_standing_change_place_id", "place_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment=f"Rises with each. {_PLACE}")
    place_id: Mapped[str] = mapped_column(
        ForeignKey("place.id", ondelete="CASCADE"), comment=f"Which place. {_PLACE}"
    )
    at: Mapped[datetime] = mapped_column(Moment, comment=f"When. {_PLACE}")
    standing: Mapped[str] = mapped_column(
        String(10), comment=f"Ready, due, suspended; or out while not on the list. {_PLACE}"
    )
    why: Mapped[str | None] = mapped_column(String(20), comment=f"Of what, a code. {_PLACE}")


def training_of(session: Session, place_ids: Iterable[str]) -> dict[str, list[TrainingRow]]:
    """Return the training of places, in the order in which it was written down."""
    found: dict[str, list[TrainingRow]] = {}
    which = select(TrainingRow).where(TrainingRow.place_id.in_(place_ids))
    for row in session.scalars(which.order_by(TrainingRow.id)):
        found.setdefault(row.place_id, []).append(row)
    return found


def put_training(session: Session, place_id: str, rows: Sequence[TrainingRow]) -> None:
    """Replace what is written down of a place's training."""
    session.execute(delete(TrainingRow).where(TrainingRow.place_id == place_id))
    session.add_all(rows)


def places_without_readiness(session: Session, most: int) -> list[str]:
    """Return ids of live places of whose readiness nothing is known yet."""
    which = select(PlaceRow.id).where(text(UNREADY)).order_by(PlaceRow.id)
    return list(session.scalars(which.limit(most)))


def due_readiness(session: Session, now: datetime, most: int) -> list[str]:
    """Return ids of places to look at, the longest due first."""
    which = select(ReadinessRow.place_id).where(ReadinessRow.next_at <= now)
    ordered = which.order_by(ReadinessRow.next_at, ReadinessRow.place_id)
    return list(session.scalars(ordered.limit(most)))


def let_rest(session: Session, place_ids: Iterable[str], until: datetime) -> None:
    """Look at places no more until a moment: residents do not see them whatever falls due."""
    resting = update(ReadinessRow).where(ReadinessRow.place_id.in_(place_ids))
    session.execute(resting.values(next_at=until).execution_options(synchronize_session=False))


def reminded(session: Session, place_ids: Iterable[str]) -> set[tuple[str, str, date, str]]:
    """Return (place, kind, due day, stage) of everything that somebody was reminded of."""
    columns = (ReminderRow.place_id, ReminderRow.kind, ReminderRow.due_on, ReminderRow.stage)
    found = session.execute(select(*columns).where(ReminderRow.place_id.in_(place_ids)))
    return {(place_id, kind, due_on, stage) for place_id, kind, due_on, stage in found}


def last_standing(session: Session, place_id: str) -> str | None:
    """Return the standing that a place last changed to."""
    which = select(StandingChangeRow.standing).where(StandingChangeRow.place_id == place_id)
    return session.scalar(which.order_by(StandingChangeRow.id.desc()).limit(1))

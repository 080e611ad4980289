"""Records: the one row that says which publication comes next."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.storage.conflicts import dialect_of, insert_into
from backend.storage.database import Row, table_of
from backend.storage.moments import Moment

_FOR_EVER = "Kept for ever; it says nothing about a person."


class PublicationRow(Row):
    """The epoch and the version of what was published last; there is exactly one such row."""

    __tablename__ = "publication"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment=f"Always 1: one row. {_FOR_EVER}"
    )
    epoch: Mapped[str] = mapped_column(
        String(36), comment=f"Changes when phones must take everything anew. {_FOR_EVER}"
    )
    version: Mapped[int] = mapped_column(comment=f"Rises by one each time. {_FOR_EVER}")
    is_due: Mapped[bool] = mapped_column(
        default=False, comment=f"Whether something changed that residents must see. {_FOR_EVER}"
    )
    published_at: Mapped[datetime | None] = mapped_column(
        Moment, comment=f"When it was last published. {_FOR_EVER}"
    )


def next_version(session: Session, new_epoch: str) -> tuple[str, int]:
    """Raise the version and return (epoch, version), holding the row until the transaction ends.

    `new_epoch` is used only where nothing was ever published from this database.
    """
    first = insert_into(table_of(PublicationRow), dialect_of(session))
    session.execute(
        first.values(id=1, epoch=new_epoch, version=0, is_due=False).on_conflict_do_nothing()
    )
    raised = (
        update(PublicationRow)
        .values(version=PublicationRow.version + 1)
        .returning(PublicationRow.epoch, PublicationRow.version)
        .execution_options(synchronize_session=False)
    )
    row = session.execute(raised).one()
    return row.epoch, row.version


def begin_epoch(session: Session, epoch: str) -> tuple[str, int]:
    """Begin a new epoch at version 1 and return both."""
    anew = update(PublicationRow).values(epoch=epoch, version=1)
    session.execute(anew.execution_options(synchronize_session=False))
    return epoch, 1


class Publication(NamedTuple):
    """What was published last; `published_at` is None while one publishes, or stopped on it."""

    epoch: str
    version: int
    published_at: datetime | None


def last(session: Session) -> Publication | None:
    """Return what was published last, or None before the first time."""
    columns = (PublicationRow.epoch, PublicationRow.version, PublicationRow.published_at)
    row = session.execute(select(*columns)).one_or_none()
    return None if row is None else Publication(*row)


def is_waiting(session: Session) -> bool:
    """Return whether something changed that is not published, or a publication is under way."""
    row = session.execute(select(PublicationRow.is_due, PublicationRow.published_at)).one_or_none()
    return row is not None and (row.is_due or row.published_at is None)


def take_up(session: Session) -> None:
    """Note that what is stored so far is about to be published, and not yet whether it was.

    Before the transaction that reads the documents: a deed that marks it from now on is published
    next. Where the publisher stops on the way, there is no last time, and it stays wanted.
    """
    taken = update(PublicationRow).values(is_due=False, published_at=None)
    session.execute(taken.execution_options(synchronize_session=False))


def settle(session: Session, epoch: str, version: int, now: datetime) -> None:
    """Note when this version was published, unless another has been begun since.

    Nothing of what was marked meanwhile is taken back.
    """
    settled = update(PublicationRow).values(published_at=now)
    is_ours = (PublicationRow.epoch == epoch, PublicationRow.version == version)
    session.execute(settled.where(*is_ours).execution_options(synchronize_session=False))


def is_wanted(session: Session, older_than: datetime, now: datetime) -> bool:
    """Return whether to publish: something changed, or the last time lies too far back.

    A last time that is yet to come was another clock's. There is none while one publishes.
    """
    row = session.execute(select(PublicationRow.is_due, PublicationRow.published_at)).one_or_none()
    if row is None or row.is_due or row.published_at is None:
        return True
    return not older_than < row.published_at <= now


def mark_due(session: Session) -> None:
    """Note that something changed that residents must see; the next publishing clears it."""
    session.execute(
        update(PublicationRow).values(is_due=True).execution_options(synchronize_session=False)
    )

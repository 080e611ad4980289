"""Records: what staff pages refused, counted by the hour; no moment, address or typed word."""

from typing import NamedTuple

from sqlalchemy import CheckConstraint, Connection, ForeignKey, String, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.domain.security import ALARMS, KINDS, SENDER_LETTERS
from backend.storage.conflicts import dialect_of, insert_into
from backend.storage.database import Row, table_of
from backend.storage.staff import StaffRow

_EVENT = "Deleted 35 days after its hour."
_KINDS = "', '".join(KINDS)


class SecurityEventRow(Row):
    """How often one thing was refused within an hour, of one account, from one sender."""

    __tablename__ = "security_event"
    __table_args__ = (CheckConstraint(f"what IN ('{_KINDS}')", name="what"),)

    key: Mapped[str] = mapped_column(
        String(120),
        primary_key=True,
        comment=f"All that follows but the count, so that the same again is counted up. {_EVENT}",
    )
    hour: Mapped[int] = mapped_column(
        index=True, comment=f"Whole UTC hours since 1970: nothing finer fits. {_EVENT}"
    )
    what: Mapped[str] = mapped_column(String(24), comment=f"What was refused, a code. {_EVENT}")
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"),
        comment=f"Whose account, so that its owner is asked; empty where it is none. {_EVENT}",
    )
    sender: Mapped[str] = mapped_column(
        String(SENDER_LETTERS),
        comment=f"Tells senders of one day apart: part of an HMAC under the day's key. {_EVENT}",
    )
    blueprint: Mapped[str] = mapped_column(
        String(40), comment=f'Which pages were refused to a role; "" of all else. {_EVENT}'
    )
    count: Mapped[int] = mapped_column(comment=f"How often, to see a flood. {_EVENT}")


class Event(NamedTuple):
    """What is counted together: the columns of a row but its key and count."""

    hour: int
    what: str
    account_id: int | None
    sender: str
    blueprint: str

    @property
    def key(self) -> str:
        """Return the key of its row."""
        return "|".join("" if each is None else str(each) for each in self)


def account_named(connection: Connection, whose: str) -> int | None:
    """Return the account of a mail address, or of the mark by which the sign-in library knows it.

    One question whether there is such an account or not, so that both take as long.
    """
    named = or_(StaffRow.email == whose.strip().lower(), StaffRow.fs_uniquifier == whose)
    return connection.scalar(select(StaffRow.id).where(named))


def count_up(connection: Connection, event: Event) -> bool:
    """Count an event once more; return whether it has a row."""
    table = table_of(SecurityEventRow)
    held = update(table).where(table.c.key == event.key)
    return connection.execute(held.values(count=table.c.count + 1)).rowcount > 0


def add_event(connection: Connection, event: Event) -> None:
    """Begin the row of an event, or count it once more where another process began it just now."""
    table = table_of(SecurityEventRow)
    first = insert_into(table, dialect_of(connection)).values(
        **event._asdict(), key=event.key, count=1
    )
    again = {"count": table.c.count + 1}
    connection.execute(first.on_conflict_do_update(index_elements=[table.c.key], set_=again))


def note_once(session: Session, event: Event) -> bool:
    """Begin the row of an event that is not counted; return whether it is new."""
    table = table_of(SecurityEventRow)
    first = insert_into(table, dialect_of(session)).values(
        **event._asdict(), key=event.key, count=1
    )
    made = first.on_conflict_do_nothing().returning(table.c.key)
    return session.scalar(made) is not None


def rows_since(connection: Connection, hour: int) -> int:
    """Return how many rows there are from an hour on."""
    rows = select(func.count()).select_from(SecurityEventRow).where(SecurityEventRow.hour >= hour)
    return connection.scalar(rows) or 0


def alarms_since(session: Session, hour: int) -> set[str]:
    """Return the alarms that were noted from an hour on."""
    row = SecurityEventRow
    return set(session.scalars(select(row.what).where(row.hour >= hour, row.what.in_(ALARMS))))


def counts_by_hour(session: Session, since: int) -> list[tuple[int, str, int]]:
    """Return (hour, what, how often) from an hour on, in no order."""
    row = SecurityEventRow
    wanted = select(row.hour, row.what, func.sum(row.count)).where(row.hour >= since)
    found = session.execute(wanted.group_by(row.hour, row.what))
    return [(hour, what, int(count)) for hour, what, count in found]


def events_since(session: Session, hour: int) -> list[tuple[Event, int]]:
    """Return every event from an hour on with how often it was counted, in no order."""
    row = SecurityEventRow
    wanted = select(row.hour, row.what, row.account_id, row.sender, row.blueprint, row.count)
    found = session.execute(wanted.where(row.hour >= hour))
    return [
        (Event(at, what, whose, sender, blueprint), count)
        for at, what, whose, sender, blueprint, count in found
    ]

"""Records: whether the server is held, what must be looked at, and which database this is."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.orm import Session

from backend.domain.notices import FAILED, WAITING
from backend.storage.audit import AuditRow
from backend.storage.conflicts import dialect_of
from backend.storage.notices import NoticeRow
from backend.storage.publication import PublicationRow
from backend.storage.settings import SettingRow, set_first
from backend.storage.staff import InvitationRow, StaffSessionRow

HELD = "held"
"""The setting that says that the server is held, why and since when; absent where it is not."""

TO_LOOK = "to_look"
"""The setting that holds the places an officer has to look at after a restoration: by id, whether
it was on the last list that was found, null where none was."""

RESTORATIONS = "restorations"
"""The setting that holds of which times records may be missing: pairs of moments."""

MARKS = "database_marks"
"""The setting that holds which database this is: its timeline, and the restoration it came from."""


def hold_setting(session: Session, name: str) -> Any:  # noqa: ANN401 - a setting is any JSON
    """Return a setting's value, held until the end: of two who change it one waits."""
    # What is not there cannot be held.
    set_first(session, name, None)
    row = session.scalar(select(SettingRow).where(SettingRow.name == name).with_for_update())
    return None if row is None else row.value


def last_known(session: Session | Connection) -> datetime | None:
    """Return the last moment of which the records tell, None where they tell of none.

    After a recovery PostgreSQL knows when the last transaction of its log was; else it is when
    something was last published or written into the audit chain.
    """
    told = [
        session.scalar(select(func.max(AuditRow.at))),
        session.scalar(select(PublicationRow.published_at)),
    ]
    if dialect_of(session) == "postgresql":
        told.append(session.scalar(text("SELECT pg_last_xact_replay_timestamp()")))
    return max((each for each in told if each is not None), default=None)


def marks_of(session: Session) -> dict[str, str]:
    """Return which database this is, as far as it can tell: nothing on SQLite.

    `timeline` changes whenever a server is promoted or recovered; `restored` is what our restore
    script wrote into the server's configuration.
    """
    if dialect_of(session) != "postgresql":
        return {}
    told = text(
        "SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8), "
        "coalesce(current_setting('umay.restored', true), '')"
    )
    timeline, restored = session.execute(told).one()
    return {"timeline": timeline, "restored": restored}


def end_all_sessions(session: Session, now: datetime, why: str) -> None:
    """End every session of staff: one that was ended since would be open again."""
    ended = update(StaffSessionRow).where(StaffSessionRow.ended_at.is_(None))
    session.execute(
        ended.values(ended_at=now, ended_why=why).execution_options(synchronize_session=False)
    )


def give_up_waiting(session: Session, now: datetime, trouble: str) -> None:
    """Send nothing that waited: nobody knows whether it was sent since."""
    waiting = update(NoticeRow).where(NoticeRow.state == WAITING)
    given_up = waiting.values(state=FAILED, due_at=now, body="", trouble=trouble)
    session.execute(given_up.execution_options(synchronize_session=False))


def follow_on_nothing(session: Session) -> None:
    """Let the next publication be taken for the first: what lies in the folder is another's."""
    emptied = update(PublicationRow).values(published_at=None, is_due=True)
    session.execute(emptied.execution_options(synchronize_session=False))


def spend_all_invitations(session: Session, now: datetime) -> None:
    """Make every open invitation worthless: it may have been used since, or taken back."""
    spent = update(InvitationRow).where(InvitationRow.used_at.is_(None)).values(used_at=now)
    session.execute(spent.execution_options(synchronize_session=False))

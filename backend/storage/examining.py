"""Records: what the database says of itself: its settings, its clock, its log, what is between."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, NullPool, create_engine, func, select, text
from sqlalchemy.orm import Session

from backend.domain.notices import FAILED
from backend.storage.conflicts import dialect_of
from backend.storage.engines import CONNECT_TIMEOUT_S
from backend.storage.notices import NoticeRow

PROBED_TIMES = 5


class Archived(NamedTuple):
    """When the log was last handed over, and when that last failed; None for never."""

    done_at: datetime | None
    failed_at: datetime | None


def is_postgresql(session: Session) -> bool:
    """Return whether there is a server whose settings can be asked for."""
    return dialect_of(session) == "postgresql"


def server_settings(session: Session, names: Iterable[str]) -> dict[str, str]:
    """Return PostgreSQL's settings of these names, as they are in force for us.

    Times are in milliseconds, sizes in megabytes.
    """
    asked = text("SELECT lower(name), setting FROM pg_settings WHERE lower(name) = ANY(:names)")
    return dict(session.execute(asked, {"names": list(names)}).all())


def moment_there(session: Session) -> datetime:
    """Return what PostgreSQL's clock shows now."""
    moment: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return moment


def archived(session: Session) -> Archived:
    """Return how handing over PostgreSQL's log went."""
    asked = text("SELECT last_archived_time, last_failed_time FROM pg_stat_archiver")
    return Archived(*session.execute(asked).one())


def given_up_since(session: Session, moment: datetime) -> int:
    """Return how many mails were given up since then."""
    given_up = (NoticeRow.state == FAILED, NoticeRow.due_at >= moment)
    return session.scalar(select(func.count()).select_from(NoticeRow).where(*given_up)) or 0


def is_handed_round(engine: Engine) -> bool:
    """Return whether a connection was seen in another's hands between two transactions.

    So it is behind PgBouncer in transaction mode. Two clients that are connected at once never
    speak to one process of PostgreSQL otherwise. Nothing is set, so that nothing is left behind on
    a connection that is another's next. That it was not seen is no proof.
    """
    probe = create_engine(
        engine.url,
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"prepare_threshold": None, "connect_timeout": CONNECT_TIMEOUT_S},
    )
    process = text("SELECT pg_backend_pid()")
    with probe.connect() as other, probe.connect() as ours:
        ours = ours.execution_options(isolation_level="AUTOCOMMIT")
        for _ in range(PROBED_TIMES):
            seen = ours.scalar(process)
            with other.begin():
                is_shared = other.scalar(process) == seen
            if is_shared or ours.scalar(process) != seen:
                return True
    return False

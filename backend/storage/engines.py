"""Records: how SQLite and PostgreSQL are opened, so that both keep the same promises."""

from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session

WRITES = "umay_writes"
"""The execution option of a connection whose transaction will write."""

ONE_STATEMENT: dict[str, dict[str, Any]] = {
    "postgresql": {"isolation_level": "AUTOCOMMIT"},
    "sqlite": {WRITES: True},
}
"""By engine, the options of a connection on which every statement is stored by itself.

PostgreSQL is not asked for a BEGIN and a COMMIT then: one round trip instead of three.
"""

BUSY_TIMEOUT_MS = 10_000
CONNECT_TIMEOUT_S = 3
POOL_TIMEOUT_S = 5
TRUSTED_FOR_S = 1.0
"""How long after its last use a connection is taken to be alive without asking it."""

SESSION, TRANSACTION = "session", "transaction"
"""The modes of PgBouncer that we know: a connection of its own for as long as a client's, or one
for each transaction."""

TIMEOUTS = {
    "timezone": "UTC",
    # A client that vanished in the middle of a request must not keep its locks.
    "idle_in_transaction_session_timeout": "10000",
    "lock_timeout": "10000",
    "statement_timeout": "20000",
}
"""What each connection is set to, in milliseconds."""


def engine_options(database_url: str, pooler: str = "") -> dict[str, Any]:
    """Return SQLAlchemy's engine options for a URL; errors never repeat what was being stored.

    PgBouncer takes no start-up options. In transaction mode a statement that was prepared on one
    connection is unknown on the next, so none is, and what a connection is set to must be the
    role's (docs/operations.md): one that we set would be somebody else's a moment later.
    """
    options: dict[str, Any] = {"hide_parameters": True, "pool_timeout": POOL_TIMEOUT_S}
    if database_url.startswith("sqlite"):
        options["connect_args"] = {"timeout": BUSY_TIMEOUT_MS / 1000}
        return options
    told: dict[str, Any] = {"connect_timeout": CONNECT_TIMEOUT_S, "application_name": "umay"}
    if not pooler:
        told["options"] = " ".join(f"-c {name}={value}" for name, value in TIMEOUTS.items())
    if pooler == TRANSACTION:
        told["prepare_threshold"] = None
    options["connect_args"] = told
    return options


def let_it_take_minutes(session: Session) -> None:
    """Let this one transaction work something out between its statements for up to ten minutes.

    For deeds of operators and jobs, which sort a whole borough; a resident's or officer's request
    never does. On SQLite there is nothing to set.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL idle_in_transaction_session_timeout = '10min'"))


def tune(engine: Engine, pooler: str = "") -> None:
    """Make an engine safe for several processes, and for a database that was away meanwhile."""
    if pooler == SESSION:
        event.listen(engine, "connect", _set_up)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", _ask_if_idle(engine))


def _prepare_sqlite(connection: Any, _record: Any) -> None:  # noqa: ANN401 - any DBAPI
    """Leave BEGIN to us; let readers go on while one writes; confirm only what is on the disk."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _set_up(connection: Any, _record: Any) -> None:  # noqa: ANN401 - any DBAPI
    """Set a connection up where PgBouncer took no start-up options; it is ours until it ends."""
    connection.autocommit = True
    with connection.cursor() as cursor:
        for name, value in TIMEOUTS.items():
            cursor.execute(f"SET SESSION {name} = '{value}'")
    connection.autocommit = False


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once where it will be needed.

    A transaction that reads first and writes later fails with "database is locked" instead of
    waiting its turn.
    """
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _note_use(_connection: Any, record: Any) -> None:  # noqa: ANN401 - any DBAPI
    record.info["used_at"] = monotonic()


def _ask_if_idle(engine: Engine) -> Any:  # noqa: ANN401 - SQLAlchemy's listener
    """Return a listener that has an idle connection replaced when it does not answer.

    SQLAlchemy's own pool_pre_ping asks each time, which is one of four round trips of an answer.
    """

    def check(connection: Any, record: Any, _proxy: Any) -> None:  # noqa: ANN401 - any DBAPI
        used_at = record.info.get("used_at")
        if used_at is None or monotonic() - used_at < TRUSTED_FOR_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error

    return check

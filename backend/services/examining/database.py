"""Deeds, looking: PostgreSQL's own settings, and what stands between it and us."""

from collections.abc import Iterator, Mapping

from backend.services.examining.findings import OK, SOON, WRONG, Finding, SetUp
from backend.services.transaction import read
from backend.storage.database import db
from backend.storage.engines import TIMEOUTS, TRANSACTION
from backend.storage.examining import is_handed_round, is_postgresql, server_settings

QUIET: Mapping[str, tuple[str, ...]] = {
    "log_statement": ("none",),
    "log_min_error_statement": ("panic",),
    "log_error_verbosity": ("terse",),
    "log_connections": ("off",),
    "log_min_duration_statement": ("-1",),
}
"""What keeps residents' answers out of PostgreSQL's log."""

SAFE: Mapping[str, tuple[str, ...]] = {"synchronous_commit": ("on", "remote_apply")}
"""What lets an answer be confirmed only when it lies on the disk."""

LEAST_WAL_MB = 4096
"""The night's rewrite writes a log of 20 kB for each answer where checkpoints come too often."""


def database(_set_up: SetUp) -> Iterator[Finding]:
    """Look at what is logged, when an answer is confirmed, and how much log may lie there."""
    with read() as session:
        if not is_postgresql(session):
            return
        found = server_settings(session, [*QUIET, *SAFE, "max_wal_size"])
    loud = _others(found, QUIET)
    for name in loud:
        what = f"{name} is {found[name]}: its log may hold what residents sent."
        yield Finding(WRONG, what, _line(name, QUIET[name][0]))
    if not loud:
        yield Finding(OK, "its log holds nothing that residents send.")
    for name in _others(found, SAFE):
        what = f"{name} is {found[name]}: an answer is confirmed before it lies on the disk."
        yield Finding(WRONG, what, _line(name, SAFE[name][0]))
    if not _others(found, SAFE):
        yield Finding(OK, "an answer is confirmed when it lies on the disk.")
    size = int(found["max_wal_size"])
    is_small = size < LEAST_WAL_MB
    to_do = _line("max_wal_size", "4GB") if is_small else ""
    yield Finding(SOON if is_small else OK, f"max_wal_size is {size:,} MB.", to_do)


def pooler(set_up: SetUp) -> Iterator[Finding]:
    """Look whether UMAY_POOLER says what stands there, and whether our time-outs are in force."""
    if db.engine.dialect.name != "postgresql":
        return
    if not is_handed_round(db.engine):
        if set_up.pooler == TRANSACTION:
            what = "UMAY_POOLER says transaction, and no connection was seen in other hands."
            yield Finding(SOON, what, "Set session, or nothing where no PgBouncer is between.")
        else:
            yield Finding(OK, "no connection was seen in other hands between its transactions.")
    elif set_up.pooler == TRANSACTION:
        yield Finding(OK, "PgBouncer is in transaction mode, as UMAY_POOLER says.")
    else:
        what = "PgBouncer hands connections round after each transaction: answers are refused."
        yield Finding(WRONG, what, "Set UMAY_POOLER=transaction, and connect_query in PgBouncer.")
    yield from _timeouts()


def _timeouts() -> Iterator[Finding]:
    with read() as session:
        found = server_settings(session, TIMEOUTS)
    wrong = [name for name in TIMEOUTS if found.get(name) != TIMEOUTS[name]]
    for name in wrong:
        what = f"{name} is {found.get(name)} on a connection of ours, not {TIMEOUTS[name]}."
        yield Finding(WRONG, what, "See PgBouncer in between, in docs/operations.md.")
    if not wrong:
        yield Finding(OK, "our time-outs are in force.")


def _others(found: Mapping[str, str], wanted: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [name for name, values in wanted.items() if found[name] not in values]


def _line(name: str, value: str) -> str:
    return f"ALTER SYSTEM SET {name} = '{value}'; SELECT pg_reload_conf();"

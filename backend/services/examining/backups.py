"""Deeds, looking: how old the last backup is, and whether PostgreSQL's log is handed over."""

from collections.abc import Iterator
from datetime import timedelta

from backend.services.examining.findings import OK, SOON, WRONG, Finding, SetUp
from backend.services.restoring.copying import LATE, backed_up_at
from backend.services.transaction import read
from backend.storage.examining import archived, is_postgresql, server_settings

VERY_LATE = timedelta(hours=50)
"""Two nights were missed."""

TO_DO = "See Backup in docs/operations.md."


def backups(set_up: SetUp) -> Iterator[Finding]:
    """Look at the last backup that was whole, and at what came since."""
    at = backed_up_at()
    if at is None:
        yield Finding(WRONG, "none was ever made.", TO_DO)
    else:
        age = set_up.world.now() - at
        what = f"the last whole one is {age.total_seconds() / 3600:.0f} hours old."
        state = WRONG if age > VERY_LATE else SOON if age > LATE else OK
        yield Finding(state, what, "" if state == OK else TO_DO)
    with read() as session:
        if not is_postgresql(session):
            return
        is_on = server_settings(session, ["archive_mode"])["archive_mode"] != "off"
        done_at, failed_at = archived(session)
    if not is_on:
        what = "the database's log is not handed over (archive_mode): a day may be lost."
        yield Finding(WRONG if set_up.is_production else SOON, what, TO_DO)
    elif failed_at and (done_at is None or failed_at > done_at):
        what = "the database's log could not be handed over the last time."
        yield Finding(WRONG, what, "PostgreSQL's log says why; pgbackrest --stanza=umay check")
    elif done_at is None:
        yield Finding(SOON, "nothing of the database's log was handed over yet.", TO_DO)
    else:
        yield Finding(OK, "the database's log was handed over the last time.")

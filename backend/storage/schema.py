"""Records: bringing the tables to the newest migration."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

# Named here so that every row is known wherever the tables are.
from backend.storage import (
    appointments,
    audit,
    benchmarks,
    feedback,
    given_words,
    imported,
    inbox,
    interventions,
    listings,
    notices,
    places,
    publication,
    question_versions,
    readiness,
    releases,
    security,
    settings,
    staff,
    visits,
    young_records,
    zones,
)
from backend.storage.database import db
from backend.storage.migrating import PAUSE_S, patiently

if TYPE_CHECKING:
    from alembic.config import Config

RECORDS = (
    *(
        appointments,
        audit,
        benchmarks,
        feedback,
        given_words,
        imported,
        inbox,
        interventions,
        listings,
    ),
    *(notices, places, publication, question_versions, readiness, releases, security),
    *(settings, staff, visits, young_records, zones),
)
"""Every module that has rows."""

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade_to_newest(tell: Callable[[str], None] = lambda _: None) -> None:
    """Run every migration that has not been run, inside the application's context.

    `tell` is told whom it waits for. Raises TablesInUse.
    """
    # Alembic is an eighth of what a start of the server loads, and only `init` asks for it.
    from alembic import command

    patiently(lambda: command.upgrade(_config(), "head"), db.engine, tell, PAUSE_S)


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config

"""Records: bringing the tables to the newest migration, and telling whether they are there."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.orm import Session

# Named here so that every row is known wherever the tables are.
from backend.storage import (
    appointments,
    audit,
    benchmarks,
    feedback,
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

if TYPE_CHECKING:
    from alembic.config import Config

RECORDS = (
    *(appointments, audit, benchmarks, feedback, imported, inbox, interventions, listings),
    *(notices, places, publication, question_versions, readiness, releases, security),
    *(settings, staff, visits, young_records, zones),
)
"""Every module that has rows."""

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade_to_newest() -> None:
    """Run every migration that has not been run, inside the application's context."""
    # Alembic is an eighth of what a start of the server loads, and only `init` and `/readyz` ask.
    from alembic import command

    command.upgrade(_config(), "head")


def is_newest(session: Session) -> bool:
    """Return whether the tables are at the newest migration; raises where there are none."""
    from alembic.script import ScriptDirectory

    done = session.scalar(text("SELECT version_num FROM alembic_version"))
    newest: str | None = ScriptDirectory.from_config(_config()).get_current_head()
    return bool(done == newest)


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config

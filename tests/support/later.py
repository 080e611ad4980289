"""Migrations of versions that do not exist yet, run after those that do."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from backend.storage.revisions import VERSIONS, newest
from backend.storage.schema import MIGRATIONS

LATER = "9001"

_MIGRATION = '''"""Migration: one of a later version."""
import sqlalchemy as sa
from alembic import op
from backend.storage.migrations.indexes import build_index, drop_index

revision, down_revision, branch_labels, depends_on = "{later}", "{before}", None, None
COMPATIBLE_FROM = "{compatible_from}"


def upgrade():
    {upgrade}


def downgrade():
    {downgrade}
'''


def write_later(
    folder: Path, upgrade: str, downgrade: str = "pass", compatible_from: str = LATER
) -> None:
    """Write a migration that comes after the newest one; each part is one line of Python."""
    words = {"later": LATER, "before": newest(), "compatible_from": compatible_from}
    text = _MIGRATION.format(**words, upgrade=upgrade, downgrade=downgrade)
    (folder / f"{LATER}_later.py").write_text(text, encoding="utf-8")


def to(folder: Path, revision: str) -> None:
    """Bring the open application's tables to a revision, up or down."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{VERSIONS}\n{folder}")
    if revision == LATER:
        command.upgrade(config, revision)
    else:
        command.downgrade(config, revision)

"""Migration: ${message}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
COMPATIBLE_FROM = ${repr(up_revision)}
"""The oldest revision whose code works with these tables; older processes are not ready."""

branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}

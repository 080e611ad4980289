"""Migration: indexes over the answers that wait for review, and those passed to partners."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PASSED = sa.text("outcome IN ('lighting', 'licensing', 'police', 'health')")
INDEXES = (
    ("held", ["week", "zone_id", "place_id", "held_for"], sa.text("state = 'held'")),
    ("passed", ["week", "outcome"], PASSED),
)


def upgrade() -> None:
    for name, of, rule in INDEXES:
        op.create_index(
            f"ix_feedback_{name}", "feedback", of, sqlite_where=rule, postgresql_where=rule
        )


def downgrade() -> None:
    for name, _, _ in INDEXES:
        op.drop_index(f"ix_feedback_{name}", "feedback")

"""Migration: how many rows with personal data one officer takes away in a day, and whose word."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

COMPATIBLE_FROM = "0015"
"""Programs before give no such lists away and know nothing of these tables."""

WORD = "Deleted after 35 days; the audit chain keeps it."
TAKEN = "Deleted after 35 days; the audit chain keeps what was taken."


def upgrade() -> None:
    op.create_table(
        "list_taken",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False, comment=f"Random. {TAKEN}"),
        sa.Column("staff_id", sa.Integer(), nullable=False, comment=f"Who. {TAKEN}"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment=f"When. {TAKEN}"),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="How many rows it had, 0 where it was not given, for the most of a day. "
            + TAKEN,
        ),
        sa.Column(
            "asked",
            sa.Integer(),
            nullable=False,
            comment=f"How many rows it would have had, so that a colleague sees it. {TAKEN}",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_list_taken"),
        to_staff("list_taken", "staff_id", "CASCADE"),
    )
    op.create_index("ix_list_taken_staff_id", "list_taken", ["staff_id"])
    op.create_table(
        "list_taking_on",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False, comment=f"Random. {WORD}"),
        sa.Column("staff_id", sa.Integer(), nullable=False, comment=f"Who may. {WORD}"),
        sa.Column("given_by", sa.Integer(), nullable=True, comment=f"Whose word it is. {WORD}"),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False, comment=f"When. {WORD}"),
        sa.PrimaryKeyConstraint("id", name="pk_list_taking_on"),
        to_staff("list_taking_on", "staff_id", "CASCADE"),
        to_staff("list_taking_on", "given_by", "SET NULL"),
        sa.CheckConstraint("given_by <> staff_id", name=op.f("ck_list_taking_on_given_by")),
    )
    op.create_index("ix_list_taking_on_staff_id", "list_taking_on", ["staff_id"])


def downgrade() -> None:
    op.drop_table("list_taking_on")
    op.drop_table("list_taken")


def to_staff(table: str, column: str, gone: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_staff"
    return sa.ForeignKeyConstraint([column], ["staff.id"], name=name, ondelete=gone)

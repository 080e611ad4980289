"""Migration: how many answers one officer may open in a day, and another's word for more."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BATCH = "Deleted 35 days after it was closed; the audit chain keeps that it was opened."
WORD = "Deleted after 35 days; the audit chain keeps it."
AT_MOST = "50"
"""What a batch of before held at most: nobody is promised to have read less."""


def upgrade() -> None:
    number = sa.Column(
        "number",
        sa.Integer(),
        nullable=False,
        server_default=AT_MOST,
        comment=f"How many answers were laid open, for the most of a day. {BATCH}",
    )
    with op.batch_alter_table("inbox_batch") as changing:
        changing.add_column(number)
    with op.batch_alter_table("inbox_batch") as changing:
        changing.alter_column("number", server_default=None)
    create_reading_on()


def create_reading_on() -> None:
    op.create_table(
        "inbox_reading_on",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False, comment=f"Random. {WORD}"),
        sa.Column("staff_id", sa.Integer(), nullable=False, comment=f"Who may. {WORD}"),
        sa.Column("given_by", sa.Integer(), nullable=True, comment=f"Whose word it is. {WORD}"),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False, comment=f"When. {WORD}"),
        sa.PrimaryKeyConstraint("id", name="pk_inbox_reading_on"),
        to_staff("staff_id", "CASCADE"),
        to_staff("given_by", "SET NULL"),
        sa.CheckConstraint("given_by <> staff_id", name=op.f("ck_inbox_reading_on_given_by")),
    )
    op.create_index("ix_inbox_reading_on_staff_id", "inbox_reading_on", ["staff_id"])


def downgrade() -> None:
    op.drop_table("inbox_reading_on")
    with op.batch_alter_table("inbox_batch") as changing:
        changing.drop_column("number")


def to_staff(column: str, gone: str) -> sa.ForeignKeyConstraint:
    name = f"fk_inbox_reading_on_{column}_staff"
    return sa.ForeignKeyConstraint([column], ["staff.id"], name=name, ondelete=gone)

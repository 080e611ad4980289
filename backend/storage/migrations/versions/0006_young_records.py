"""Migration: young people's records, a table of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

RETENTION = "Deleted with the record, 24 months after its month."


def upgrade() -> None:
    op.create_table(
        "young_record",
        sa.Column(
            "id",
            sa.Uuid(as_uuid=False),
            nullable=False,
            comment=f"Random, of its own; makes repeating harmless. {RETENTION}",
        ),
        text("content_hash", 64, f"Tells a repeated message from another. {RETENTION}"),
        text("month", 7, f"The month, as the phone says; when to forget it. {RETENTION}"),
        text("age_band", 40, f"Who was asked: one wide band. {RETENTION}"),
        sa.Column(
            "changes",
            sa.JSON(),
            nullable=False,
            comment=f"What was changed, sorted codes: to help with it. {RETENTION}",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_young_record"),
        check("month", "month LIKE '____-__'"),
        check("age_band", "age_band IN ('from_13_to_17')"),
        check("changes", "json_array_length(changes) BETWEEN 1 AND 10"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("young_record")
    op.execute("DELETE FROM setting WHERE name = 'young_questions'")


def text(name: str, most: int, comment: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(most), nullable=False, comment=comment)


def check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_young_record_{name}"))

"""Migration: who becomes an officer or administrator, who asked, who agreed; who lately was one."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

APPOINTMENT = "Deleted 35 days after it was decided or ran out."
ACCOUNT = "Deleted with the account, 24 months after it was closed."
MOMENT = sa.DateTime(timezone=True)
CHECKS = {
    "deed": "deed IN ('invite', 'role', 'open')",
    "role": "role IN ('officer', 'administrator')",
    "decision": "decision IN ('confirmed', 'refused', 'taken-back', 'alone', 'passed-by')",
    "decided": "(decision IS NULL) = (decided_at IS NULL)",
    "another_than_asked": "decision <> 'confirmed' OR decided_by <> asked_by",
    "another_than_it_is_about": "decision <> 'confirmed' OR decided_by <> staff_id",
}


def upgrade() -> None:
    op.create_table(
        "appointment",
        column("id", sa.String(36), "Names it."),
        column("deed", sa.String(8), "Invited, given a role, or opened again."),
        column("staff_id", sa.Integer(), "Whose account; empty for an invitation.", nullable=True),
        column("email", sa.String(254), "Who it is, so that an alias is seen."),
        column("name", sa.String(120), "What they are called."),
        column("role", sa.String(16), "What they become."),
        column(
            "role_before", sa.String(16), 'What they were when it was asked; "" without account.'
        ),
        column("asked_by", sa.Integer(), "Who asked; empty for the command line.", nullable=True),
        column("asked_at", MOMENT, "When."),
        column("ends_at", MOMENT, "Until when it waits for a word."),
        column(
            "decision",
            sa.String(12),
            "What came of it, a code; empty while it waits.",
            nullable=True,
        ),
        column(
            "decided_by", sa.Integer(), "Who decided; empty for the command line.", nullable=True
        ),
        column("decided_at", MOMENT, "When.", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
        refers_to_staff("staff_id", "CASCADE"),
        refers_to_staff("asked_by", "SET NULL"),
        refers_to_staff("decided_by", "SET NULL"),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_appointment_{name}"))
            for name, rule in CHECKS.items()
        ),
    )
    op.create_index("ix_appointment_email", "appointment", ["email"])
    why = f"When they ceased to be one, which counts for seven days more. {ACCOUNT}"
    op.add_column("staff", sa.Column("administrator_until", MOMENT, comment=why))
    # Whoever was closed in the days before this counts as if it had been there.
    op.execute(
        "UPDATE staff SET administrator_until = closed_at "
        "WHERE role = 'administrator' AND closed_at IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("staff", "administrator_until")
    op.drop_table("appointment")


def column(name: str, kind: Any, why: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=nullable, comment=f"{why} {APPOINTMENT}")


def refers_to_staff(name: str, then: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [name], ["staff.id"], name=f"fk_appointment_{name}_staff", ondelete=then
    )

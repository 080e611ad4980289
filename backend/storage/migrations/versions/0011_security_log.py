"""Migration: what staff pages refused, counted by the hour."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

EVENT = "Deleted 35 days after its hour."
KINDS = (
    *("sign-in-failed", "code-failed", "recovery-code-failed", "proof-failed", "change-failed"),
    *("too-many-tries", "reset-asked", "reset-asked-of-unknown", "form-token-refused"),
    *("not-for-you", "token-or-json-refused", "and-more"),
)


def upgrade() -> None:
    op.create_table(
        "security_event",
        text("key", 120, "All that follows but the count, so that the same again is counted up."),
        number("hour", "Whole UTC hours since 1970: nothing finer fits."),
        text("what", 24, "What was refused, a code."),
        number(
            "account_id",
            "Whose account, so that its owner is asked; empty where it is none.",
            nullable=True,
        ),
        text("sender", 16, "Tells senders of one day apart: part of an HMAC under the day's key."),
        text("blueprint", 40, 'Which pages were refused to a role; "" of all else.'),
        number("count", "How often, to see a flood."),
        sa.PrimaryKeyConstraint("key", name="pk_security_event"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["staff.id"],
            name="fk_security_event_account_id_staff",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint(
            "what IN ('" + "', '".join(KINDS) + "')", name=op.f("ck_security_event_what")
        ),
    )
    op.create_index("ix_security_event_hour", "security_event", ["hour"])


def downgrade() -> None:
    op.drop_table("security_event")


def text(name: str, most: int, why: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(most), nullable=False, comment=f"{why} {EVENT}")


def number(name: str, why: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable, comment=f"{why} {EVENT}")

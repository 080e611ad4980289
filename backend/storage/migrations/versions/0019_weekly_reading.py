"""Migration: what tells a moment goes: answers wait for a Monday, checks for several residents."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

COMPATIBLE_FROM = "0015"
"""Programs before show answers as they come; what they store has not waited yet."""

COMMENT = (
    "Whether it was here when a week turned, as officers see it from then on. "
    "Deleted with the answer: when withdrawn, or when its week is past retention."
)

PLACE = "Deleted with the place, which is kept while it is in the network."
WANTED = f"The week in which words of several residents asked for one; until a check. {PLACE}"
WANTED_BEFORE = f"The week in which a resident said that nobody helped; until a check. {PLACE}"


def upgrade() -> None:
    op.add_column(
        "feedback",
        sa.Column(
            "has_waited",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment=COMMENT,
        ),
    )
    # One resident's word asked for these, and the week of it was shown. What several said is
    # looked at on Monday.
    op.execute(sa.text("UPDATE readiness SET check_wanted = NULL WHERE check_wanted IS NOT NULL"))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("readiness", "check_wanted", comment=WANTED)


def downgrade() -> None:
    # Programs before have no words for these reasons; "cap" waits for a person there.
    op.execute(sa.text("UPDATE feedback SET held_for = 'cap' WHERE held_for IN ('day', 'spread')"))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("readiness", "check_wanted", comment=WANTED_BEFORE)
    op.drop_column("feedback", "has_waited")

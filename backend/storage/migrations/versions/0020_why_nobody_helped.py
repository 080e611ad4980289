"""Migration: why nobody helped, where residents say so, and what several of them said."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

COMPATIBLE_FROM = "0015"
"""Programs before store answers without a reason and show none."""

ANSWER = "Deleted with the answer, 24 months after its week."
PLACE = "Deleted with the place, which is kept while it is in the network."
WHY = "why_not IN ('closed', 'turned_away')"
IN_KEY_ORDER = {"sqlite_with_rowid": False}
"""How SQLite makes the table anew: its rows in the order of their random keys."""
REASON = "check_reason IN ('closed', 'turned_away')"


def upgrade() -> None:
    with op.batch_alter_table("help_answer", table_kwargs=IN_KEY_ORDER) as answer:
        comment = f"Why nobody helped, a code, if said. {ANSWER}"
        answer.add_column(sa.Column("why_not", sa.String(20), nullable=True, comment=comment))
        answer.create_check_constraint(op.f("ck_help_answer_why_not"), WHY)
    with op.batch_alter_table("readiness") as readiness:
        comment = f"What several residents gave as the reason, a code; until a check. {PLACE}"
        readiness.add_column(
            sa.Column("check_reason", sa.String(20), nullable=True, comment=comment)
        )
        readiness.create_check_constraint(op.f("ck_readiness_check_reason"), REASON)


def downgrade() -> None:
    with op.batch_alter_table("readiness") as readiness:
        readiness.drop_constraint(op.f("ck_readiness_check_reason"), type_="check")
        readiness.drop_column("check_reason")
    with op.batch_alter_table("help_answer", table_kwargs=IN_KEY_ORDER) as answer:
        answer.drop_constraint(op.f("ck_help_answer_why_not"), type_="check")
        answer.drop_column("why_not")

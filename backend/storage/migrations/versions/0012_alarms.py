"""Migration: alarms stand beside what staff pages refused."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLE, RULE = "security_event", "ck_security_event_what"
REFUSED = (
    *("sign-in-failed", "code-failed", "recovery-code-failed", "proof-failed", "change-failed"),
    *("too-many-tries", "reset-asked", "reset-asked-of-unknown", "form-token-refused"),
    *("not-for-you", "token-or-json-refused", "and-more"),
)
ALARMS = ("many-from-residents", "little-room")


def upgrade() -> None:
    allow(REFUSED + ALARMS)


def downgrade() -> None:
    event = sa.table(TABLE, sa.column("what"))
    op.execute(sa.delete(event).where(event.c.what.in_(ALARMS)))
    allow(REFUSED)


def allow(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table(TABLE) as changing:
        changing.drop_constraint(op.f(RULE), type_="check")
        changing.create_check_constraint(op.f(RULE), "what IN ('" + "', '".join(kinds) + "')")

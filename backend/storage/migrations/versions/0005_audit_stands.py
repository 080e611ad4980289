"""Migration: the audit chain only grows; the database itself refuses all else."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NEVER = "the audit chain only grows"
SQLITE = (
    ("audit_never_changed", "UPDATE ON audit", ""),
    ("audit_never_deleted", "DELETE ON audit", ""),
    ("audit_head_never_deleted", "DELETE ON audit_head", ""),
    ("audit_head_never_back", "UPDATE ON audit_head", "WHEN NEW.seq <= OLD.seq "),
)
POSTGRESQL = (
    ("audit_never_changed", "UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT", ""),
    ("audit_head_never_deleted", "DELETE OR TRUNCATE ON audit_head FOR EACH STATEMENT", ""),
    (
        "audit_head_never_back",
        "UPDATE ON audit_head FOR EACH ROW",
        "WHEN (NEW.seq <= OLD.seq) ",
    ),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, event, when in SQLITE:
            refuse = f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
            op.execute(f"CREATE TRIGGER {name} BEFORE {event} {when}{refuse}")
        return
    op.execute(
        "CREATE FUNCTION umay_audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{NEVER}'; END $$"
    )
    for name, event, when in POSTGRESQL:
        refuse = f"{when}EXECUTE FUNCTION umay_audit_only_grows()"
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} {refuse}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, _, _ in SQLITE:
            op.execute(sa.text(f"DROP TRIGGER {name}"))
        return
    for name, event, _ in POSTGRESQL:
        table = event.split(" ON ")[1].split()[0]
        op.execute(sa.text(f"DROP TRIGGER {name} ON {table}"))
    op.execute(sa.text("DROP FUNCTION umay_audit_only_grows()"))

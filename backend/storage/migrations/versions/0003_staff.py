"""Migration: staff accounts and sessions, notices, the audit chain, settings."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ACCOUNT = "Deleted with the account, 24 months after it was closed."
PASSKEY = "Deleted with the passkey, or with the account."
SESSION = "Deleted 35 days after the session ended."
INVITATION = "Deleted 35 days after it was used or ran out."
LINK = "Deleted when the person leaves the place, or with either."
NOTICE = "Deleted 35 days after it was sent or given up."
AUDIT = "Kept for seven years, whole, because a row taken out would break the chain."
TRIES = "Deleted a day after its window began."
SET = "Kept until it is set anew."
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    *("tries", "setting", "audit_head", "audit", "notice", "guardianship"),
    *("staff_invitation", "staff_session", "staff_passkey", "staff"),
)


def upgrade() -> None:
    create_staff()
    create_staff_passkey()
    create_staff_session()
    create_staff_invitation()
    create_guardianship()
    create_notice()
    create_audit()
    create_audit_head()
    create_setting()
    create_tries()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def column(name: str, kind: Any, comment: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, comment=comment, **{"nullable": False, **options})


def number(name: str, comment: str, **options: Any) -> sa.Column[Any]:
    return column(name, sa.Integer(), comment, autoincrement=False, **options)


def text(name: str, most: int, comment: str, **options: Any) -> sa.Column[Any]:
    return column(name, sa.String(most), comment, **options)


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def refers(table: str, name: str, other: str, **options: Any) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [name], [f"{other}.id"], name=f"fk_{table}_{name}_{other}", **options
    )


def create_staff() -> None:
    op.create_table(
        "staff",
        column("id", sa.Integer(), f"Names it. {ACCOUNT}"),
        text("email", 254, f"To sign in and be written to. {ACCOUNT}"),
        text("name", 120, f"Whom colleagues see. {ACCOUNT}"),
        text("role", 16, f"What they may do. {ACCOUNT}"),
        text("password", 255, f"Its Argon2 hash. {ACCOUNT}", nullable=True),
        column("active", sa.Boolean(), f"Whether they may sign in. {ACCOUNT}"),
        text("fs_uniquifier", 64, f"Changes to end all sessions. {ACCOUNT}"),
        text(
            "fs_webauthn_user_handle",
            64,
            f"How passkeys name the account. {ACCOUNT}",
            nullable=True,
        ),
        text("tf_primary_method", 64, f"The second factor in use. {ACCOUNT}", nullable=True),
        text(
            "tf_totp_secret",
            255,
            f"The secret of the code app, encrypted. {ACCOUNT}",
            nullable=True,
        ),
        number(
            "totp_counter",
            f"The last code used, so that none works twice. {ACCOUNT}",
            nullable=True,
        ),
        column(
            "mf_recovery_codes",
            sa.JSON(),
            f"Hashes of unused recovery codes. {ACCOUNT}",
            nullable=True,
        ),
        column("created_at", MOMENT, f"Since when. {ACCOUNT}"),
        column(
            "closed_at", MOMENT, f"Since when they may no longer sign in. {ACCOUNT}", nullable=True
        ),
        check("staff", "role", "role IN ('guardian', 'officer', 'analyst', 'administrator')"),
        sa.UniqueConstraint("email", name="uq_staff_email"),
        sa.UniqueConstraint("fs_uniquifier", name="uq_staff_fs_uniquifier"),
        sa.UniqueConstraint("fs_webauthn_user_handle", name="uq_staff_fs_webauthn_user_handle"),
        key("staff", "id"),
    )


def create_staff_passkey() -> None:
    op.create_table(
        "staff_passkey",
        column("id", sa.Integer(), f"Names it. {PASSKEY}"),
        number("user_id", f"Whose it is. {PASSKEY}"),
        column("credential_id", sa.LargeBinary(1024), f"How the device names it. {PASSKEY}"),
        column("public_key", sa.LargeBinary(), f"To check what it signs. {PASSKEY}"),
        number("sign_count", f"To notice a copy. {PASSKEY}"),
        column("transports", sa.JSON(), f"How the browser reaches it. {PASSKEY}", nullable=True),
        column("backup_state", sa.Boolean(), f"Whether it is kept twice. {PASSKEY}"),
        text("device_type", 64, f"As it says. {PASSKEY}"),
        text("extensions", 255, f"As it says. {PASSKEY}", nullable=True),
        column("create_datetime", MOMENT, f"Since when. {PASSKEY}"),
        column("lastuse_datetime", MOMENT, f"So that an unused one is noticed. {PASSKEY}"),
        text("name", 64, f"What its owner calls it. {PASSKEY}"),
        text("usage", 64, f"First or second factor. {PASSKEY}"),
        refers("staff_passkey", "user_id", "staff", ondelete="CASCADE"),
        sa.UniqueConstraint("credential_id", name="uq_staff_passkey_credential_id"),
        key("staff_passkey", "id"),
    )


def create_staff_session() -> None:
    op.create_table(
        "staff_session",
        text("id", 64, f"Names it. {SESSION}"),
        number("staff_id", f"Whose. {SESSION}"),
        text("mark", 64, f"The account's uniquifier then: another one ends it. {SESSION}"),
        text("role", 16, f"The role then: another one ends it. {SESSION}"),
        column("started_at", MOMENT, f"For its 12 hours. {SESSION}"),
        column("seen_at", MOMENT, f"For its 30 minutes. {SESSION}"),
        column("fresh_at", MOMENT, f"When its owner last proved who they are. {SESSION}"),
        text("device", 60, f'Such as "Firefox on Windows", to tell it apart. {SESSION}'),
        column("ended_at", MOMENT, f"When. {SESSION}", nullable=True),
        text("ended_why", 20, f"Why. {SESSION}", nullable=True),
        refers("staff_session", "staff_id", "staff", ondelete="CASCADE"),
        key("staff_session", "id"),
    )
    op.create_index("ix_staff_session_staff_id", "staff_session", ["staff_id"])


def create_staff_invitation() -> None:
    op.create_table(
        "staff_invitation",
        text("id", 36, f"Names it. {INVITATION}"),
        text("email", 254, f"Who is invited. {INVITATION}"),
        text("name", 120, f"What they are called. {INVITATION}"),
        text("role", 16, f"What they will be. {INVITATION}"),
        text("place_id", 64, f"A guardian's place. {INVITATION}", nullable=True),
        text("token_hash", 64, f"SHA-256 of the link's secret. {INVITATION}"),
        number(
            "made_by",
            f"Who invited; empty for the first administrator. {INVITATION}",
            nullable=True,
        ),
        column("made_at", MOMENT, f"When. {INVITATION}"),
        column("ends_at", MOMENT, f"Until when it works. {INVITATION}"),
        column("used_at", MOMENT, f"When it was used or taken back. {INVITATION}", nullable=True),
        refers("staff_invitation", "made_by", "staff", ondelete="SET NULL"),
        refers("staff_invitation", "place_id", "place", ondelete="CASCADE"),
        check(
            "staff_invitation",
            "role",
            "role IN ('guardian', 'officer', 'analyst', 'administrator')",
        ),
        sa.UniqueConstraint("token_hash", name="uq_staff_invitation_token_hash"),
        key("staff_invitation", "id"),
    )
    op.create_index("ix_staff_invitation_email", "staff_invitation", ["email"])


def create_guardianship() -> None:
    op.create_table(
        "guardianship",
        number("staff_id", f"Who. {LINK}"),
        text("place_id", 64, f"Which place. {LINK}"),
        column("since_at", MOMENT, f"Since when. {LINK}"),
        refers("guardianship", "place_id", "place", ondelete="CASCADE"),
        refers("guardianship", "staff_id", "staff", ondelete="CASCADE"),
        key("guardianship", "staff_id", "place_id"),
    )


def create_notice() -> None:
    op.create_table(
        "notice",
        text("id", 36, f"Names it, also to the mail server. {NOTICE}"),
        text("email", 254, f"To whom. {NOTICE}"),
        text("subject", 200, f"What it is about. {NOTICE}"),
        column(
            "body",
            sa.Text(),
            "What it says; it may hold a secret link. Deleted as soon as it was sent.",
        ),
        text("about", 80, f'What it concerns, such as "place:p-1". {NOTICE}'),
        column("made_at", MOMENT, f"When. {NOTICE}"),
        column("due_at", MOMENT, f"When to try next. {NOTICE}"),
        number("tries", f"How often it was tried. {NOTICE}"),
        text("state", 12, f"Waiting, sent or failed. {NOTICE}"),
        column("sent_at", MOMENT, f"When. {NOTICE}", nullable=True),
        text("trouble", 300, f"Why the last try failed. {NOTICE}"),
        check("notice", "state", "state IN ('waiting', 'sent', 'failed')"),
        key("notice", "id"),
    )
    op.create_index("ix_notice_due_at", "notice", ["due_at"])


def create_audit() -> None:
    op.create_table(
        "audit",
        number("seq", f"1, 2, 3 without a gap. {AUDIT}"),
        column("at", MOMENT, f"When. {AUDIT}"),
        text("actor", 60, f'Who, such as "staff:12" or "command line". {AUDIT}'),
        text("deed", 40, f"What was done, a code. {AUDIT}"),
        text("about", 80, f'What it concerns, such as "place:p-1". {AUDIT}'),
        text("detail", 300, f"What else must be known; no name of a resident. {AUDIT}"),
        text("hash", 64, f"SHA-256 over this row and the hash before. {AUDIT}"),
        sa.UniqueConstraint("hash", name="uq_audit_hash"),
        key("audit", "seq"),
    )


def create_audit_head() -> None:
    op.create_table(
        "audit_head",
        number("id", f"Always 1: one row. {AUDIT}"),
        number("seq", f"The number of the last row. {AUDIT}"),
        text("hash", 64, f"The hash of the last row. {AUDIT}"),
        check("audit_head", "single", "id = 1"),
        key("audit_head", "id"),
    )


def create_setting() -> None:
    op.create_table(
        "setting",
        text("name", 40, f"Which. {SET}"),
        column("value", sa.JSON(), f"Its value. {SET}"),
        key("setting", "name"),
    )


def create_tries() -> None:
    op.create_table(
        "tries",
        text("key", 90, f"What is tried, and a hash of by whom. {TRIES}"),
        column("since_at", MOMENT, f"When it began. {TRIES}"),
        number("count", f"How often since then. {TRIES}"),
        key("tries", "key"),
    )

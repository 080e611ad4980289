"""Migration: periods and hashes in their one spelling; stored weeks in foreign digits are mended.

Answers could name their week in any script's digits, and each spelling was a group of its own.
Such weeks are written anew in 0 to 9 and decided anew, unless a person decided; a week that is
none is set aside: left out of all figures, and deleted by the next night's retention.
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

DIGITS = "0123456789"
LONG_AGO = "1970-W01"
BATCH = 1000
WEEK = re.compile(r"[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])")


def week(name: str) -> str:
    digits = f"substr({name}, 1, 4) || substr({name}, 7, 2)"
    return (
        f"length({name}) = 8 AND substr({name}, 5, 2) = '-W' "
        f"AND trim({digits}, '{DIGITS}') = '' AND substr({name}, 7, 2) BETWEEN '01' AND '53'"
    )


def month(name: str) -> str:
    digits = f"substr({name}, 1, 4) || substr({name}, 6, 2)"
    return (
        f"length({name}) = 7 AND substr({name}, 5, 1) = '-' "
        f"AND trim({digits}, '{DIGITS}') = '' AND substr({name}, 6, 2) BETWEEN '01' AND '12'"
    )


def sha256(name: str) -> str:
    return f"length({name}) = 64 AND trim({name}, '{DIGITS}abcdef') = ''"


TOKEN = f"length(token) IN (36, 64) AND trim(token, '{DIGITS}abcdef-') = ''"
OLD_WEEK, OLD_MONTH = "week LIKE '____-W__'", "month LIKE '____-__'"
CHANGED = {
    "feedback": {"week": (week("week"), OLD_WEEK)},
    "withdrawn": {"week": (week("week"), OLD_WEEK)},
    "visit": {"week": (week("week"), OLD_WEEK)},
    "help_answer": {"week": (week("week"), OLD_WEEK)},
    "young_record": {"month": (month("month"), OLD_MONTH)},
}
"""By table and constraint: the new rule and the old one."""

ADDED = {
    "feedback": {name: sha256(name) for name in ("content_hash", "receipt_hash", "voice")},
    "withdrawn": {"token": TOKEN},
    "help_answer": {"content_hash": sha256("content_hash")},
    "young_record": {"content_hash": sha256("content_hash")},
    "readiness": {"check_wanted": week("check_wanted")},
}
ROWLESS = ("feedback", "withdrawn", "visit", "help_answer", "young_record")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        # A partnership may hold millions of answers, and each is looked at.
        op.execute("SET LOCAL statement_timeout = 0")
    mend_weeks()
    for table in (*ROWLESS, "readiness"):
        with op.batch_alter_table(table, table_kwargs=kept_as(table)) as changing:
            for name, (new, _) in CHANGED.get(table, {}).items():
                changing.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
                changing.create_check_constraint(op.f(f"ck_{table}_{name}"), new)
            for name, rule in ADDED.get(table, {}).items():
                changing.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)


def downgrade() -> None:
    for table in (*ROWLESS, "readiness"):
        with op.batch_alter_table(table, table_kwargs=kept_as(table)) as changing:
            for name in ADDED.get(table, {}):
                changing.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            for name, (_, old) in CHANGED.get(table, {}).items():
                changing.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
                changing.create_check_constraint(op.f(f"ck_{table}_{name}"), old)


def kept_as(table: str) -> dict[str, bool]:
    return {"sqlite_with_rowid": False} if table in ROWLESS else {}


def mend_weeks() -> None:
    """Write weeks in foreign digits anew; those that are none are set aside."""
    bind = op.get_bind()
    odd = sa.text(
        f"SELECT DISTINCT week FROM feedback WHERE NOT ({week('week')}) LIMIT {BATCH}"  # noqa: S608
    )
    again = sa.text(
        "UPDATE feedback SET week = :new, state = CASE WHEN is_reviewed THEN state ELSE 'new' END, "
        "held_for = CASE WHEN is_reviewed THEN held_for ELSE NULL END WHERE week = :old"
    )
    aside = sa.text(
        "UPDATE feedback SET week = :new, state = 'rejected', held_for = NULL, is_reviewed = true "
        "WHERE week = :old"
    )
    while found := bind.scalars(odd).all():
        for old in found:
            new = in_ascii(old)
            bind.execute(again if new else aside, {"old": old, "new": new or LONG_AGO})


def in_ascii(text: str) -> str | None:
    """Return a week in the digits 0 to 9, or None where it is no week."""
    plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
    return plain if WEEK.fullmatch(plain) else None

"""Migration: what counts, the inbox, releases, benchmarks, what was done, question versions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ANSWER = "Deleted with the answer: when withdrawn, or when its week is past retention."
BATCH = "Deleted 35 days after it was closed; the audit chain keeps that it was opened."
DONE = "Kept for ever, as the partnership's record of what it did."
RELEASE = "Kept for ever: a release never changes."
IMPORTED = "Kept until its source file is imported again."
VERSION = "Kept for ever, so that answers of old versions stay readable."
MOMENT = sa.DateTime(timezone=True)
STATES = "state IN ('new', 'counted', 'held', 'repeated', 'rejected')"
STATE_WHY = f"Whether it counts: the server's secret. {ANSWER}"
NEW, UNREAD = sa.text("state = 'new'"), sa.text("outcome IS NULL")
ADDED = ("state", "held_for", "is_reviewed", "batch_id", "outcome")


def upgrade() -> None:
    create_inbox_batch()
    widen_feedback()
    create_intervention()
    create_reply()
    create_question_version()
    create_benchmark()
    create_release()
    create_release_area()
    create_release_cell()


def widen_feedback() -> None:
    add_state()
    why = f"Why it is held or repeated, a code. {ANSWER}"
    op.add_column("feedback", text("held_for", 20, why, nullable=True))
    why = f"Whether a person decided, so that no job decides anew. {ANSWER}"
    op.add_column("feedback", column("is_reviewed", sa.Boolean(), why, server_default=sa.false()))
    why = f"The inbox batch it lies open in; emptied once it is handled. {ANSWER}"
    op.add_column("feedback", column("batch_id", sa.Uuid(as_uuid=False), why, nullable=True))
    why = f"What an officer made of it, a code. {ANSWER}"
    op.add_column("feedback", text("outcome", 20, why, nullable=True))
    op.create_index("ix_feedback_batch_id", "feedback", ["batch_id"])
    op.create_index("ix_feedback_week", "feedback", ["week", "zone_id", "place_id"])
    for name, of, rule in (("new", "week", NEW), ("unread", "id", UNREAD)):
        op.create_index(
            f"ix_feedback_{name}", "feedback", [of], sqlite_where=rule, postgresql_where=rule
        )


def add_state() -> None:
    """Add the state with its rule: a plain statement, since SQLite would copy the whole table."""
    op.execute(
        "ALTER TABLE feedback ADD COLUMN state VARCHAR(10) DEFAULT 'new' NOT NULL "
        f"CONSTRAINT ck_feedback_state CHECK ({STATES})"
    )
    if op.get_bind().dialect.name == "postgresql":
        said = STATE_WHY.replace("'", "''")
        op.execute(f"COMMENT ON COLUMN feedback.state IS '{said}'")


def create_inbox_batch() -> None:
    op.create_table(
        "inbox_batch",
        column("id", sa.Uuid(as_uuid=False), f"Random. {BATCH}"),
        column("staff_id", sa.Integer(), f"Who opened it. {BATCH}", nullable=True),
        text("purpose", 300, f"What for, in words. {BATCH}"),
        column("opened_at", MOMENT, f"When. {BATCH}"),
        column(
            "closed_at",
            MOMENT,
            f"When its last answer was handled, or it was put back. {BATCH}",
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_inbox_batch"),
        to_staff("inbox_batch", "staff_id"),
    )
    op.create_index("ix_inbox_batch_staff_id", "inbox_batch", ["staff_id"])


def create_intervention() -> None:
    op.create_table(
        "intervention",
        column("id", sa.Integer(), f"Names it. {DONE}"),
        text("area_id", 64, f"In which area. {DONE}", nullable=True),
        text("place_id", 64, f"Or at which place. {DONE}", nullable=True),
        text("kind", 20, f"What sort, a code. {DONE}"),
        text("words", 300, f"What was done. {DONE}"),
        column("on_day", sa.Date(), f"When it was done. {DONE}"),
        column("made_by", sa.Integer(), f"Who wrote it down. {DONE}", nullable=True),
        column("made_at", MOMENT, f"When it was written down. {DONE}"),
        column("removed_at", MOMENT, f"When it was taken back as a mistake. {DONE}", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_intervention"),
        one_where("intervention"),
        to_staff("intervention", "made_by"),
    )
    index_where("intervention")


def create_reply() -> None:
    told = f"What it tells of, where that was written down. {DONE}"
    taken_back = f"When it was taken back; residents read it no more. {DONE}"
    op.create_table(
        "reply",
        column("id", sa.Integer(), f"Names it. {DONE}"),
        text("area_id", 64, f"For which area. {DONE}", nullable=True),
        text("place_id", 64, f"Or for which place. {DONE}", nullable=True),
        text("said", 300, f"What people said. {DONE}"),
        text("did", 300, f"What was done. {DONE}"),
        column("on_day", sa.Date(), f"The day that residents read. {DONE}"),
        column("intervention_id", sa.Integer(), told, nullable=True),
        column("made_by", sa.Integer(), f"Who wrote it. {DONE}", nullable=True),
        column("made_at", MOMENT, f"When it was written. {DONE}"),
        column("removed_at", MOMENT, taken_back, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_reply"),
        one_where("reply"),
        to_staff("reply", "made_by"),
        sa.ForeignKeyConstraint(
            ["intervention_id"],
            ["intervention.id"],
            name="fk_reply_intervention_id_intervention",
            ondelete="SET NULL",
        ),
    )
    index_where("reply")


def create_question_version() -> None:
    op.create_table(
        "question_version",
        column(
            "version",
            sa.Integer(),
            f"Rises with every change. {VERSION}",
            autoincrement=False,
        ),
        column("parts", sa.JSON(), f"The optional parts that it asks, codes. {VERSION}"),
        column("made_by", sa.Integer(), f"Who changed it. {VERSION}", nullable=True),
        column("made_at", MOMENT, f"When. {VERSION}"),
        sa.PrimaryKeyConstraint("version", name="pk_question_version"),
        to_staff("question_version", "made_by"),
    )


def create_benchmark() -> None:
    share = f"The share, 0 to 100; empty where the survey was suspended. {IMPORTED}"
    op.create_table(
        "benchmark",
        text("series", 80, f"Names survey, group and question. {IMPORTED}"),
        text("period", 20, f"The survey's year, as it writes it. {IMPORTED}"),
        text("name", 120, f"What charts call it. {IMPORTED}"),
        text("asked", 300, f"What it asked whom. {IMPORTED}"),
        column("percent", sa.Double(), share, nullable=True),
        text("source", 300, f"Where it was published. {IMPORTED}"),
        column("source_on", sa.Date(), f"When it was taken in. {IMPORTED}"),
        sa.PrimaryKeyConstraint("series", "period", name="pk_benchmark"),
    )


def create_release() -> None:
    op.create_table(
        "release",
        column("id", sa.Integer(), f"Names it. {RELEASE}"),
        text("period", 6, f"Quarter or year, such as 2026Q3 or 2026. {RELEASE}"),
        column(
            "number",
            sa.Integer(),
            f"1 for the first of its period, more for corrections. {RELEASE}",
        ),
        text("why", 300, f"What a correction corrects. {RELEASE}"),
        column("made_at", MOMENT, f"When it was made. {RELEASE}"),
        text("made_by", 120, f"Who made it, in words. {RELEASE}"),
        text("rule", 20, f"The rule of its counts. {RELEASE}"),
        column("versions", sa.JSON(), f"Which versions of the questions were answered. {RELEASE}"),
        column("audit", sa.JSON(), f"What the disclosure audit found. {RELEASE}"),
        column(
            "is_example",
            sa.Boolean(),
            f"Whether its answers were invented for a demonstration. {RELEASE}",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
        sa.UniqueConstraint("period", "number", name="uq_release_period_number"),
    )


def create_release_area() -> None:
    op.create_table(
        "release_area",
        column("release_id", sa.Integer(), f"The release. {RELEASE}"),
        text("id", 80, f"Names the area or place. {RELEASE}"),
        text("name", 120, f"What it was called. {RELEASE}"),
        text("kind", 20, f"Borough, ward, town, neighbourhood or place. {RELEASE}"),
        column("outline", sa.JSON(), f"Its border to draw, [lon, lat] pairs. {RELEASE}"),
        column(
            "zones",
            sa.JSON(),
            f"The zones it was made of, for the audit of later releases. {RELEASE}",
        ),
        sa.PrimaryKeyConstraint("release_id", "id", name="pk_release_area"),
        to_release("release_area"),
    )


def create_release_cell() -> None:
    hidden = f"Whether it is hidden although ten or more, to protect another. {RELEASE}"
    op.create_table(
        "release_cell",
        column("release_id", sa.Integer(), f"The release. {RELEASE}"),
        text("area_id", 80, f"Area, place or borough. {RELEASE}"),
        text("product", 20, f"The table it belongs to, a code. {RELEASE}"),
        text("part", 20, f"Daypart, age band or month; or nothing. {RELEASE}"),
        text("code", 30, f"What was counted, a code. {RELEASE}"),
        column(
            "shown",
            sa.Integer(),
            f"The rounded count; empty where it is not shown. {RELEASE}",
            nullable=True,
        ),
        column("is_hidden", sa.Boolean(), hidden),
        sa.PrimaryKeyConstraint(
            *("release_id", "area_id", "product", "part", "code"), name="pk_release_cell"
        ),
        to_release("release_cell"),
    )


def downgrade() -> None:
    for table in ("release_cell", "release_area", "release", "benchmark", "question_version"):
        op.drop_table(table)
    op.drop_table("reply")
    op.drop_table("intervention")
    for name in ("week", "new", "unread", "batch_id"):
        op.drop_index(f"ix_feedback_{name}", table_name="feedback")
    with op.batch_alter_table("feedback", table_kwargs={"sqlite_with_rowid": False}) as feedback:
        feedback.drop_constraint(op.f("ck_feedback_state"), type_="check")
        for name in ADDED:
            feedback.drop_column(name)
    op.drop_table("inbox_batch")


def column(
    name: str, kind: Any, comment: str, *, nullable: bool = False, **more: Any
) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=nullable, comment=comment, **more)


def text(name: str, most: int, comment: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(most), nullable=nullable, comment=comment)


def one_where(table: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(
        "(area_id IS NULL) <> (place_id IS NULL)", name=op.f(f"ck_{table}_one_where")
    )


def index_where(table: str) -> None:
    for name in ("area_id", "place_id"):
        op.create_index(f"ix_{table}_{name}", table, [name])


def to_staff(table: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [name], ["staff.id"], name=f"fk_{table}_{name}_staff", ondelete="SET NULL"
    )


def to_release(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["release_id"], ["release.id"], name=f"fk_{table}_release_id_release"
    )

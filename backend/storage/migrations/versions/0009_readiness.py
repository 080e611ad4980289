"""Migration: readiness, training, checks, reminders, visits, and whether residents were helped."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PLACE = "Deleted with the place, which is kept while it is in the network."
LINK = "Deleted 35 days after it ended."
VISIT = "Deleted with the visit, 24 months after its week."
ANSWER = "Deleted with the answer, 24 months after its week."
MOMENT = sa.DateTime(timezone=True)
DAYPARTS = ("daylight", "after_dark", "night_economy")
NEEDS = (
    *("felt_unsafe", "followed", "harassed", "alone", "unwell", "hurt", "phone_or_way", "other"),
)
ENDINGS = ("went_on", "picked_up", "police", "ambulance", "other", "not_said")


def upgrade() -> None:
    why = f"The UTC minute from which its readiness hides it. {PLACE}"
    op.add_column("place", column("ready_until", sa.Integer(), why, nullable=True))
    why = f"The UTC minute from which it is overdue, and sinks. {PLACE}"
    op.add_column("place", column("due_from", sa.Integer(), why, nullable=True))
    unready = sa.text("state = 'live' AND ready_until IS NULL")
    op.create_index(
        "ix_place_unready", "place", ["id"], sqlite_where=unready, postgresql_where=unready
    )
    create_readiness()
    create_training()
    create_confirm_link()
    create_spot_check()
    create_reminder()
    create_standing_change()
    create_visit()
    create_help_answer()


def create_readiness() -> None:
    op.create_table(
        "readiness",
        text("place_id", 64, f"The place. {PLACE}"),
        column(
            "began_on",
            sa.Date(),
            f"Since when residents may see it (again): periods begin then. {PLACE}",
        ),
        column(
            "confirmed_on",
            sa.Date(),
            f"When a guardian last said that it is ready, shown to residents. {PLACE}",
            nullable=True,
        ),
        column(
            "rota",
            sa.Integer(),
            f"How many people are on the rota; 0 before anybody said. {PLACE}",
        ),
        column(
            "short_since",
            sa.Date(),
            f"Since when too few are trained by what was written down. {PLACE}",
            nullable=True,
        ),
        column(
            "visited_on",
            sa.Date(),
            f"The day of the last spot check it passed; residents see the month. {PLACE}",
            nullable=True,
        ),
        text(
            "check_wanted",
            8,
            f"The week in which a resident said that nobody helped; until a check. {PLACE}",
            nullable=True,
        ),
        text("standing", 10, f"Where it stood at the last look, for lists. {PLACE}"),
        text(
            "why",
            20,
            f"What made it due or hid it at the last look, a code. {PLACE}",
            nullable=True,
        ),
        column("next_at", MOMENT, f"When time alone next changes something. {PLACE}"),
        sa.PrimaryKeyConstraint("place_id", name="pk_readiness"),
        to_place("readiness"),
        one_of("readiness", "standing", ("ready", "due", "suspended")),
    )
    op.create_index("ix_readiness_next_at", "readiness", ["next_at"])


def create_training() -> None:
    op.create_table(
        "training",
        column("id", sa.Integer(), f"Keeps the order. {PLACE}"),
        text("place_id", 64, f"The place. {PLACE}"),
        text("module", 20, f"In what, a code. {PLACE}"),
        column("people", sa.Integer(), f"How many of the rota. {PLACE}"),
        column("on_day", sa.Date(), f"When: it holds for some months. {PLACE}"),
        sa.PrimaryKeyConstraint("id", name="pk_training"),
        to_place("training"),
    )
    op.create_index("ix_training_place_id", "training", ["place_id"])


def create_confirm_link() -> None:
    op.create_table(
        "confirm_link",
        text("token_hash", 64, f"SHA-256 of the link's secret. {LINK}"),
        text("place_id", 64, f"Which place. {LINK}"),
        column("staff_id", sa.Integer(), f"To whom it was sent. {LINK}"),
        column("ends_at", MOMENT, f"Until when it works. {LINK}"),
        column("used_at", MOMENT, f"When it was used. {LINK}", nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_confirm_link"),
        to_place("confirm_link"),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name="fk_confirm_link_staff_id_staff",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_confirm_link_place_id", "confirm_link", ["place_id"])
    op.create_index("ix_confirm_link_ends_at", "confirm_link", ["ends_at"])


def create_spot_check() -> None:
    op.create_table(
        "spot_check",
        column("id", sa.Integer(), f"Rises with each. {PLACE}"),
        text("place_id", 64, f"Which place. {PLACE}"),
        column("at", MOMENT, f"When. {PLACE}"),
        column("staff_id", sa.Integer(), f"Who. {PLACE}", nullable=True),
        text("by", 120, f"Who, in words. {PLACE}"),
        text("outcome", 10, f"Passed or failed. {PLACE}"),
        column("failing", sa.JSON(), f"The points that did not hold, codes. {PLACE}"),
        text("notes", 1000, f"What else officers should know; never published. {PLACE}"),
        sa.PrimaryKeyConstraint("id", name="pk_spot_check"),
        to_place("spot_check"),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name="fk_spot_check_staff_id_staff",
            ondelete="SET NULL",
        ),
        one_of("spot_check", "outcome", ("passed", "failed")),
    )
    op.create_index("ix_spot_check_place_id", "spot_check", ["place_id"])
    op.create_index("ix_spot_check_at", "spot_check", ["at"])


def create_reminder() -> None:
    op.create_table(
        "reminder",
        text("place_id", 64, f"The place. {PLACE}"),
        text("kind", 20, f"Of what, a code. {PLACE}"),
        column("due_on", sa.Date(), f"When it is or was due. {PLACE}"),
        text("stage", 10, f"How urgent it was. {PLACE}"),
        column("at", MOMENT, f"When it was written. {PLACE}"),
        column(
            "mails",
            sa.Integer(),
            f"To how many people; none where nobody looks after the place. {PLACE}",
        ),
        sa.PrimaryKeyConstraint("place_id", "kind", "due_on", "stage", name="pk_reminder"),
        to_place("reminder"),
        one_of("reminder", "stage", ("before", "at_due", "last", "hidden")),
    )


def create_standing_change() -> None:
    op.create_table(
        "standing_change",
        column("id", sa.Integer(), f"Rises with each. {PLACE}"),
        text("place_id", 64, f"Which place. {PLACE}"),
        column("at", MOMENT, f"When. {PLACE}"),
        text("standing", 10, f"Ready, due, suspended; or out while not on the list. {PLACE}"),
        text("why", 20, f"Of what, a code. {PLACE}", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_standing_change"),
        to_place("standing_change"),
    )
    op.create_index("ix_standing_change_place_id", "standing_change", ["place_id", "id"])


def create_visit() -> None:
    op.create_table(
        "visit",
        column("id", sa.Uuid(as_uuid=False), f"Random. {VISIT}"),
        text("place_id", 64, f"Where. {VISIT}"),
        text("week", 8, f"ISO week; when to forget it. {VISIT}"),
        text("daypart", 20, f"Daylight, after dark or night-time economy. {VISIT}"),
        text("need", 20, f"What was needed, a code. {VISIT}"),
        text("ending", 20, f"How it ended, a code. {VISIT}"),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
        to_place("visit"),
        one_of("visit", "daypart", DAYPARTS),
        one_of("visit", "need", NEEDS),
        one_of("visit", "ending", ENDINGS),
        sa.CheckConstraint("week LIKE '____-W__'", name=op.f("ck_visit_week")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_visit_week", "visit", ["week", "place_id"])
    op.create_index("ix_visit_place_id", "visit", ["place_id", "week"])


def create_help_answer() -> None:
    op.create_table(
        "help_answer",
        column("id", sa.Uuid(as_uuid=False), f"Random; makes repeating harmless. {ANSWER}"),
        text("content_hash", 64, f"Tells a repeated message from another. {ANSWER}"),
        text("place_id", 64, f"About which place. {ANSWER}"),
        text("week", 8, f"ISO week; when to forget it. {ANSWER}"),
        text("helped", 10, f"Whether, a code. {ANSWER}"),
        sa.PrimaryKeyConstraint("id", name="pk_help_answer"),
        to_place("help_answer"),
        one_of("help_answer", "helped", ("yes", "no", "not_there")),
        sa.CheckConstraint("week LIKE '____-W__'", name=op.f("ck_help_answer_week")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_help_answer_place_id", "help_answer", ["place_id", "week"])


def downgrade() -> None:
    for table in ("help_answer", "visit", "standing_change", "reminder", "spot_check"):
        op.drop_table(table)
    for table in ("confirm_link", "training", "readiness"):
        op.drop_table(table)
    op.drop_index("ix_place_unready", "place")
    for name in ("ready_until", "due_from"):
        op.execute(f"ALTER TABLE place DROP COLUMN {name}")


def column(
    name: str, kind: Any, comment: str, *, nullable: bool = False, **more: Any
) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=nullable, comment=comment, **more)


def text(name: str, most: int, comment: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(most), nullable=nullable, comment=comment)


def one_of(table: str, name: str, codes: tuple[str, ...]) -> sa.CheckConstraint:
    rule = f"{name} IN ('" + "', '".join(codes) + "')"
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def to_place(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["place_id"], ["place.id"], name=f"fk_{table}_place_id_place", ondelete="CASCADE"
    )

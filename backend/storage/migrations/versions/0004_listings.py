"""Migration: the life of a listing, changes that wait, offers, candidates."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WITH_PLACE = "Deleted with the place, which is kept while it is in the network."
OFFER = "Deleted 7 days after an offer that was not sent, otherwise with the place."
MOMENT = sa.DateTime(timezone=True)
WITH_DRAFT = "Deleted with the draft, 12 months after it was taken or dismissed."
EVER = "Kept for ever; it says nothing about a person."
WARD = "The ward it lies in, for roll-out."
OLD_STATES = "state IN ('applied', 'checked', 'approved', 'live', 'due', 'suspended', 'left')"
STATES = OLD_STATES[:-1] + ", 'declined')"
OLD_DRAFT_STATES = "state IN ('waiting', 'taken', 'dismissed')"
DRAFT_STATES = "state IN ('waiting', 'invited', 'applied', 'taken', 'dismissed')"
PLACE_INDEXES = ("state", "listed_until", "name")
DRAFT_COLUMNS = ("sort", "ward_id", "gone_on", "invited_at", "invited_email", "invitation_hash")


def upgrade() -> None:
    with op.batch_alter_table("place") as place:
        place.drop_constraint(op.f("ck_place_state"), type_="check")
        place.create_check_constraint(op.f("ck_place_state"), STATES)
        place.alter_column("checked_on", existing_type=sa.Date(), nullable=True)
        place.alter_column("listed_until", existing_type=sa.Integer(), nullable=True)
        runs = f"Who runs it. {WITH_PLACE}"
        place.add_column(text("organisation", 120, runs, server_default=""))
        spoken = f"Languages spoken there, shown to residents. {WITH_PLACE}"
        place.add_column(column("languages", sa.JSON(), spoken, server_default="[]"))
        place.add_column(text("ward_id", 64, f"{WARD} {WITH_PLACE}", nullable=True))
        rises = f"Rises with every change: a form made before is stale. {WITH_PLACE}"
        place.add_column(number("version", rises, server_default="1"))
        for name in PLACE_INDEXES:
            place.create_index(f"ix_place_{name}", [name])
    alter_drafts()
    with op.batch_alter_table("publication") as publication:
        due = f"Whether something changed that residents must see. {EVER}"
        publication.add_column(column("is_due", sa.Boolean(), due, server_default=sa.false()))
        last = f"When it was last published. {EVER}"
        publication.add_column(column("published_at", MOMENT, last, nullable=True))
    create_listing_step()
    create_place_change()
    create_offer()


def alter_drafts() -> None:
    with op.batch_alter_table("place_draft") as draft:
        draft.drop_constraint(op.f("ck_place_draft_state"), type_="check")
        draft.create_check_constraint(op.f("ck_place_draft_state"), DRAFT_STATES)
        draft.alter_column("lat", existing_type=sa.Double(), nullable=True)
        draft.alter_column("lon", existing_type=sa.Double(), nullable=True)
        sort = f"What its list calls it. {WITH_DRAFT}"
        draft.add_column(text("sort", 60, sort, server_default=""))
        draft.add_column(text("ward_id", 64, f"{WARD} {WITH_DRAFT}", nullable=True))
        gone = f"The day of the first import that no longer had it. {WITH_DRAFT}"
        draft.add_column(column("gone_on", sa.Date(), gone, nullable=True))
        when = f"When it was last invited. {WITH_DRAFT}"
        draft.add_column(column("invited_at", MOMENT, when, nullable=True))
        where = f"Where the invitation went. {WITH_DRAFT}"
        draft.add_column(text("invited_email", 254, where, server_default=""))
        secret = f"SHA-256 of the invitation's secret. {WITH_DRAFT}"
        draft.add_column(text("invitation_hash", 64, secret, nullable=True))
        draft.create_unique_constraint("uq_place_draft_invitation_hash", ["invitation_hash"])
        draft.create_index("ix_place_draft_state", ["state"])
        draft.create_index("ix_place_draft_ward_id", ["ward_id"])


def downgrade() -> None:
    for table in ("offer", "place_change", "listing_step"):
        op.drop_table(table)
    with op.batch_alter_table("publication") as publication:
        publication.drop_column("published_at")
        publication.drop_column("is_due")
    forget_what_the_older_tables_cannot_hold()
    with op.batch_alter_table("place_draft") as draft:
        draft.drop_index("ix_place_draft_state")
        draft.drop_index("ix_place_draft_ward_id")
        draft.drop_constraint("uq_place_draft_invitation_hash", type_="unique")
        draft.drop_constraint(op.f("ck_place_draft_state"), type_="check")
        draft.create_check_constraint(op.f("ck_place_draft_state"), OLD_DRAFT_STATES)
        for name in DRAFT_COLUMNS:
            draft.drop_column(name)
        draft.alter_column("lat", existing_type=sa.Double(), nullable=False)
        draft.alter_column("lon", existing_type=sa.Double(), nullable=False)
    with op.batch_alter_table("place") as place:
        for name in PLACE_INDEXES:
            place.drop_index(f"ix_place_{name}")
        place.drop_constraint(op.f("ck_place_state"), type_="check")
        place.create_check_constraint(op.f("ck_place_state"), OLD_STATES)
        for name in ("version", "ward_id", "languages", "organisation"):
            place.drop_column(name)
        place.alter_column("checked_on", existing_type=sa.Date(), nullable=False)
        place.alter_column("listed_until", existing_type=sa.Integer(), nullable=False)


def forget_what_the_older_tables_cannot_hold() -> None:
    op.execute("DELETE FROM place WHERE checked_on IS NULL OR listed_until IS NULL")
    op.execute("DELETE FROM place WHERE state = 'declined'")
    op.execute("DELETE FROM place_draft WHERE lat IS NULL OR lon IS NULL")
    op.execute("UPDATE place_draft SET state = 'waiting' WHERE state IN ('invited', 'applied')")


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


def create_listing_step() -> None:
    op.create_table(
        "listing_step",
        column("id", sa.Integer(), f"Rises with every step. {WITH_PLACE}"),
        text("place_id", 64, f"The place. {WITH_PLACE}"),
        text("deed", 20, f"What was done, a code. {WITH_PLACE}"),
        column("at", MOMENT, f"When. {WITH_PLACE}"),
        number(
            "staff_id",
            f"Who, so that nobody approves alone; empty for the offer itself. {WITH_PLACE}",
            nullable=True,
        ),
        text("by", 120, f"Who, in words, also when the account is gone. {WITH_PLACE}"),
        text("reason", 1000, f"Why, in words. {WITH_PLACE}"),
        column(
            "changed",
            sa.JSON(),
            f"What was changed: each field's values before and after. {WITH_PLACE}",
        ),
        refers("listing_step", "place_id", "place", ondelete="CASCADE"),
        refers("listing_step", "staff_id", "staff", ondelete="SET NULL"),
        key("listing_step", "id"),
    )
    op.create_index("ix_listing_step_place_id", "listing_step", ["place_id"])
    op.create_index("ix_listing_step_deed", "listing_step", ["deed", "place_id"])


def create_place_change() -> None:
    op.create_table(
        "place_change",
        text("id", 36, f"Names it. {WITH_PLACE}"),
        text("place_id", 64, f"The place. {WITH_PLACE}"),
        column("wanted", sa.JSON(), f"The fields that shall change and their values. {WITH_PLACE}"),
        column(
            "is_move",
            sa.Boolean(),
            f"Whether the place moves: it is hidden meanwhile. {WITH_PLACE}",
        ),
        text("state", 12, f"Waiting, approved, declined, withdrawn. {WITH_PLACE}"),
        number("made_by", f"Who asks. {WITH_PLACE}", nullable=True),
        column("made_at", MOMENT, f"Since when. {WITH_PLACE}"),
        column("decided_at", MOMENT, f"When. {WITH_PLACE}", nullable=True),
        refers("place_change", "made_by", "staff", ondelete="SET NULL"),
        refers("place_change", "place_id", "place", ondelete="CASCADE"),
        check("place_change", "state", "state IN ('waiting', 'approved', 'declined', 'withdrawn')"),
        key("place_change", "id"),
    )
    op.create_index("ix_place_change_place_id", "place_change", ["place_id"])


def create_offer() -> None:
    op.create_table(
        "offer",
        text("id", 36, f"Names it. {OFFER}"),
        column("answers", sa.JSON(), f"What was answered, page by page, contact included. {OFFER}"),
        text("state", 12, f"Begun, sent, or confirmed by mail. {OFFER}"),
        text("email", 254, f"Where the confirmation went. {OFFER}"),
        text("token_hash", 64, f"SHA-256 of the link's secret. {OFFER}", nullable=True),
        text("draft_id", 64, f"The candidate that was invited, if any. {OFFER}", nullable=True),
        text("place_id", 64, f"The place it became. {OFFER}", nullable=True),
        column("begun_at", MOMENT, f"When. {OFFER}"),
        column("sent_at", MOMENT, f"When. {OFFER}", nullable=True),
        column("confirmed_at", MOMENT, f"When. {OFFER}", nullable=True),
        refers("offer", "place_id", "place", ondelete="CASCADE"),
        check("offer", "state", "state IN ('begun', 'sent', 'confirmed')"),
        sa.UniqueConstraint("token_hash", name="uq_offer_token_hash"),
        sa.UniqueConstraint("place_id", name="uq_offer_place_id"),
        key("offer", "id"),
    )
    op.create_index("ix_offer_email", "offer", ["email"])

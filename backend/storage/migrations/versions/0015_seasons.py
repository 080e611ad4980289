"""Migration: hours that are not the same all year, and the school holidays they go by."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

COMPATIBLE_FROM = "0015"
"""Programs before know no seasons, and would show the usual hours at every time of the year."""

WITH_PLACE = "Deleted with the place, which is kept while it is in the network."
WITH_DRAFT = "Deleted with the draft, 12 months after it was taken or dismissed."
REPLACED = "Kept until a newer list replaces it."
COLUMNS = (
    ("place", "seasons", f"Hours at certain times of the year, as published. {WITH_PLACE}"),
    ("place_draft", "seasons", f"Hours at certain times of the year, as published. {WITH_DRAFT}"),
)


def upgrade() -> None:
    for table, name, comment in COLUMNS:
        with op.batch_alter_table(table) as changing:
            changing.add_column(
                sa.Column(name, sa.JSON(), nullable=False, server_default="[]", comment=comment)
            )
        with op.batch_alter_table(table) as changing:
            changing.alter_column(name, server_default=None)
    op.create_table(
        "school_holiday",
        sa.Column("first", sa.Date(), nullable=False, comment=f"Its first day. {REPLACED}"),
        sa.Column("last", sa.Date(), nullable=False, comment=f"Its last day. {REPLACED}"),
        sa.Column("name", sa.String(60), nullable=False, comment=f"Its name. {REPLACED}"),
        sa.PrimaryKeyConstraint("first", name="pk_school_holiday"),
        sa.CheckConstraint("last >= first", name=op.f("ck_school_holiday_order")),
    )


def downgrade() -> None:
    close_what_seasons_tell()
    op.drop_table("school_holiday")
    for table, name, _comment in reversed(COLUMNS):
        with op.batch_alter_table(table) as changing:
            changing.drop_column(name)


def close_what_seasons_tell() -> None:
    """Leave no usual hours on weekdays of which a season spoke: the tables before know none."""
    place = sa.table("place", sa.column("id", sa.String), sa.column("seasons", sa.JSON))
    weekly = sa.table("place_weekly", sa.column("place_id"), sa.column("weekday"))
    for place_id, seasons in op.get_bind().execute(sa.select(place.c.id, place.c.seasons)).all():
        told = {at for each in seasons for at, day in enumerate(each["days"]) if day is not None}
        if told:
            op.execute(
                sa.delete(weekly).where(weekly.c.place_id == place_id, weekly.c.weekday.in_(told))
            )

"""Migration: districts of an outline, finer postcodes, second names, premises by council."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
COMPATIBLE_FROM = "0015"

REPLACED = "Kept until a newer file replaces it."
OUTLINE = "Kept until a network file replaces it."
DRAFT = "Deleted with the draft, 12 months after it was taken or dismissed."


def upgrade() -> None:
    op.add_column(
        "area",
        sa.Column(
            "districts",
            sa.JSON(),
            nullable=False,
            server_default="[]",
            comment=f"Of the outline: codes of its districts, by which postcodes belong. {OUTLINE}",
        ),
    )
    op.add_column(
        "postcode",
        sa.Column(
            "grain_m",
            sa.Double(),
            nullable=False,
            server_default="1",
            comment=f"How fine its centre is told, so that no rounder one takes its place. "
            f"{REPLACED}",
        ),
    )
    op.add_column(
        "gazetteer_name",
        sa.Column(
            "is_second",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="Whether it is another name of a place whose first name stands here too: found "
            f"by, but nothing is called after it. {OUTLINE}",
        ),
    )
    op.add_column(
        "place_draft",
        sa.Column(
            "authority",
            sa.String(20),
            nullable=False,
            server_default="",
            comment=f"Whose list has it, the scheme's code of a council. {DRAFT}",
        ),
    )
    create_hygiene_list()


def create_hygiene_list() -> None:
    code = f"The scheme's code of the council. {REPLACED}"
    day = f"The day the list was made, so that an older one is refused. {REPLACED}"
    words = f"The council, in words. {REPLACED}"
    op.create_table(
        "hygiene_list",
        sa.Column("authority", sa.String(20), nullable=False, comment=code),
        sa.Column("name", sa.String(120), nullable=False, comment=words),
        sa.Column("extracted_on", sa.Date(), nullable=True, comment=day),
        sa.PrimaryKeyConstraint("authority", name="pk_hygiene_list"),
    )


def downgrade() -> None:
    op.drop_table("hygiene_list")
    for table, column in (
        ("place_draft", "authority"),
        ("gazetteer_name", "is_second"),
        ("postcode", "grain_m"),
        ("area", "districts"),
    ):
        with op.batch_alter_table(table) as changing:
            changing.drop_column(column)

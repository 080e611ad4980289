"""Migration: which place a draft is, and what newer lists say otherwise of it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COMPATIBLE_FROM = "0015"

WITH_DRAFT = "Deleted with the draft, 12 months after it was taken or dismissed."


def upgrade() -> None:
    with op.batch_alter_table("place_draft") as changing:
        changing.add_column(
            sa.Column(
                "place_id",
                sa.String(64),
                nullable=True,
                comment=f"The place that it is, if it is one. {WITH_DRAFT}",
            )
        )
        changing.add_column(
            sa.Column(
                "news",
                sa.JSON(),
                nullable=False,
                server_default="{}",
                comment=f"What its list says otherwise since somebody decided. {WITH_DRAFT}",
            )
        )
        changing.create_foreign_key(
            "fk_place_draft_place_id_place", "place", ["place_id"], ["id"], ondelete="SET NULL"
        )
    became = sa.text(
        "UPDATE place_draft SET place_id = (SELECT min(offer.place_id) FROM offer"
        " WHERE offer.draft_id = place_draft.id)"
    )
    op.execute(became)


def downgrade() -> None:
    with op.batch_alter_table("place_draft") as changing:
        changing.drop_constraint("fk_place_draft_place_id_place", type_="foreignkey")
        changing.drop_column("news")
        changing.drop_column("place_id")

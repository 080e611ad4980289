"""Migration: postcodes, points of help, drafts of places; zone sets, borders and vintages."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NETWORK_FILE = "Kept until a network file replaces it."
REPLACED = "Kept until a newer file replaces it."
WITH_DRAFT = "Deleted with the draft, 12 months after it was taken or dismissed."
EVER = "Kept for ever; it says nothing about a person."
ON_MAP = "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180"


def upgrade() -> None:
    create_postcodes()
    create_points()
    create_drafts()
    op.create_table(
        "zone_set",
        number("version", f"Rises with every change. {EVER}"),
        number("least_postcodes", f"The least number of postcodes in a zone that has any. {EVER}"),
        number("zones", f"How many zones it had. {EVER}"),
        key("zone_set", "version"),
    )
    is_current = "Whether new answers may choose it; an older zone stays readable. Kept with it."
    op.add_column("zone", column("is_current", sa.Boolean(), is_current, server_default=sa.true()))
    border = f"The exact border, GeoJSON, to sort zones into areas. {NETWORK_FILE}"
    op.add_column("area", column("border", sa.Text(), border, nullable=True))
    vintage = f"The year of its borders; 0 where they have none. {NETWORK_FILE}"
    op.add_column("area", column("vintage", sa.Integer(), vintage, server_default="0"))


def downgrade() -> None:
    op.drop_column("area", "vintage")
    op.drop_column("area", "border")
    op.drop_column("zone", "is_current")
    for table in ("zone_set", "place_draft", "point_of_help", "postcode"):
        op.drop_table(table)


def column(name: str, kind: Any, comment: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, comment=comment, **{"nullable": False, **options})


def number(name: str, comment: str) -> sa.Column[Any]:
    return column(name, sa.Integer(), comment, autoincrement=False)


def text(name: str, most: int, comment: str) -> sa.Column[Any]:
    return column(name, sa.String(most), comment)


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def create_postcodes() -> None:
    op.create_table(
        "postcode",
        text("postcode", 8, f'Such as "WN1 1AA". {REPLACED}'),
        column("lat", sa.Double(), f"Its centre, degrees. {REPLACED}"),
        column("lon", sa.Double(), f"Its centre, degrees. {REPLACED}"),
        check("postcode", "on_map", ON_MAP),
        key("postcode", "postcode"),
    )


def create_points() -> None:
    op.create_table(
        "point_of_help",
        text("id", 64, f"Names the point in lists. {REPLACED}"),
        text("kind", 20, f"What it is, a code. {REPLACED}"),
        text("name", 120, f"Where it hangs. {REPLACED}"),
        text("town", 60, f"To find it. {REPLACED}"),
        text("detail", 200, f"How to reach it, such as a cabinet code's owner. {REPLACED}"),
        column("lat", sa.Double(), f"Where it is, degrees. {REPLACED}"),
        column("lon", sa.Double(), f"Where it is, degrees. {REPLACED}"),
        check("point_of_help", "on_map", ON_MAP),
        check("point_of_help", "kind", "kind IN ('defibrillator', 'bleed_kit', 'amnesty_bin')"),
        key("point_of_help", "id"),
    )


def create_drafts() -> None:
    op.create_table(
        "place_draft",
        text("id", 64, f"Names it, in every import alike. {WITH_DRAFT}"),
        text("source", 60, f"Which list it comes from, so that it can be asked. {WITH_DRAFT}"),
        text("name", 120, f"Its name on the door. {WITH_DRAFT}"),
        text("kind", 40, f"What it is, a code. {WITH_DRAFT}"),
        text("town", 60, f"Where it is. {WITH_DRAFT}"),
        text("address", 200, f"To find it. {WITH_DRAFT}"),
        text("postcode", 10, f"To find it. {WITH_DRAFT}"),
        column("lat", sa.Double(), f"Where it is, degrees. {WITH_DRAFT}"),
        column("lon", sa.Double(), f"Where it is, degrees. {WITH_DRAFT}"),
        text("phone", 20, f"To call it. {WITH_DRAFT}"),
        column(
            "facilities", sa.JSON(), f"What the list says can be had there, codes. {WITH_DRAFT}"
        ),
        column(
            "weekly",
            sa.JSON(),
            f"Weekly hours as published; [] where the list has none. {WITH_DRAFT}",
        ),
        column("notes", sa.JSON(), f"What the importer noted for whoever vets it. {WITH_DRAFT}"),
        text("state", 12, f"Waiting, taken up or dismissed. {WITH_DRAFT}"),
        check("place_draft", "on_map", ON_MAP),
        check("place_draft", "state", "state IN ('waiting', 'taken', 'dismissed')"),
        key("place_draft", "id"),
    )

"""Migration: places with hours, zones, areas, names, answers, withdrawals, the publication."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

REPLACED = "Kept until a network file replaces it."
WITH_PLACE = "Deleted with the place, which is kept while it is in the network."
RETENTION = "Deleted with the answer: when withdrawn, or when its week is past retention."
EVER = "Kept for ever; it says nothing about a person."
ON_MAP = "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180"
MINUTES = "opens >= 0 AND opens < 1440 AND closes > opens AND closes <= opens + 1440"
WEEK = "week LIKE '____-W__'"
STATES = "state IN ('applied', 'checked', 'approved', 'live', 'due', 'suspended', 'left')"
DAYPARTS = "daypart IN ('not_said', 'daylight', 'after_dark', 'night_economy', 'other')"


def upgrade() -> None:
    create_zones()
    create_areas()
    create_names()
    create_places()
    create_weekly()
    create_exceptions()
    create_publication()
    create_feedback()
    create_withdrawn()


def downgrade() -> None:
    op.drop_table("withdrawn")
    op.drop_index("ix_feedback_receipt_hash", "feedback")
    op.drop_table("feedback")
    op.drop_table("publication")
    op.drop_table("place_exception_interval")
    op.drop_table("place_exception")
    op.drop_table("place_weekly")
    op.drop_table("place")
    op.drop_table("gazetteer_name")
    op.drop_table("zone_area")
    op.drop_table("area")
    op.drop_table("zone")


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


def create_zones() -> None:
    op.create_table(
        "zone",
        text("id", 64, "Names the zone in answers. Kept with the answers."),
        column("lat", sa.Double(), f"Centre, degrees. {REPLACED}"),
        column("lon", sa.Double(), f"Centre, degrees. {REPLACED}"),
        text("label", 120, f"What people choose the zone by. {REPLACED}"),
        text("town", 60, f"Groups the zones on the phone. {REPLACED}"),
        check("zone", "on_map", ON_MAP),
        key("zone", "id"),
    )


def create_areas() -> None:
    op.create_table(
        "area",
        text("id", 64, f"Names the area. {REPLACED}"),
        text("name", 120, f"What people call the area. {REPLACED}"),
        text("kind", 20, f"Borough, ward, town or neighbourhood. {REPLACED}"),
        column("outline", sa.JSON(), f"Simplified border to draw, [lon, lat] pairs. {REPLACED}"),
        key("area", "id"),
    )
    op.create_table(
        "zone_area",
        text("area_id", 64, "The area. Deleted with it."),
        text("zone_id", 64, "A zone that counts towards it. Deleted with either."),
        refers("zone_area", "area_id", "area", ondelete="CASCADE"),
        refers("zone_area", "zone_id", "zone", ondelete="CASCADE"),
        key("zone_area", "area_id", "zone_id"),
    )


def create_names() -> None:
    op.create_table(
        "gazetteer_name",
        text("kind", 20, f"Town, landmark or postcode. {REPLACED}"),
        text("name", 120, f"What people type. {REPLACED}"),
        text("town", 60, f"Tells equal names apart. {REPLACED}"),
        column("lat", sa.Double(), f"Where it is, degrees. {REPLACED}"),
        column("lon", sa.Double(), f"Where it is, degrees. {REPLACED}"),
        check("gazetteer_name", "on_map", ON_MAP),
        key("gazetteer_name", "kind", "name", "town"),
    )


def create_places() -> None:
    op.create_table(
        "place",
        text("id", 64, f"Names the place in lists and answers. {WITH_PLACE}"),
        text("name", 120, f"Its name on the door. {WITH_PLACE}"),
        text("kind", 40, f"What it is, a code. {WITH_PLACE}"),
        text("town", 60, f"Where it is. {WITH_PLACE}"),
        text("address", 200, f"To find it. {WITH_PLACE}"),
        text("postcode", 10, f"To find it. {WITH_PLACE}"),
        column("lat", sa.Double(), f"To rank it by walk, degrees. {WITH_PLACE}"),
        column("lon", sa.Double(), f"To rank it by walk, degrees. {WITH_PLACE}"),
        text("phone", 20, f"To call it. {WITH_PLACE}"),
        column("facilities", sa.JSON(), f"What can be had there, codes. {WITH_PLACE}"),
        text("state", 12, f"Where its listing stands; only live is published. {WITH_PLACE}"),
        column(
            "checked_on", sa.Date(), f"The day of the last check, shown to residents. {WITH_PLACE}"
        ),
        number("listed_until", f"The UTC minute after which it must not be shown. {WITH_PLACE}"),
        check("place", "on_map", ON_MAP),
        check("place", "state", STATES),
        key("place", "id"),
    )


def create_weekly() -> None:
    op.create_table(
        "place_weekly",
        text("place_id", 64, f"The place. {WITH_PLACE}"),
        number("weekday", f"0 is Monday. {WITH_PLACE}"),
        number("opens", f"When it opens. {WITH_PLACE}"),
        number("closes", f"When it closes, over 1440 after midnight. {WITH_PLACE}"),
        check("place_weekly", "weekday", "weekday BETWEEN 0 AND 6"),
        check("place_weekly", "minutes", MINUTES),
        refers("place_weekly", "place_id", "place", ondelete="CASCADE"),
        key("place_weekly", "place_id", "weekday", "opens"),
    )


def create_exceptions() -> None:
    day, interval = "place_exception", "place_exception_interval"
    op.create_table(
        day,
        text("place_id", 64, f"The place. {WITH_PLACE}"),
        column("on_day", sa.Date(), f"The day. {WITH_PLACE}"),
        refers(day, "place_id", "place", ondelete="CASCADE"),
        key(day, "place_id", "on_day"),
    )
    op.create_table(
        interval,
        text("place_id", 64, f"The place. {WITH_PLACE}"),
        column("on_day", sa.Date(), f"The day. {WITH_PLACE}"),
        number("opens", f"When it opens. {WITH_PLACE}"),
        number("closes", f"When it closes, over 1440 after midnight. {WITH_PLACE}"),
        check(interval, "minutes", MINUTES),
        sa.ForeignKeyConstraint(
            ["place_id", "on_day"],
            [f"{day}.place_id", f"{day}.on_day"],
            name=f"fk_{interval}_place_id_on_day_{day}",
            ondelete="CASCADE",
        ),
        key(interval, "place_id", "on_day", "opens"),
    )


def create_publication() -> None:
    op.create_table(
        "publication",
        number("id", f"Always 1: one row. {EVER}"),
        text("epoch", 36, f"Changes when phones must take everything anew. {EVER}"),
        number("version", f"Rises by one each time. {EVER}"),
        check("publication", "single", "id = 1"),
        key("publication", "id"),
    )


def create_feedback() -> None:
    hash_why = "Lets its author follow or withdraw it."
    voice_why = "Lets one voice count once per zone and week."
    version_why = "In which version; versions are never mixed."
    op.create_table(
        "feedback",
        column(
            "id",
            sa.Uuid(as_uuid=False),
            f"Random, made on the phone; makes repeating harmless. {RETENTION}",
        ),
        text("content_hash", 64, f"Tells a repeated message from another. {RETENTION}"),
        text("zone_id", 64, f"The neighbourhood it is about. {RETENTION}", nullable=True),
        text("place_id", 64, f"Or the safe place it is about. {RETENTION}", nullable=True),
        text("week", 8, f"ISO week of the feeling, as the phone says. {RETENTION}"),
        text("daypart", 20, f"Daylight, after dark or night economy. {RETENTION}"),
        *(text(name, 40, f"{why} {RETENTION}") for name, why in BEFORE_FACTORS.items()),
        column("factors", sa.JSON(), f"Why, codes: so that something can be done. {RETENTION}"),
        *(text(name, 40, f"{why} {RETENTION}") for name, why in AFTER_FACTORS.items()),
        text("questions", 64, f"Which questions were asked. {RETENTION}"),
        number("questions_version", f"{version_why} {RETENTION}"),
        text("receipt_hash", 64, f"{hash_why} {RETENTION}", nullable=True),
        text("voice", 64, f"{voice_why} {RETENTION}", nullable=True),
        *feedback_rules(),
        key("feedback", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_feedback_receipt_hash", "feedback", ["receipt_hash"])


BEFORE_FACTORS = {"level": "How safe it feels: what UMay is for."}
AFTER_FACTORS = {
    "happened": "Whether something happened.",
    "reported": "Whether it was reported.",
    "why_not": "Why not.",
    "age_band": "To see who feels unsafe, wide bands.",
    "gender": "To see who feels unsafe.",
    "setting": "Street, park, transport, inside.",
}


def feedback_rules() -> list[Any]:
    return [
        check("feedback", "one_where", "(zone_id IS NULL) <> (place_id IS NULL)"),
        check("feedback", "week", WEEK),
        check("feedback", "daypart", DAYPARTS),
        refers("feedback", "zone_id", "zone"),
        refers("feedback", "place_id", "place"),
    ]


def create_withdrawn() -> None:
    why = "Receipt hash (64 characters) or answer id (36). Deleted 400 days after `week`."
    op.create_table(
        "withdrawn",
        text("token", 64, why),
        text("week", 8, "ISO week of the withdrawal: when to forget it. Deleted with the row."),
        check("withdrawn", "week", WEEK),
        key("withdrawn", "token"),
        sqlite_with_rowid=False,
    )

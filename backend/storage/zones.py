"""Records: zones, areas, which zone belongs to which area, and the gazetteer's names."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    String,
    Text,
    delete,
    false,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.storage.database import Row
from shared.geo import Point

_UNTIL_REPLACED = "Kept until a network file replaces it."
_FOR_EVER = "Kept for ever; it says nothing about a person."
_ON_MAP = "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180"


_UNSEEN = {"synchronize_session": False}


class ZoneRow(Row):
    """The smallest area that an answer may name."""

    __tablename__ = "zone"
    __table_args__ = (CheckConstraint(_ON_MAP, name="on_map"),)

    id: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment="Names the zone in answers. Kept with the answers."
    )
    lat: Mapped[float] = mapped_column(comment=f"Centre, degrees. {_UNTIL_REPLACED}")
    lon: Mapped[float] = mapped_column(comment=f"Centre, degrees. {_UNTIL_REPLACED}")
    label: Mapped[str] = mapped_column(
        String(120), comment=f"What people choose the zone by. {_UNTIL_REPLACED}"
    )
    town: Mapped[str] = mapped_column(
        String(60), comment=f"Groups the zones on the phone. {_UNTIL_REPLACED}"
    )
    is_current: Mapped[bool] = mapped_column(
        server_default=true(),
        default=True,
        comment="Whether new answers may choose it; an older zone stays readable. Kept with it.",
    )


class AreaRow(Row):
    """A ward, town centre or neighbourhood for which figures are made."""

    __tablename__ = "area"

    id: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment=f"Names the area. {_UNTIL_REPLACED}"
    )
    name: Mapped[str] = mapped_column(
        String(120), comment=f"What people call the area. {_UNTIL_REPLACED}"
    )
    kind: Mapped[str] = mapped_column(
        String(20), comment=f"Borough, ward, town or neighbourhood. {_UNTIL_REPLACED}"
    )
    outline: Mapped[list[list[float]]] = mapped_column(
        JSON, comment=f"Simplified border to draw, [lon, lat] pairs. {_UNTIL_REPLACED}"
    )
    border: Mapped[str | None] = mapped_column(
        Text,
        comment=f"The exact border, GeoJSON, to sort zones into areas. {_UNTIL_REPLACED}",
    )
    vintage: Mapped[int] = mapped_column(
        server_default="0",
        default=0,
        comment=f"The year of its borders; 0 where they have none. {_UNTIL_REPLACED}",
    )
    districts: Mapped[list[str]] = mapped_column(
        JSON,
        server_default="[]",
        default=list,
        comment=f"Of the outline: codes of its districts, by which postcodes belong. "
        f"{_UNTIL_REPLACED}",
    )


class ZoneSetRow(Row):
    """One build of the zones: its version and the rule it holds."""

    __tablename__ = "zone_set"

    version: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment=f"Rises with every change. {_FOR_EVER}"
    )
    least_postcodes: Mapped[int] = mapped_column(
        comment=f"The least number of postcodes in a zone that has any. {_FOR_EVER}"
    )
    zones: Mapped[int] = mapped_column(comment=f"How many zones it had. {_FOR_EVER}")


class ZoneAreaRow(Row):
    """Which zones an area is made of."""

    __tablename__ = "zone_area"

    area_id: Mapped[str] = mapped_column(
        ForeignKey("area.id", ondelete="CASCADE"),
        primary_key=True,
        comment="The area. Deleted with it.",
    )
    zone_id: Mapped[str] = mapped_column(
        ForeignKey("zone.id", ondelete="CASCADE"),
        primary_key=True,
        comment="A zone that counts towards it. Deleted with either.",
    )


class NameRow(Row):
    """A town, landmark or postcode centre that people can search by, on their own phone."""

    __tablename__ = "gazetteer_name"
    __table_args__ = (CheckConstraint(_ON_MAP, name="on_map"),)

    kind: Mapped[str] = mapped_column(
        String(20), primary_key=True, comment=f"Town, landmark or postcode. {_UNTIL_REPLACED}"
    )
    name: Mapped[str] = mapped_column(
        String(120), primary_key=True, comment=f"What people type. {_UNTIL_REPLACED}"
    )
    town: Mapped[str] = mapped_column(
        String(60), primary_key=True, comment=f"Tells equal names apart. {_UNTIL_REPLACED}"
    )
    lat: Mapped[float] = mapped_column(comment=f"Where it is, degrees. {_UNTIL_REPLACED}")
    lon: Mapped[float] = mapped_column(comment=f"Where it is, degrees. {_UNTIL_REPLACED}")
    is_second: Mapped[bool] = mapped_column(
        server_default=false(),
        default=False,
        comment="Whether it is another name of a place whose first name stands here too: found by, "
        f"but nothing is called after it. {_UNTIL_REPLACED}",
    )


def all_zones(session: Session) -> list[ZoneRow]:
    """Return every zone in the order of ids, those of older builds too."""
    return list(session.scalars(select(ZoneRow).order_by(ZoneRow.id)))


def current_zones(session: Session) -> list[ZoneRow]:
    """Return the zones that new answers may choose, in the order of ids."""
    chosen = select(ZoneRow).where(ZoneRow.is_current).order_by(ZoneRow.id)
    return list(session.scalars(chosen))


def retire_zones_except(session: Session, kept: Iterable[str]) -> None:
    """Let new answers choose only these; the others stay, for the answers that name them."""
    keeping = ZoneRow.id.in_(list(kept))
    session.execute(update(ZoneRow).values(is_current=keeping), execution_options=_UNSEEN)


def newest_zone_set(session: Session) -> int:
    """Return the version of the newest zone set, 0 before the first."""
    return session.scalar(select(func.max(ZoneSetRow.version))) or 0


def all_areas(session: Session) -> list[AreaRow]:
    """Return every area in the order of ids, those with older borders too."""
    return list(session.scalars(select(AreaRow).order_by(AreaRow.id)))


def current_areas(session: Session) -> list[AreaRow]:
    """Return the areas with the newest borders of their kind, in the order of ids."""
    areas = all_areas(session)
    newest: dict[str, int] = {}
    for area in areas:
        newest[area.kind] = max(area.vintage, newest.get(area.kind, 0))
    return [area for area in areas if area.vintage == newest[area.kind]]


def current_names(session: Session) -> list[tuple[str, str, str]]:
    """Return (id, name, kind) of the areas with the newest borders, without reading any border."""
    found = session.execute(select(AreaRow.id, AreaRow.name, AreaRow.kind, AreaRow.vintage)).all()
    newest: dict[str, int] = {}
    for _, _, kind, vintage in found:
        newest[kind] = max(vintage, newest.get(kind, 0))
    return [(key, name, kind) for key, name, kind, year in found if year == newest[kind]]


def borough(session: Session) -> AreaRow | None:
    """Return the area whose border is the borough's outline, or None before it was imported."""
    areas = (area for area in current_areas(session) if area.kind == "borough" and area.border)
    return next(areas, None)


def all_names(session: Session) -> list[NameRow]:
    """Return the gazetteer: first names in the order of kind, name and town, then second ones."""
    order = (NameRow.is_second, NameRow.kind, NameRow.name, NameRow.town)
    return list(session.scalars(select(NameRow).order_by(*order)))


def first_names(session: Session) -> list[NameRow]:
    """Return the gazetteer without second names: what zones and places are called after."""
    return [row for row in all_names(session) if not row.is_second]


def known_towns(session: Session) -> dict[str, Point]:
    """Return where each town is, by its first name."""
    return {row.name: Point(row.lat, row.lon) for row in first_names(session) if row.kind == "town"}


def zone_ids(session: Session) -> frozenset[str]:
    """Return the ids of all zones."""
    return frozenset(session.scalars(select(ZoneRow.id)))


def has_zone(session: Session, zone_id: str) -> bool:
    """Return whether there is a zone of this id."""
    return session.scalar(select(ZoneRow.id).where(ZoneRow.id == zone_id)) is not None


def zone_label(session: Session, zone_id: str) -> str | None:
    """Return the label of a zone, or None where there is no such zone."""
    return session.scalar(select(ZoneRow.label).where(ZoneRow.id == zone_id))


def areas_of_zones(session: Session, ids: Iterable[str]) -> set[str]:
    """Return the ids of the areas that any of these zones counts towards."""
    found = select(ZoneAreaRow.area_id).where(ZoneAreaRow.zone_id.in_(list(ids)))
    return set(session.scalars(found.distinct()))


def put(session: Session, row_type: type[Row], entries: Iterable[Mapping[str, Any]]) -> None:
    """Add each entry, or replace the row with its primary key."""
    for entry in entries:
        session.merge(row_type(**entry))
    session.flush()


def put_members(session: Session, area_id: str, members: Iterable[str]) -> None:
    """Make an area consist of exactly these zones."""
    session.execute(delete(ZoneAreaRow).where(ZoneAreaRow.area_id == area_id))
    rows = [{"area_id": area_id, "zone_id": zone_id} for zone_id in sorted(set(members))]
    if rows:
        session.execute(insert(ZoneAreaRow), rows)

"""Deeds: building the zone set from the borough's outline, its postcodes and its names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from backend.services.importing.borders import border_from_text
from backend.services.transaction import read, write
from backend.services.zoning.centres import (
    Centre,
    Tell,
    postcodes_by_centre,
    untold,
    zone_centres,
)
from backend.services.zoning.labels import KnownName, Unlabelled, label_zones
from backend.services.zoning.wards import sort_anew
from backend.storage.imported import all_postcodes
from backend.storage.publication import mark_due
from backend.storage.reconcile import reconcile
from backend.storage.zones import (
    ZoneRow,
    ZoneSetRow,
    borough,
    current_zones,
    first_names,
    newest_zone_set,
    put,
    retire_zones_except,
)
from shared.geo import Point, distance_m
from shared.problems import Problem

LEAST_POSTCODES = 3
"""Postcodes in a zone that has any: stands for at least eight addresses (decision 4)."""

MOST_LEAST = 50


@dataclass(frozen=True)
class Built:
    """What a build made: the version in force, whether it is new, and the counts.

    `inhabited` zones hold postcodes, `fewest` is the least number any of them holds; `retired`
    zones can no longer be chosen; `unreached` postcodes lie too far from every zone.
    """

    version: int
    is_new: bool
    zones: int
    inhabited: int
    fewest: int
    retired: int
    unreached: int


class KnownPostcode(NamedTuple):
    """A postcode and where it lies."""

    postcode: str
    at: Point


class Material(NamedTuple):
    """What zones are built from: the borough's outline as text, its postcodes and names."""

    border: str
    postcodes: Sequence[KnownPostcode]
    names: Sequence[KnownName]


def build_zones(
    least: int = LEAST_POSTCODES, *, is_dry_run: bool = False, tell: Tell = untold
) -> Built:
    """Build the zones anew and sort them into areas; the same data gives the same zones.

    Zones that are no longer built stay, for the answers that name them, but cannot be chosen. A
    build that changes nothing makes no new version. `tell` is told how many zones are still short
    of postcodes. Raises outline-missing, zones-impossible.
    """
    if not 1 <= least <= MOST_LEAST:
        raise Problem("zones-impossible", f"A zone holds at least 1 to {MOST_LEAST} postcodes.")
    with read() as session:
        material = _material(session)
    # Outside of any transaction: it takes longer than a database waits for an idle one.
    entries, counts = _entries(material, least, tell)
    if is_dry_run:
        with read() as session:
            return _built(session, entries, counts, is_new=_differs(session, entries))
    with write() as session:
        is_new = _differs(session, entries)
        retired = {zone.id for zone in current_zones(session)} - {entry["id"] for entry in entries}
        if is_new:
            reconcile(session, ZoneRow, entries)
            retire_zones_except(session, (entry["id"] for entry in entries))
            row = {"version": newest_zone_set(session) + 1, "least_postcodes": least}
            put(session, ZoneSetRow, [{**row, "zones": len(entries)}])
        session.expire_all()
        sort_anew(session)
        built = _built(session, entries, counts, is_new=is_new, retired=len(retired))
        mark_due(session)
        return built


def _material(session: Session) -> Material:
    area, postcodes, names = borough(session), all_postcodes(session), first_names(session)
    if area is None or area.border is None:
        raise Problem("outline-missing")
    if not postcodes:
        raise Problem("zones-impossible", "There are no postcodes. Import them first.")
    named = [
        KnownName(row.name, row.kind, row.town, Point(row.lat, row.lon))
        for row in names
        if row.kind != "postcode"
    ]
    if not named:
        raise Problem("zones-impossible", "There are no names to call zones by. Import them first.")
    known = [KnownPostcode(row.postcode, Point(row.lat, row.lon)) for row in postcodes]
    return Material(area.border, known, named)


def _entries(material: Material, least: int, tell: Tell) -> tuple[list[dict[str, Any]], list[int]]:
    postcodes = material.postcodes
    points = [(known.at.lon, known.at.lat) for known in postcodes]
    centres = zone_centres(border_from_text(material.border), points, least, tell)
    held = postcodes_by_centre(centres, points)
    if not any(held.values()):
        raise Problem("zones-impossible", f"There are fewer than {least} postcodes.")
    unlabelled = [
        _unlabelled(centre, [postcodes[at] for at in held[centre.cell]]) for centre in centres
    ]
    labels = label_zones(unlabelled, material.names)
    entries = [_entry(centre, labels[centre.cell]) for centre in centres]
    return entries, [len(held[centre.cell]) for centre in centres]


def _unlabelled(centre: Centre, postcodes: Sequence[KnownPostcode]) -> Unlabelled:
    at = Point(centre.lat, centre.lon)
    middle = min(
        postcodes, key=lambda known: (distance_m(at, known.at), known.postcode), default=None
    )
    return Unlabelled(centre.cell, at, middle.postcode if middle else None)


def _entry(centre: Centre, label: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": centre.cell,
        "lat": centre.lat,
        "lon": centre.lon,
        "label": label[0],
        "town": label[1],
        "is_current": True,
    }


def _differs(session: Session, entries: Sequence[dict[str, Any]]) -> bool:
    held = {(zone.id, zone.lat, zone.lon, zone.label, zone.town) for zone in current_zones(session)}
    return held != {tuple(entry.values())[:5] for entry in entries} or not newest_zone_set(session)


def _built(
    session: Session,
    entries: Sequence[dict[str, Any]],
    counts: Sequence[int],
    *,
    is_new: bool,
    retired: int = 0,
) -> Built:
    inhabited = [count for count in counts if count]
    return Built(
        version=newest_zone_set(session),
        is_new=is_new,
        zones=len(entries),
        inhabited=len(inhabited),
        fewest=min(inhabited),
        retired=retired,
        unreached=len(all_postcodes(session)) - sum(counts),
    )

"""Deeds: taking in postcodes, such as those of OS Code-Point Open."""

from backend.services.importing.mapping import Column
from backend.services.importing.positions import POSITION_COLUMNS
from backend.services.importing.report import Findings, Report
from backend.services.importing.sheet import Record
from backend.services.importing.taking import (
    Borough,
    Distinct,
    Taking,
    known_borough,
    position_told,
    records_of,
    store,
)
from backend.storage.imported import PostcodeRow
from shared.geo import Point
from shared.postcodes import normal_postcode

COLUMNS = {
    "postcode": Column("a full postcode", is_required=True, also=("pcd", "pcds", "pcd7", "pcd8")),
    "district": Column("code of the borough", also=("admin_district_code", "oslaua", "lad")),
    **POSITION_COLUMNS,
}
CODE_POINT_OPEN = (
    *("postcode", "quality", "eastings", "northings", "country", "nhs_region", "nhs_authority"),
    *("county", "district", "ward"),
)
"""The columns of Code-Point Open, whose files have no heading (Ordnance Survey, Code-Point Open
Technical Specification, 2024)."""


def import_postcodes(taking: Taking) -> Report:
    """Take in the postcodes of the borough; those of other boroughs are passed over and counted.

    A postcode belongs to the borough by the file's own district code where it has one, else by the
    outline. Raises file-not-taken, mapping-invalid, outline-missing.
    """
    borough = known_borough()
    findings = Findings()
    distinct = Distinct(findings)
    entries = []
    elsewhere = 0
    for record in taking.watch(records_of(taking, COLUMNS, findings, CODE_POINT_OPEN), "postcodes"):
        found = _postcode(record, findings)
        if found is None:
            continue
        postcode, at = found
        if not _is_ours(record, at, borough):
            elsewhere += 1
        elif distinct.is_new(postcode, record.number, postcode):
            entries.append({"postcode": postcode, "lat": at.lat, "lon": at.lon})
    findings.pass_over(elsewhere, "postcodes of other boroughs")
    return store(taking, PostcodeRow, entries, findings)


def _postcode(record: Record, findings: Findings) -> tuple[str, Point] | None:
    text = record.values["postcode"]
    postcode = normal_postcode(text)
    if postcode is None:
        findings.refuse(record.number, f"{text[:20]!r} is no postcode.")
        return None
    at = position_told(record, postcode, findings)
    return (postcode, Point(round(at.lat, 6), round(at.lon, 6))) if at else None


def _is_ours(record: Record, at: Point, borough: Borough) -> bool:
    district = record.values.get("district")
    return district == borough.id if district else borough.outline.holds(at)

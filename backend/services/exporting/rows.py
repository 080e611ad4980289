"""Deeds: what is stored as rows of the columns that imports read, under an id of our own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from backend.services.exporting.formats import Cell
from backend.services.exporting.hours_cells import hours_cells
from backend.services.importing.day_hours import WEEKDAYS
from backend.services.importing.hours_columns import Reader
from backend.services.importing.osm_hours import read_osm_hours
from backend.services.listing.details import timetable_of
from backend.storage.imported import DraftRow, PointRow
from backend.storage.places import PlaceRow
from shared.hours import Schedule
from shared.intervals import DAYS, day_from_wire
from shared.wire_hours import seasons_from_wire

_PLACE = (
    *("umay_id", "source", "name", "kind", "address", "town", "postcode", "lat", "lon", "phone"),
    *("facilities", "opening_hours", *WEEKDAYS, "remark"),
)
PLACE_COLUMNS = (*_PLACE, "state")
DRAFT_COLUMNS = (*_PLACE, "state", "notes")
"""`state` and `notes` are there to be read; no import takes them."""

POINT_COLUMNS = ("umay_id", "kind", "name", "town", "detail", "lat", "lon")

DECIMALS = 6
"""Of degrees: 0.1 m. Spreadsheets round what is longer."""

_TEXTS = ("name", "kind", "address", "town", "postcode", "phone")
Cells = dict[str, Cell]


@dataclass(frozen=True)
class Writer:
    """Makes rows of what is stored as of a day; texts of hours that are alike are read once."""

    today: date
    read: Reader

    @classmethod
    def of(cls, today: date) -> "Writer":
        """Return a writer for one list."""
        return cls(today, cache(read_osm_hours))

    def place(self, row: PlaceRow) -> Cells:
        """Return a place of the network; exceptions from today on are part of its hours."""
        hours = timetable_of(row)
        coming = {day: told for day, told in hours.exceptions.items() if day >= self.today}
        told = Schedule(hours.weekly, coming, hours.seasons)
        return {**_cells(row), **self._hours(told), "state": row.state}

    def draft(self, row: DraftRow) -> Cells:
        """Return a candidate; what it has no position for has empty cells."""
        weekly = tuple(day_from_wire(day) for day in row.weekly) or ((),) * len(DAYS)
        hours = Schedule(weekly, {}, seasons_from_wire(row.seasons or ()))
        told = {"source": row.source, "state": row.state, "notes": " ".join(row.notes)}
        return {**_cells(row), **self._hours(hours), **told}

    def _hours(self, hours: Schedule) -> Mapping[str, str]:
        return hours_cells(hours, self.today, self.read)


def point_cells(row: PointRow) -> Cells:
    """Return a point of help as a row."""
    told = {name: getattr(row, name) for name in ("kind", "name", "town", "detail")}
    return {"umay_id": row.id, **told, **_position(row)}


def _cells(row: PlaceRow | DraftRow) -> Cells:
    texts: Mapping[str, Any] = {name: getattr(row, name) for name in _TEXTS}
    return {
        "umay_id": row.id,
        **texts,
        **_position(row),
        "facilities": "; ".join(sorted(row.facilities)),
    }


def _position(row: PlaceRow | DraftRow | PointRow) -> Cells:
    if row.lat is None or row.lon is None:
        return {}
    return {"lat": round(row.lat, DECIMALS), "lon": round(row.lon, DECIMALS)}

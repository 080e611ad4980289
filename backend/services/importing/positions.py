"""Deeds: where a row is: by its coordinates, its geometry, its grid reference or its postcode."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import shapely
from pyproj import Transformer

from backend.services.importing.borders import Outline
from backend.services.importing.mapping import Column
from backend.services.importing.projections import UNREADABLE
from backend.services.importing.sheet import Geometry, Record
from shared.geo import Point, distance_m
from shared.nations import NORTHERN_IRELAND
from shared.postcodes import normal_postcode
from shared.problems import Problem

POSITION_COLUMNS = {
    "lat": Column("latitude in degrees", also=("latitude", "y")),
    "lon": Column("longitude in degrees", also=("longitude", "long", "lng", "x")),
    "easting": Column("metres east", also=("eastings", "geometryx", "oseast1m", "east1m")),
    "northing": Column("metres north", also=("northings", "geometryy", "osnrth1m", "north1m")),
    "grid": Column("the grid of these metres: british, irish or itm", also=("epsg", "srid")),
}

BY_POSTCODE = "No coordinates: placed at the centre of its postcode."
FAR_FROM_POSTCODE_M = 1500.0
"""A position this far from its own postcode is noted: one of the two is wrong."""

BRITISH, IRISH, ITM = "british", "irish", "itm"
_EPSG = {BRITISH: 27700, IRISH: 29902, ITM: 2157}
"""British National Grid; the Irish Grid (TM65); Irish Transverse Mercator (EPSG registry)."""

_WORDS = {
    **{grid: grid for grid in _EPSG},
    **{str(code): grid for grid, code in _EPSG.items()},
    **dict.fromkeys(("29900", "29901", "29903"), IRISH),
    **dict.fromkeys(("bng", "osgb"), BRITISH),
}
"""What a file or a mapping may call a grid; the older Irish ones differ by metres at most."""

_LEAST_ITM = (400_000.0, 500_000.0)
"""No Irish Grid reference has both so large; those of ITM do, whatever the file calls its grid."""

_IN_IRELAND = re.compile(r"BT[0-9]")


class NoPositionError(Exception):
    """Says in plain words why a row has no position that can be used."""


@dataclass(frozen=True)
class Positions:
    """What positions are judged by: the borough's outline and the postcodes that are known."""

    outline: Outline
    postcodes: Mapping[str, Point]

    def of(self, record: Record) -> tuple[Point, str]:
        """Return where a row is, and a note where that deserves a look; raises NoPositionError."""
        at = own_position(record)
        by_postcode = self.postcodes.get(normal_postcode(record.values.get("postcode", "")) or "")
        if at is None:
            if by_postcode is None:
                raise NoPositionError(_no_position(record))
            return by_postcode, BY_POSTCODE
        if not self.outline.holds(at):
            raise NoPositionError(self._outside(at))
        if by_postcode is not None and distance_m(at, by_postcode) > FAR_FROM_POSTCODE_M:
            kilometres = distance_m(at, by_postcode) / 1000
            return at, f"It lies {kilometres:.1f} km from its postcode: one of the two is wrong."
        return at, ""

    def _outside(self, at: Point) -> str:
        try:
            is_swapped = self.outline.holds(Point(at.lon, at.lat))
        except Problem:
            is_swapped = False
        if is_swapped:
            return "Latitude and longitude are swapped."
        return f"It lies outside the borough (latitude {at.lat:.5f}, longitude {at.lon:.5f})."


def own_position(record: Record) -> Point | None:
    """Return the position that the row itself gives, or None where it gives none.

    Raises NoPositionError where what it gives is no position.
    """
    values = record.values
    if record.geometry is not None and (at := _of_geometry(record.geometry)):
        return at
    if values.get("lat") or values.get("lon"):
        return _point(values.get("lat", ""), values.get("lon", ""))
    if values.get("easting") or values.get("northing"):
        east = _number("easting", values.get("easting", ""))
        north = _number("northing", values.get("northing", ""))
        lon, lat = _transformer(_grid(values.get("grid", ""), east, north)).transform(east, north)
        return _on_globe(lat, lon)
    return None


def with_grid(record: Record, nation: str) -> Record:
    """Return a row that says which grid its metres belong to, where it does not say so itself.

    A postcode tells it: BT is Northern Ireland, which the British grid does not cover. Without one
    the partnership's nation does.
    """
    values = record.values
    if values.get("grid") or not (values.get("easting") or values.get("northing")):
        return record
    postcode = normal_postcode(record.values.get("postcode", "")) or ""
    in_ireland = _IN_IRELAND.match(postcode) if postcode else nation == NORTHERN_IRELAND
    return replace(record, values={**record.values, "grid": IRISH if in_ireland else BRITISH})


def _grid(told: str, east: float, north: float) -> str:
    grid = _WORDS.get(told.lower().removeprefix("epsg:").strip() or BRITISH)
    if grid is None:
        raise NoPositionError(f"Its grid is {told[:30]!r}, which is none of {', '.join(_EPSG)}.")
    is_itm = grid == IRISH and east >= _LEAST_ITM[0] and north >= _LEAST_ITM[1]
    return ITM if is_itm else grid


@cache
def _transformer(grid: str) -> Transformer:
    """Return what leads from a grid to degrees.

    Without the OSTN15 grid: some 1.3 m off at most places, which no walk notices.
    """
    return Transformer.from_crs(_EPSG[grid], 4326, always_xy=True)


def _of_geometry(geometry: Geometry) -> Point | None:
    """Return the point of a geometry; of a building's polygon, a point that lies inside it."""
    try:
        shape = shapely.geometry.shape(geometry)
    except UNREADABLE:
        raise NoPositionError("Its geometry cannot be read.") from None
    if shape.is_empty:
        return None
    centre = shape.representative_point()
    return _on_globe(centre.y, centre.x)


def _point(lat: str, lon: str) -> Point:
    if not lat or not lon:
        raise NoPositionError(f"Its {'longitude' if lat else 'latitude'} is missing.")
    return _on_globe(_number("latitude", lat), _number("longitude", lon))


def _number(name: str, text: str) -> float:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        raise NoPositionError(f"Its {name} is {text[:30]!r}, which is no number.") from None
    if not math.isfinite(number):
        raise NoPositionError(f"Its {name} is {text[:30]!r}, which is no number.")
    return number


def _on_globe(lat: float, lon: float) -> Point:
    if lat == 0 and lon == 0:
        raise NoPositionError("Its position is 0, 0, which stands for none.")
    try:
        return Point(lat, lon)
    except Problem:
        what = f"Its position ({lat:.6g}, {lon:.6g}) is not on the globe"
        raise NoPositionError(f"{what}: are these grid metres in columns of degrees?") from None


def _no_position(record: Record) -> str:
    postcode = record.values.get("postcode", "")
    if not postcode:
        return "It has no position: no coordinates and no postcode."
    if normal_postcode(postcode) is None:
        return f"It has no coordinates, and {postcode[:12]!r} is no postcode."
    return f"It has no coordinates, and we do not know the postcode {postcode[:12]}."

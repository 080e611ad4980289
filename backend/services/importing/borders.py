"""Deeds: borders as geometry: read from GeoJSON, mended where that is safe, asked about points."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from shared.geo import Point, metres_per_degree

TOLERANCE_M = 50.0
"""How far outside a border a point still counts as inside: generalised borders are 20 m off."""

OUTLINE_TOLERANCE_M = 25.0
MOST_MENDED = 0.01
"""The share of an area by which mending may change it; more is another shape, and refused."""


@dataclass(frozen=True)
class Border:
    """A valid border in degrees (x is longitude), and what was done to make it valid."""

    shape: BaseGeometry
    note: str = ""

    def to_text(self) -> str:
        """Return the border as GeoJSON text."""
        return str(shapely.to_geojson(self.shape))


def read_border(geometry: Any) -> Border:  # noqa: ANN401 - whatever the file holds
    """Return the border of a GeoJSON geometry; raise ValueError with the reason in plain words."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        raise ValueError(f"An area needs a polygon; this is {kind or 'nothing'}.")
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except (shapely.GEOSException, ValueError, TypeError) as error:
        raise ValueError(f"The polygon cannot be read: {error}") from None
    west, south, east, north = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
    if shape.is_empty or not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        what = "Its positions are no longitudes and latitudes in degrees; is it in metres"
        raise ValueError(f"{what} (EPSG:27700)? Convert it to WGS 84.")
    return _mended(shape)


def border_from_text(text: str) -> BaseGeometry:
    """Return the shape of a stored border."""
    return shapely.from_geojson(text)


def united(borders: Sequence[Border]) -> Border:
    """Return the one border of several, such as of the districts of a county."""
    if len(borders) == 1:
        return borders[0]
    return Border(shapely.union_all([border.shape for border in borders]))


def _mended(shape: BaseGeometry) -> Border:
    if shape.is_valid:
        return Border(shape)
    reason = shapely.is_valid_reason(shape)
    polygons = [
        part
        for part in shapely.get_parts(shapely.make_valid(shape))
        if part.geom_type in ("Polygon", "MultiPolygon")
    ]
    mended = shapely.union_all(polygons)
    if mended.is_empty or abs(mended.area - shape.area) > MOST_MENDED * mended.area:
        raise ValueError(f"The polygon is invalid ({reason}) and cannot be mended safely.")
    return Border(mended, f"The polygon was invalid ({reason}) and has been mended.")


def drawn(shape: BaseGeometry) -> list[list[float]]:
    """Return the largest ring of a border, simplified to 25 m, as [lon, lat] pairs to draw."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    north, _ = metres_per_degree(shape.centroid.y)
    ring = shapely.simplify(largest, OUTLINE_TOLERANCE_M / north).exterior
    return [[round(x, 5), round(y, 5)] for x, y in ring.coords]


class Side(Enum):
    """Where a point lies: inside a border, outside within its tolerance, or outside."""

    INSIDE = "inside"
    BORDER = "border"
    OUTSIDE = "outside"


class Outline:
    """The borough's border, ready to be asked about many points."""

    def __init__(self, text: str) -> None:
        self._shape = border_from_text(text)
        north, east = metres_per_degree(self._shape.centroid.y)
        self._degrees = TOLERANCE_M / min(north, east)
        shapely.prepare(self._shape)

    def holds(self, at: Point) -> bool:
        """Return whether a point lies inside, or within 50 m of it."""
        return bool(shapely.dwithin(self._shape, shapely.Point(at.lon, at.lat), self._degrees))

    def sides(self, points: Sequence[Point]) -> list[Side]:
        """Return on which side of the border each of many points lies."""
        lons, lats = [at.lon for at in points], [at.lat for at in points]
        inside = shapely.intersects_xy(self._shape, lons, lats)
        near = shapely.dwithin(self._shape, shapely.points(lons, lats), self._degrees)
        return [
            Side.INSIDE if is_in else Side.BORDER if is_near else Side.OUTSIDE
            for is_in, is_near in zip(inside.tolist(), near.tolist(), strict=True)
        ]

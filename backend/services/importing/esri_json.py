"""Deeds: Esri's JSON as rows: attributes, and rings that say by their turn what they are."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import shapely

from backend.services.importing.projections import UNREADABLE, in_degrees, system_of_esri
from backend.services.importing.refusal import refused
from backend.services.importing.sheet import Geometry, Record

_PLAIN = {"points": "MultiPoint", "paths": "MultiLineString"}


def is_one(document: dict[str, Any]) -> bool:
    """Return whether a document is a feature set as ArcGIS writes it, or one feature of it."""
    features = document.get("features")
    first = features[0] if isinstance(features, list) and features else document
    return "type" not in document and isinstance(first, dict) and "attributes" in first


def records_of(
    name: str, document: dict[str, Any], flat: Callable[[Any], dict[str, str]]
) -> Iterator[Record]:
    """Return its features as rows in degrees; raises file-not-taken, UnknownSystemError."""
    whole = system_of_esri(document.get("spatialReference"))
    for number, feature in enumerate(document.get("features") or [document], 1):
        if not isinstance(feature, dict) or "attributes" not in feature:
            raise refused(name, f"holds something else than a feature at place {number}")
        told = feature.get("geometry")
        geometry = told if isinstance(told, dict) else {}
        system = system_of_esri(geometry.get("spatialReference")) or whole
        shape = _as_geojson(geometry)
        placed = in_degrees(shape, system) if shape else None
        yield Record(number, flat(feature["attributes"]), placed)


def _as_geojson(geometry: dict[str, Any]) -> Geometry | None:
    if isinstance(geometry.get("x"), int | float):
        return {"type": "Point", "coordinates": [geometry["x"], geometry.get("y")]}
    for key, kind in _PLAIN.items():
        if geometry.get(key):
            return {"type": kind, "coordinates": geometry[key]}
    if geometry.get("rings"):
        return _of_rings(geometry["rings"])
    is_curved = any(key.startswith("curve") for key in geometry)
    return {"type": "a shape of curves"} if is_curved else None


@np.errstate(all="ignore")
def _of_rings(rings: list[Any]) -> Geometry:
    """Return the polygons of rings: one that turns clockwise is an outer one (Esri's rule)."""
    try:
        parts = [shapely.Polygon([point[:2] for point in ring]) for ring in rings]
        outer = [part for part in parts if not part.exterior.is_ccw]
        if not outer:
            # Against the rule all of them turn the other way, as some writers leave them.
            return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
        within = [[list(part.exterior.coords)] for part in outer]
        for hole in parts:
            if hole.exterior.is_ccw:
                within[_around(hole, outer)].append(list(hole.exterior.coords))
    except UNREADABLE:
        return {"type": "Polygon", "coordinates": rings}
    return {"type": "MultiPolygon", "coordinates": within}


def _around(hole: shapely.Polygon, outer: list[shapely.Polygon]) -> int:
    """Return which outer ring a hole lies in: the smallest that holds it, else the nearest."""
    at_its_rim = shapely.Point(hole.exterior.coords[0])
    return min(range(len(outer)), key=lambda at: (outer[at].distance(at_its_rim), outer[at].area))

"""Deeds: geometries in other systems of coordinates, as degrees; what cannot be told is refused."""

import re
from functools import cache
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer

from backend.services.importing.sheet import Geometry

_DEGREES = frozenset(("", "4326", "4258", "CRS84", "4979"))
"""WGS 84 and ETRS89, which are alike within the half metre that Europe has drifted since 1989."""

_KNOWN = {
    **{str(code): code for code in (27700, 29901, 29902, 29903, 2157)},
    **dict.fromkeys(("3857", "102100", "102113", "900913"), 3857),
}
"""British National Grid, Web Mercator (with Esri's codes of it), and the grids of Ireland."""

UNREADABLE = (
    shapely.errors.ShapelyError,
    *(ValueError, TypeError, AttributeError, KeyError, IndexError),
)
"""What the library raises for a geometry that is none."""

_CODE = re.compile(r"(CRS84|[0-9]{4,6})$")


class UnknownSystemError(Exception):
    """Says in plain words that a file's system of coordinates is none that is converted here."""


def system_of_crs(document: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """Return the code that the older GeoJSON's member "crs" names, "" where there is none."""
    crs = document.get("crs") if isinstance(document, dict) else None
    told = crs.get("properties") if isinstance(crs, dict) else None
    name = told.get("name") or told.get("code") if isinstance(told, dict) else ""
    return _checked(str(name or ""))


def system_of_esri(reference: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """Return the code of an Esri spatial reference, "" where there is none."""
    if not isinstance(reference, dict):
        return ""
    return _checked(str(reference.get("latestWkid") or reference.get("wkid") or ""))


@np.errstate(all="ignore")
def in_degrees(geometry: Geometry, system: str) -> Geometry:
    """Return a geometry in degrees; one that cannot be read stays, to be refused by its reader."""
    if system in _DEGREES:
        return geometry
    try:
        shape = shapely.geometry.shape(geometry)
        moved = shapely.transform(shape, lambda at: np.column_stack(_to_degrees(system)(*at.T)))
    except UNREADABLE:
        return geometry
    placed: Geometry = shapely.geometry.mapping(moved)
    return placed


@cache
def _to_degrees(system: str) -> Any:  # noqa: ANN401 - pyproj's own callable
    return Transformer.from_crs(_KNOWN[system], 4326, always_xy=True).transform


def _checked(name: str) -> str:
    found = _CODE.search(name)
    if name and (found is None or found[1] not in {*_DEGREES, *_KNOWN}):
        what = f"has positions in {name[:60]!r}, a system that is not converted here"
        raise UnknownSystemError(f"{what}. Export it in degrees (EPSG:4326)")
    return found[1] if found else ""

"""Deeds: a picture of the zones (SVG) for the person who built them to look at."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from backend.services.importing.borders import border_from_text
from backend.services.transaction import read
from backend.storage.imported import all_postcodes
from backend.storage.zones import ZoneRow, borough, current_areas, current_zones, known_towns
from shared.geo import metres_per_degree
from shared.problems import Problem

WIDTH = 1600
MARGIN = 30
COLOURS = (
    *("#4e79a7", "#f28e2b", "#59a14f", "#b07aa1", "#edc948", "#76b7b2"),
    *("#e15759", "#9c755f", "#ff9da7", "#8cd17d", "#86bcb6", "#d4a6c8"),
)
"""Fills of towns: Tableau 10 and its lighter sisters, by the order of town names."""

_Pair = tuple[float, float]


class Sheet:
    """Degrees laid out on a sheet of WIDTH pixels, north up."""

    def __init__(self, border: BaseGeometry) -> None:
        west, south, east, north = border.bounds
        up, across = metres_per_degree((south + north) / 2)
        self._west, self._north = west, north
        self._x = (WIDTH - 2 * MARGIN) / (east - west)
        self._y = self._x * up / across
        self.height = round((north - south) * self._y) + 2 * MARGIN

    def place(self, lon: float, lat: float) -> _Pair:
        """Return the pixel of a position."""
        x = MARGIN + (lon - self._west) * self._x
        y = MARGIN + (self._north - lat) * self._y
        return round(x, 1), round(y, 1)

    def path(self, shape: BaseGeometry) -> str:
        """Return the SVG path of the polygons of a shape."""
        parts = []
        for polygon in shapely.get_parts(shape):
            if polygon.geom_type == "Polygon":
                for ring in (polygon.exterior, *polygon.interiors):
                    points = " ".join("{},{}".format(*self.place(x, y)) for x, y in ring.coords)
                    parts.append(f"M{points}Z")
        return "".join(parts)


def draw_zones() -> str:
    """Return the zones as SVG: towns by colour, open ground pale, wards by line, postcodes by dot.

    Raises outline-missing.
    """
    with read() as session:
        area = borough(session)
        if area is None or area.border is None:
            raise Problem("outline-missing")
        border = border_from_text(area.border)
        sheet = Sheet(border)
        body = [*_zones(session, border, sheet), *_wards(session, sheet), *_dots(session, sheet)]
        body += _towns(session, sheet)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {sheet.height}">'
    ground = f'<rect width="{WIDTH}" height="{sheet.height}" fill="#fff"/>'
    return "\n".join((head, ground, *body, "</svg>"))


def _zones(session: Session, border: BaseGeometry, sheet: Sheet) -> Iterable[str]:
    zones = current_zones(session)
    towns = sorted({zone.town for zone in zones})
    shapes = _territories(zones, border)
    points = shapely.points([(row.lon, row.lat) for row in all_postcodes(session)])
    lived_in = set(shapely.STRtree(shapes).query(points)[1].tolist()) if zones else set()
    for at, (zone, shape) in enumerate(zip(zones, shapes, strict=True)):
        colour = COLOURS[towns.index(zone.town) % len(COLOURS)]
        opacity = 0.75 if at in lived_in else 0.2
        yield (
            f'<path d="{sheet.path(shape)}" fill="{colour}" fill-opacity="{opacity}" '
            f'stroke="#fff" stroke-width="0.8"><title>{escape(zone.label)}</title></path>'
        )


def _territories(zones: Sequence[ZoneRow], border: BaseGeometry) -> list[BaseGeometry]:
    """Return what lies nearest to each centre, cut to the borough."""
    if not zones:
        return []
    # Degrees east are shorter than degrees north: laid flat first, or "nearest" would be wrong.
    up, across = metres_per_degree(border.centroid.y)
    ratio = across / up
    flat = shapely.transform(border, lambda xy: xy * (ratio, 1))
    centres = shapely.multipoints([(zone.lon * ratio, zone.lat) for zone in zones])
    cells = shapely.get_parts(shapely.voronoi_polygons(centres, extend_to=flat))
    at, held = shapely.STRtree(cells).query(shapely.get_parts(centres), predicate="within")
    of_zone = dict(zip(at.tolist(), held.tolist(), strict=True))
    whole = shapely.transform(cells, lambda xy: xy / (ratio, 1))
    shapely.prepare(border)
    # What lies inside need not be cut, and cutting looks at every corner of the border.
    is_inside = shapely.contains(border, whole).tolist()
    cut = [
        cell if inside else shapely.intersection(cell, border)
        for cell, inside in zip(whole, is_inside, strict=True)
    ]
    return [cut[of_zone[place]] for place in range(len(zones))]


def _wards(session: Session, sheet: Sheet) -> Iterable[str]:
    for area in current_areas(session):
        if area.border and area.kind in ("ward", "borough"):
            width = 3 if area.kind == "borough" else 1.6
            path = sheet.path(border_from_text(area.border))
            yield f'<path d="{path}" fill="none" stroke="#222" stroke-width="{width}"/>'


def _dots(session: Session, sheet: Sheet) -> Iterable[str]:
    for row in all_postcodes(session):
        x, y = sheet.place(row.lon, row.lat)
        yield f'<circle cx="{x}" cy="{y}" r="1.1" fill="#111" fill-opacity="0.6"/>'


def _towns(session: Session, sheet: Sheet) -> Iterable[str]:
    for name, at in known_towns(session).items():
        x, y = sheet.place(at.lon, at.lat)
        yield (
            f'<text x="{x}" y="{y}" font-family="sans-serif" font-size="26" '
            'font-weight="bold" text-anchor="middle" stroke="#fff" stroke-width="5" '
            f'paint-order="stroke">{escape(name)}</text>'
        )

"""Face: the map of areas by how many feel safe; hatched where there are not enough answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from backend.console.charts import HELD, INK, LINE, MUTED, drawn

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

CLASSES = (
    (0, "under 50 %", "#b6cce3"),
    (50, "50 to 59 %", "#8fb2d6"),
    (60, "60 to 69 %", "#5f8fc0"),
    (70, "70 to 79 %", "#33699f"),
    (80, "80 % and more", "#12406f"),
)
"""From which share on, its words, its colour: one hue from light to dark, since safe is no worse
at its lower end than unsafe at its upper; no colour ever stands for no data."""

HATCHES = 46
"""How many lines hatch the whole map from side to side."""

WIDE = 420


@dataclass(frozen=True)
class Shape:
    """One area: its name, its border as (lon, lat) pairs, and its share; None is hatched."""

    name: str
    ring: tuple[tuple[float, float], ...]
    percent: int | None


def area_map(shapes: Sequence[Shape]) -> str:
    """Return the map, or nothing where no area has a border."""
    drawable = tuple(shape for shape in shapes if len(shape.ring) > 3)
    return _area_map(drawable) if drawable else ""


def class_of(percent: int) -> tuple[int, str, str]:
    """Return the class of a share."""
    return [each for each in CLASSES if each[0] <= percent][-1]


@lru_cache(HELD)
def _area_map(shapes: tuple[Shape, ...]) -> Markup:
    from shapely.ops import unary_union

    squeeze = cos(radians(shapes[0].ring[0][1]))
    flat = [(shape, _polygon(shape, squeeze)) for shape in shapes]
    west, south, east, north = unary_union([area for _, area in flat]).bounds
    high = round(WIDE * (north - south) / (east - west))
    layers = [
        *(_filled(shape, area) for shape, area in flat),
        _hatched([area for shape, area in flat if shape.percent is None], (west, south, east)),
        *_numbers(flat),
    ]
    projection = {"type": "identity", "reflectY": True}
    spec = {"width": WIDE, "height": high, "projection": projection, "layer": layers}
    return drawn(spec, "umay-chart")


def _polygon(shape: Shape, squeeze: float) -> "BaseGeometry":
    # Loaded here: every command of the server would wait for it.
    from shapely import Polygon, make_valid

    return make_valid(Polygon([(lon * squeeze, lat) for lon, lat in shape.ring]))


def _filled(shape: Shape, area: "BaseGeometry") -> dict[str, Any]:
    colour = "#ffffff" if shape.percent is None else class_of(shape.percent)[2]
    return {
        "data": {"values": [_feature(area)]},
        "mark": {"type": "geoshape", "fill": colour, "stroke": MUTED, "strokeWidth": 1},
    }


def _hatched(areas: "list[BaseGeometry]", bounds: tuple[float, float, float]) -> dict[str, Any]:
    from shapely import LineString, MultiLineString

    west, south, east = bounds
    step = (east - west) / HATCHES
    lines = MultiLineString(
        [
            LineString(((west + at * step, south), (west + at * step + 1, south + 1)))
            for at in range(-HATCHES * 2, HATCHES)
        ]
    )
    cut = [lines.intersection(area) for area in areas]
    return {
        "data": {"values": [_feature(each) for each in cut if not each.is_empty]},
        "mark": {"type": "geoshape", "filled": False, "stroke": LINE, "strokeWidth": 2},
    }


def _numbers(flat: "list[tuple[Shape, BaseGeometry]]") -> Iterator[dict[str, Any]]:
    for shape, area in flat:
        if shape.percent is None:
            continue
        at = area.representative_point()
        ink = INK if shape.percent < 70 else "#ffffff"
        yield {
            "data": {"values": [{"lon": at.x, "lat": at.y}]},
            "mark": {"type": "text", "text": str(shape.percent), "color": ink, "fontSize": 13},
            "encoding": {
                "longitude": {"field": "lon", "type": "quantitative"},
                "latitude": {"field": "lat", "type": "quantitative"},
            },
        }


def _feature(shape: "BaseGeometry") -> dict[str, Any]:
    return {"type": "Feature", "properties": {}, "geometry": shape.__geo_interface__}

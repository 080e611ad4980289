"""The cast of the importers' tests: a square borough around Wigan, and files made by hand."""

import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from backend.services.importing.areas import import_outline
from backend.services.importing.names import import_names
from backend.services.importing.places import import_places
from backend.services.importing.postcodes import import_postcodes
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from shared.problems import Problem
from tests.conftest import TODAY

WEST, SOUTH, EAST, NORTH = -2.66, 53.53, -2.60, 53.56
SQUARE = [[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    """Return a GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(*rings: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Return a GeoJSON polygon."""
    return {"type": "Polygon", "coordinates": list(rings)}


def at_point(lon: float, lat: float) -> dict[str, Any]:
    """Return a GeoJSON point."""
    return {"type": "Point", "coordinates": [lon, lat]}


def geojson(folder: Path, *features: Any, name: str = "file.geojson") -> Path:
    """Write features to a file."""
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return path


def csv_file(folder: Path, text: str, name: str = "file.csv", encoding: str = "utf-8") -> Path:
    """Write rows to a file as they stand."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def settle(folder: Path) -> None:
    """Take in the square as the borough, with two postcodes and a town."""
    outline = feature(polygon(SQUARE), area_code="E08000010", area_name="Wigan")
    import_outline(Taking(geojson(folder, outline, name="outline.geojson")))
    rows = "postcode,lat,lon\nWN1 1AA,53.545,-2.63\nWN1 1AB,53.546,-2.631\n"
    import_postcodes(Taking(csv_file(folder, rows, "postcodes.csv")))
    import_names(Taking(csv_file(folder, "name,type,lat,lon\nWigan,Town,53.545,-2.63\n", "n.csv")))


def counts(report: Report) -> tuple[int, int, int, int]:
    """Return how many were new, changed, unchanged and refused."""
    return report.new, report.changed, report.unchanged, len(report.refused)


def told(report: Report) -> str:
    """Return every refusal and note as text."""
    return "\n".join(f"{fault.where}: {fault.what}" for fault in (*report.refused, *report.notes))


def places(path: Path, **options: Any) -> Report:
    """Take in a file of places."""
    return import_places(Taking(path, **options), TODAY)


def refusal(taken: Callable[[], Report]) -> str:
    """Return what the refusal of a whole file says."""
    with pytest.raises(Problem) as caught:
        taken()
    assert caught.value.code in ("file-not-taken", "mapping-invalid", "outline-missing")
    return f"{caught.value.title} {caught.value.detail}"


def zipped(folder: Path, members: dict[str, bytes], name: str = "file.zip") -> Path:
    """Write a zip with these members."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path

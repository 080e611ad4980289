"""JSON as servers and programs hand it over: one feature, sequences, Esri's own, other grids."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.services.importing.areas import AreaKind, import_areas, import_outline
from backend.services.importing.points import import_points
from backend.services.importing.postcodes import import_postcodes
from backend.services.importing.taking import Taking
from backend.services.world import World
from tests.backend.rows import rows
from tests.backend.services.importing.cast import (
    SQUARE,
    at_point,
    counts,
    csv_file,
    feature,
    geojson,
    places,
    polygon,
    refusal,
    told,
)

HUB = feature(at_point(-2.63, 53.545), name="Hub", kind="community")
INN = feature(at_point(-2.631, 53.546), name="Inn", kind="pub")
PLACED = "SELECT name, lat, lon FROM place_draft ORDER BY name"


def json_file(folder: Path, document: Any, name: str = "file.json") -> Path:
    return csv_file(folder, json.dumps(document), name)


def placed(app: Flask) -> list[tuple[str, float, float]]:
    return [(name, round(lat, 4), round(lon, 4)) for name, lat, lon in rows(app, PLACED)]


def test_an_outline_may_be_a_single_feature(world: World, tmp_path: Path) -> None:
    one = feature(polygon(SQUARE), LAD24CD="E08099999", LAD24NM="Example")
    assert counts(import_outline(Taking(json_file(tmp_path, one)))) == (1, 0, 0, 0)


def test_an_outline_may_be_a_bare_polygon_that_a_mapping_names(
    world: World, tmp_path: Path
) -> None:
    path = json_file(tmp_path, polygon(SQUARE))
    assert "lacks id" in refusal(lambda: import_outline(Taking(path)))
    mapping = tmp_path / "m.toml"
    mapping.write_text('[constants]\nid = "E08099999"\nname = "Example"\n')
    assert counts(import_outline(Taking(path, mapping))) == (1, 0, 0, 0)


@pytest.mark.parametrize(("before", "between"), [("", "\n"), ("\x1e", "\n\x1e"), ("\n", "\r\n\n")])
def test_features_may_come_one_in_a_line(settled: Path, before: str, between: str) -> None:
    text = before + between.join(json.dumps(one) for one in (HUB, INN)) + "\n"
    report = places(csv_file(settled, text, "file.geojsonl"))
    assert counts(report) == (2, 0, 0, 0)
    cut = csv_file(settled, text[:-30], "file.geojsonl")
    assert "Copy or download it again" in refusal(lambda: places(cut))


def test_a_list_of_features_or_of_plain_objects_is_read(settled: Path) -> None:
    assert counts(places(json_file(settled, [HUB, INN]))) == (2, 0, 0, 0)
    flat = [
        {"name": "Bar", "kind": "pub", "where": {"lat": 53.545, "lon": -2.63}},
        {"name": "Zoo", "kind": "zoo", "where": {"lat": 53.545, "lon": -2.63}},
    ]
    mapping = settled / "m.toml"
    mapping.write_text('[columns]\nlat = "where.lat"\nlon = "where.lon"\n')
    report = places(json_file(settled, flat), mapping=mapping)
    assert counts(report) == (1, 0, 0, 1)
    assert "row 2: kind:" in told(report)


def esri(*geometries: Any, wkid: Any = 4326, **more: Any) -> dict[str, Any]:
    features = [
        {"attributes": {"OBJECTID": at, "NAME": f"Hub {at}", "KIND": "community"}, "geometry": one}
        for at, one in enumerate(geometries, 1)
    ]
    return {"spatialReference": {"wkid": wkid}, "features": features, **more}


def test_esris_points_are_read(app: Flask, settled: Path) -> None:
    report = places(json_file(settled, esri({"x": -2.63, "y": 53.545}, None, {"x": "NaN"})))
    assert counts(report) == (1, 0, 0, 2)
    assert "row 2: Hub 2: It has no position" in told(report)
    assert placed(app) == [("Hub 1", 53.545, -2.63)]


@pytest.mark.parametrize(
    ("reference", "x", "y"),
    [
        ({"wkid": 27700}, 358343.5, 405545.6),
        ({"wkid": 102100, "latestWkid": 3857}, -292770.26, 7084451.38),
        ({"wkid": 102100}, -292770.26, 7084451.38),
    ],
)
def test_the_grids_of_britain_and_of_the_web_are_put_into_degrees(
    app: Flask, settled: Path, reference: dict[str, int], x: float, y: float
) -> None:
    """The same place as in degrees, within a few metres."""
    document = esri({"x": x, "y": y})
    document["spatialReference"] = reference
    assert counts(places(json_file(settled, document))) == (1, 0, 0, 0)
    ((_, lat, lon),) = placed(app)
    assert abs(lat - 53.545) < 2e-4
    assert abs(lon + 2.63) < 2e-4


def test_a_system_that_is_not_known_is_refused_by_its_name(settled: Path) -> None:
    document = esri({"x": 1, "y": 2}, wkid=32630)
    said = refusal(lambda: places(json_file(settled, document)))
    assert "has positions in '32630', a system that is not converted here" in said
    assert "EPSG:4326" in said
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32630"}}
    collection = {"type": "FeatureCollection", "crs": crs, "features": [HUB]}
    assert "32630" in refusal(lambda: places(json_file(settled, collection)))


def test_geojson_that_names_the_national_grid_is_converted(app: Flask, settled: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    hub = feature(at_point(358343.5, 405545.6), name="Hub", kind="community")
    collection = {"type": "FeatureCollection", "crs": crs, "features": [hub]}
    assert counts(places(json_file(settled, collection))) == (1, 0, 0, 0)
    assert abs(placed(app)[0][1] - 53.545) < 2e-4
    crs["properties"]["name"] = "urn:ogc:def:crs:OGC:1.3:CRS84"  # type: ignore[index]
    degrees = {"type": "FeatureCollection", "crs": crs, "features": [INN]}
    assert counts(places(json_file(settled, degrees))) == (1, 0, 0, 0)


@pytest.mark.parametrize("kind", ["a shape", None, 7, "", "Polygon"])
def test_a_geometry_that_is_none_is_refused_by_row(settled: Path, kind: Any) -> None:
    odd = feature({"type": kind, "coordinates": [[1]]}, name="Inn", kind="pub")
    for more in ({}, {"crs": {"properties": {"name": "EPSG:27700"}}}):
        document = {"type": "FeatureCollection", "features": [odd, HUB], **more}
        assert "row 1: Inn: Its geometry cannot be read." in told(
            places(json_file(settled, document))
        )
    curve = esri({"curvePaths": [], "spatialReference": {"wkid": 27700}})
    assert "row 1: Hub 1: Its geometry cannot be read." in told(places(json_file(settled, curve)))


def ring(west: float, south: float, size: float, *, is_outer: bool) -> list[list[float]]:
    """A square: clockwise where it is an outer ring, as Esri has it."""
    east, north = west + size, south + size
    clockwise = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    return clockwise if is_outer else clockwise[::-1]


def test_esris_rings_are_outer_ones_and_holes_by_their_turn(app: Flask, settled: Path) -> None:
    rings = [
        ring(-2.65, 53.535, 0.02, is_outer=True),
        ring(-2.625, 53.535, 0.015, is_outer=True),
        ring(-2.645, 53.540, 0.01, is_outer=False),
        ring(-2.642, 53.543, 0.002, is_outer=True),
    ]
    document = esri({"rings": rings}, {"rings": rings[2:3]}, {"curveRings": []}, {"rings": ["x"]})
    mapping = settled / "m.toml"
    mapping.write_text('[columns]\nid = "objectid"\n')
    report = import_areas(Taking(json_file(settled, document), mapping), AreaKind("town"))
    assert counts(report) == (2, 0, 0, 2)
    assert "row 3: Hub 3: An area needs a polygon; this is a shape of curves." in told(report)
    assert "row 4: Hub 4: The polygon cannot be read" in told(report)
    borders = dict(rows(app, "SELECT id, border FROM area WHERE kind = 'town'"))
    shape = json.loads(borders["1"])
    assert sorted(len(part) for part in shape["coordinates"]) == [1, 1, 2]


def test_a_page_of_a_server_that_has_more_is_noted(settled: Path) -> None:
    document = esri({"x": -2.63, "y": 53.545}, exceededTransferLimit=True)
    assert "take its other pages in too" in told(places(json_file(settled, document)))
    page = {"type": "FeatureCollection", "features": [HUB], "exceededTransferLimit": True}
    assert "take its other pages in too" in told(places(json_file(settled, page)))
    page = {"type": "FeatureCollection", "features": [INN], "properties": page}
    assert "take its other pages in too" in told(places(json_file(settled, page)))


def test_a_list_within_a_document_is_read_and_what_stands_beside_it_named(
    settled: Path,
) -> None:
    node = {"type": "node", "lat": 53.545, "lon": -2.63, "tags": {"name": "Hall"}}
    document = {"version": 0.6, "osm3s": {"copyright": "x"}, "elements": [node]}
    mapping = settled / "m.toml"
    mapping.write_text('[columns]\nname = "tags.name"\n[constants]\nkind = "community"\n')
    report = places(json_file(settled, document), mapping=mapping)
    assert counts(report) == (1, 0, 0, 0)
    assert "Read: the list 'elements'. Not read, look whether it tells of more: version, " in told(
        report
    )
    two = {"a": [node], "b": [node]}
    assert "known: it holds a, b" in refusal(lambda: places(json_file(settled, two)))


def test_a_page_of_an_ogc_server_is_noted(settled: Path) -> None:
    page = {"type": "FeatureCollection", "features": [HUB], "numberMatched": 2}
    assert "take its other pages in too" in told(places(json_file(settled, page)))
    page["numberMatched"] = 1
    assert "other pages" not in told(places(json_file(settled, page)))


def test_esris_points_and_postcodes_are_taken_by_the_other_imports(settled: Path) -> None:
    kit = {
        "attributes": {"Location": "Market", "Type": "AED"},
        "geometry": {"x": -2.63, "y": 53.54},
    }
    document = {"spatialReference": {"wkid": 4326}, "features": [kit]}
    assert counts(import_points(Taking(json_file(settled, document)))) == (1, 0, 0, 0)
    code = {"attributes": {"PCDS": "WN1 1AD"}, "geometry": {"x": -2.63, "y": 53.54}}
    document = {"spatialReference": {"wkid": 4326}, "features": [code]}
    assert counts(import_postcodes(Taking(json_file(settled, document)))) == (1, 0, 0, 0)


def test_areas_without_codes_are_taken_by_their_names(app: Flask, settled: Path) -> None:
    towns = [feature(polygon(SQUARE), locality=name) for name in ("Ashton-in-Makerfield", "Llŷn")]
    path = geojson(settled, *towns)
    said = refusal(lambda: import_areas(Taking(path), AreaKind("neighbourhood")))
    assert "lacks id (its code, such as E05014989); name (its name)" in said
    assert 'A list without codes: map id to the column of the name, such as id = "NAME"' in said
    mapping = settled / "m.toml"
    mapping.write_text('[columns]\nid = "Locality"\nname = "Locality"\n')
    report = import_areas(Taking(path, mapping), AreaKind("neighbourhood"))
    assert counts(report) == (2, 0, 0, 0)
    assert rows(app, "SELECT id FROM area WHERE kind = 'neighbourhood' ORDER BY id") == [
        ("Ashton-in-Makerfield",),
        ("Llyn",),
    ]
    assert counts(import_areas(Taking(path, mapping), AreaKind("neighbourhood"))) == (0, 0, 2, 0)

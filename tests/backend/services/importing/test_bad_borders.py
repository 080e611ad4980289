"""Borders that are not as they should be: mended with a note, or refused plainly."""

from pathlib import Path

from flask import Flask

from backend.services.importing.areas import WARD, AreaKind, import_areas, import_outline
from backend.services.importing.taking import Taking
from tests.backend.rows import count
from tests.backend.services.importing.cast import (
    SQUARE,
    at_point,
    counts,
    feature,
    geojson,
    polygon,
    refusal,
)
from tests.support.real_data import TOPOJSON, real_file


def test_topojson_is_told_from_geojson(settled: Path) -> None:
    taking = Taking(real_file(TOPOJSON))
    assert "is TopoJSON" in refusal(lambda: import_areas(taking, AreaKind(WARD, 2011)))


def test_polygons_that_cannot_be_mended_are_refused(app: Flask, settled: Path) -> None:
    west, south = SQUARE[0]
    bow_tie = polygon([[west, south], [-2.6, 53.56], [-2.6, 53.53], [west, 53.56], [west, south]])
    grid = polygon([[358000, 405000], [359000, 405000], [359000, 406000], [358000, 405000]])
    path = geojson(
        settled,
        feature(bow_tie, code="w1", name="Bow tie"),
        feature(grid, code="w2", name="Grid"),
        feature(at_point(-2.63, 53.545), code="w3", name="Dot"),
        feature(None, code="w4", name="Nothing"),
        feature({"type": "Polygon", "coordinates": [[["a"]]]}, code="w5", name="Letters"),
        feature(polygon(SQUARE), code="w6", name="Square"),
        feature(polygon(SQUARE), code="w6", name="Square again"),
        feature(polygon(SQUARE), code="w 7", name="Odd code"),
    )
    report = import_areas(Taking(path), AreaKind("town"))
    assert counts(report)[:3] == (1, 0, 0)
    refused = {fault.where: fault.what for fault in report.refused}
    assert "cannot be mended safely" in refused["row 1"]
    assert "EPSG:27700" in refused["row 2"]
    assert "this is Point" in refused["row 3"]
    assert "this is nothing" in refused["row 4"]
    assert "cannot be read" in refused["row 5"]
    assert "stands in row 6 already" in refused["row 7"]
    assert "id: This is not an id." in refused["row 8"]
    assert count(app, "area") == 2


def test_wards_need_a_year_and_an_outline_has_one_code(settled: Path) -> None:
    path = geojson(settled, feature(polygon(SQUARE), code="w1", name="Ward"))
    assert "Give --vintage" in refusal(lambda: import_areas(Taking(path), AreaKind(WARD)))
    ons = geojson(settled, feature(polygon(SQUARE), WD24CD="E05000001", WD24NM="Ward"))
    assert counts(import_areas(Taking(ons), AreaKind(WARD))) == (1, 0, 0, 0)
    two = geojson(settled, *[feature(polygon(SQUARE), code=f"b{n}", name="B") for n in (1, 2)])
    assert "holds 2 areas of different codes (b1, b2)" in refusal(
        lambda: import_outline(Taking(two))
    )


def test_another_boroughs_outline_does_not_slip_in(settled: Path) -> None:
    other = geojson(settled, feature(polygon(SQUARE), code="E08000001", name="Bolton"))
    assert "Wigan is here already" in refusal(lambda: import_outline(Taking(other)))
    assert counts(import_outline(Taking(other), 2030)) == (1, 0, 0, 0)

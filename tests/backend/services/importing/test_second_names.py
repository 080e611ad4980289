"""A place with two names is found by both, and nothing is called after the second."""

from pathlib import Path

from backend.services.find import find
from backend.services.importing.areas import import_outline
from backend.services.importing.names import import_names
from backend.services.importing.taking import Taking
from backend.services.publish import publish
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.zones import all_names, known_towns
from tests.backend.services.importing.cast import counts, csv_file, feature, geojson, polygon

ROWS = (
    "osgb1,osid1,Cardiff,eng,Caerdydd,cym,populatedPlace,City,318400,176500,"
    "1,2,3,4,5,6,CF10,u,Cardiff,u,t,,u,t,,u,t,Cardiff,u,t,,u,Wales,u\n"
    "osgb2,osid2,Treganna,cym,Canton,eng,populatedPlace,Suburban Area,316800,176700,"
    "1,2,3,4,5,6,CF5,u,Caerdydd,u,t,,u,t,,u,t,,Cardiff,u,t,u,Wales,u\n"
)
"""Rows as OS Open Names has them, 34 columns without a heading."""


def in_cardiff(folder: Path) -> Taking:
    ring = [[-3.3, 51.4], [-3.1, 51.4], [-3.1, 51.55], [-3.3, 51.55], [-3.3, 51.4]]
    area = feature(polygon(ring), area_code="W06000015", area_name="Cardiff")
    import_outline(Taking(geojson(folder, area)))
    return Taking(csv_file(folder, ROWS, "ST16.csv"))


def test_both_names_are_found_where_the_place_is(world: World, tmp_path: Path) -> None:
    taking = in_cardiff(tmp_path)
    assert counts(import_names(taking)) == (4, 0, 0, 0)
    assert counts(import_names(taking)) == (0, 0, 4, 0)
    publish(world)
    at = {}
    for typed in ("Cardiff", "Caerdydd", "Treganna", "Canton"):
        best = find(world, typed).matches[0]
        assert best.label == typed
        at[typed] = best.at
    assert at["Cardiff"] == at["Caerdydd"]
    assert at["Treganna"] == at["Canton"]


def test_towns_are_called_by_their_first_name(world: World, tmp_path: Path) -> None:
    import_names(in_cardiff(tmp_path))
    with read() as session:
        assert list(known_towns(session)) == ["Cardiff"]
        assert {(row.name, row.town, row.is_second) for row in all_names(session)} == {
            ("Cardiff", "Cardiff", False),
            ("Caerdydd", "Cardiff", True),
            ("Treganna", "Cardiff", False),
            ("Canton", "Cardiff", True),
        }


def test_a_second_name_that_is_the_first_of_another_row_stands_once(
    world: World, tmp_path: Path
) -> None:
    in_cardiff(tmp_path)
    text = (
        "name,name2,type,town,lat,lon\nCardiff,,City,,51.48,-3.18\n"
        "Treganna,Canton,Village,Cardiff,51.48,-3.2\nCanton,Canton,Village,Cardiff,51.49,-3.2\n"
    )
    assert counts(import_names(Taking(csv_file(tmp_path, text)))) == (3, 0, 0, 0)

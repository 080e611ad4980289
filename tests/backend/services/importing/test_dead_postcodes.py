"""Dead postcodes leave, rounder positions never replace finer ones, Irish metres are Irish."""

import csv
from pathlib import Path

import pytest
from pyproj import Transformer

from backend.services.importing.areas import import_outline
from backend.services.importing.names import import_names
from backend.services.importing.positions import own_position
from backend.services.importing.postcodes import import_postcodes
from backend.services.importing.sheet import Record
from backend.services.importing.taking import Taking
from backend.services.transaction import read
from backend.services.world import World
from backend.services.zoning.build import build_zones
from backend.storage.imported import all_postcodes
from shared.geo import Point, distance_m
from shared.nations import NORTHERN_IRELAND
from shared.problems import Problem
from tests.backend.services.importing.cast import (
    counts,
    csv_file,
    feature,
    geojson,
    polygon,
    settle,
    told,
)
from tests.support import real_data
from tests.support.real_data import real_file

CITY_HALL = (333_830, 374_000)
"""Belfast City Hall in metres of the Irish Grid; by the British one it lies in England."""

SPIRE = Point(53.34980, -6.26031)
"""The Spire of Dublin: O 15904 34671 of the Irish Grid, ITM 715830, 734697 (Wikipedia, Irish grid
reference system)."""


@pytest.fixture
def settled(world: World, tmp_path: Path) -> Path:
    settle(tmp_path)
    return tmp_path


def positions() -> dict[str, tuple[float, float]]:
    with read() as session:
        return {row.postcode: (row.lat, row.lon) for row in all_postcodes(session)}


def test_a_dead_postcode_is_passed_over_and_one_that_is_here_leaves(settled: Path) -> None:
    text = (
        "pcds,lat,long,doterm\nWN1 1AA,53.545,-2.63,202401\nWN1 1AD,53.545,-2.63,\n"
        "WN1 1AE,,,199912\n"
    )
    path = csv_file(settled, text)
    tried = import_postcodes(Taking(path, is_dry_run=True))
    report = import_postcodes(Taking(path))
    assert (counts(tried), tried.gone) == (counts(report), report.gone) == ((1, 0, 0, 0), 1)
    assert "2 dead postcodes were passed over." in told(report)
    assert set(positions()) == {"WN1 1AB", "WN1 1AD"}


def test_dead_postcodes_do_not_fill_a_zone(settled: Path) -> None:
    living = "".join(f"WN1 1A{letter},53.545,-2.63,\n" for letter in "AB")
    dead = "".join(f"WN1 1A{letter},53.545,-2.63,202001\n" for letter in "DEFG")
    import_postcodes(Taking(csv_file(settled, "pcds,lat,long,doterm\n" + living + dead)))
    with pytest.raises(Problem, match="zones-impossible"):
        build_zones()


def test_a_rounder_position_never_replaces_a_finer_one(settled: Path) -> None:
    header = "postcode,lat,lon,quality\n"
    import_postcodes(Taking(csv_file(settled, header + "WN1 1AA,53.545123,-2.630123,10\n")))
    for text in ("WN1 1AA,53.5451,-2.6301,10\n", "WN1 1AA,53.549123,-2.639123,60\n"):
        report = import_postcodes(Taking(csv_file(settled, header + text)))
        assert counts(report) == (0, 0, 1, 0)
        assert "1 postcodes keep the finer position that is here." in told(report)
    assert positions()["WN1 1AA"] == (53.545123, -2.630123)


def test_as_fine_a_position_that_is_newer_replaces(settled: Path) -> None:
    for lat in ("53.545123", "53.545456"):
        text = f"postcode,lat,lon,quality\nWN1 1AA,{lat},-2.630123,1\n"
        import_postcodes(Taking(csv_file(settled, text)))
    assert positions()["WN1 1AA"] == (53.545456, -2.630123)


def test_the_nspl_after_code_point_leaves_its_positions(world: World) -> None:
    """Also where it does not say how fine they are: it has five decimals, 1.1 m."""
    import_outline(Taking(real_file(real_data.OUTLINE)))
    import_postcodes(Taking(real_file(real_data.POSTCODES)))
    with real_file(real_data.POSTCODES).open(newline="") as file:
        fine = {
            row["Postcode"]
            for row in csv.DictReader(file)
            if row["Positional_quality_indicator"] in ("10", "20")
        }
    before = {postcode: at for postcode, at in positions().items() if postcode in fine}
    report = import_postcodes(Taking(real_file(real_data.TERMINATED)))
    assert len(before) > 7900
    assert before.items() <= positions().items()
    assert report.changed <= 7966 - len(fine)


def test_a_whole_file_removes_what_it_lacks_of_its_areas(settled: Path) -> None:
    elsewhere = "postcode,lat,lon\nM29 1AA,53.545,-2.63\n"
    import_postcodes(Taking(csv_file(settled, elsewhere)))
    newer = csv_file(settled, "postcode,lat,lon\nWN1 1AB,53.546,-2.631\nWN1 1AD,53.546,-2.631\n")
    assert import_postcodes(Taking(newer)).gone == 0
    assert import_postcodes(Taking(newer), is_whole=True).gone == 1
    assert set(positions()) == {"M29 1AA", "WN1 1AB", "WN1 1AD"}


def test_a_part_is_not_whole(world: World, tmp_path: Path) -> None:
    import_outline(Taking(real_file(real_data.OUTLINE)))
    import_postcodes(Taking(real_file(real_data.POSTCODES)))
    with real_file(real_data.POSTCODES).open(newline="") as file:
        part = list(csv.DictReader(file))[:100]
    text = "postcode,lat,lon\n" + "".join(f"{r['Postcode']},{r['lat']},{r['lon']}\n" for r in part)
    with pytest.raises(Problem, match="file-not-taken") as caught:
        import_postcodes(Taking(csv_file(tmp_path, text)), is_whole=True)
    assert "of the 6,023 postcodes that are here of WN. It is not whole" in caught.value.detail


def in_belfast(folder: Path) -> None:
    west, south, east, north = -6.05, 54.53, -5.85, 54.66
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    area = feature(polygon(ring), area_code="N09000003", area_name="Belfast")
    import_outline(Taking(geojson(folder, area, name="belfast.geojson")))


@pytest.mark.parametrize(
    ("grid", "easting", "northing"),
    [("irish", "315904", "234671"), ("itm", "715830", "734697"), ("EPSG:2157", "715830", "734697")],
)
def test_a_known_point_lies_where_it_is(grid: str, easting: str, northing: str) -> None:
    at = own_position(Record(1, {"easting": easting, "northing": northing, "grid": grid}))
    assert at is not None
    assert distance_m(at, SPIRE) < 10


def test_metres_of_northern_ireland_are_read_by_its_own_grids(world: World, tmp_path: Path) -> None:
    in_belfast(tmp_path)
    east, north = CITY_HALL
    lon, lat = Transformer.from_crs(29902, 4326, always_xy=True).transform(east, north)
    itm = Transformer.from_crs(4326, 2157, always_xy=True).transform(lon, lat)
    text = (
        f"pcds,oseast1m,osnrth1m\nBT1 5GS,{east},{north}\n"
        f"BT1 5GT,{itm[0]:.0f},{itm[1]:.0f}\nCH41 1AA,{east},{north}\n"
    )
    report = import_postcodes(Taking(csv_file(tmp_path, text)))
    assert counts(report) == (2, 0, 0, 0)
    assert "1 postcodes of other boroughs" in told(report)
    first, second = (Point(*at) for at in positions().values())
    assert distance_m(first, second) < 2
    assert distance_m(first, Point(54.5965, -5.9300)) < 150


def test_names_without_a_postcode_go_by_the_nation_or_by_a_constant(
    world: World, tmp_path: Path
) -> None:
    in_belfast(tmp_path)
    path = csv_file(tmp_path, "name,type,easting,northing\nBelfast,City,333830,374000\n")
    assert counts(import_names(Taking(path))) == (0, 0, 0, 0)
    assert counts(import_names(Taking(path, nation=NORTHERN_IRELAND))) == (1, 0, 0, 0)
    constant = tmp_path / "irish.toml"
    constant.write_text('[constants]\ngrid = "irish"\n')
    assert counts(import_names(Taking(path, constant))) == (0, 0, 1, 0)
    constant.write_text('[constants]\ngrid = "moon"\n')
    refused = import_names(Taking(path, constant))
    assert "Its grid is 'moon', which is none of british, irish, itm." in refused.refused[0].what

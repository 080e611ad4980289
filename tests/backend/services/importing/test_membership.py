"""Which postcodes are the partnership's: one district, a county of two, an old code, none."""

import json
from pathlib import Path

import pytest

from backend.services.importing.areas import Whole, import_outline
from backend.services.importing.postcodes import import_postcodes
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.imported import all_postcodes
from backend.storage.zones import borough
from shared.problems import Problem
from tests.backend.services.importing.cast import (
    SQUARE,
    counts,
    csv_file,
    feature,
    geojson,
    polygon,
    told,
)
from tests.support import real_data
from tests.support.real_data import real_file

WEST, EAST, ELSEWHERE = "E08000010", "E08000003", "E08000001"
IN_WEST, IN_EAST, OUTSIDE = "53.545,-2.63", "53.545,-2.57", "53.545,-2.40"
AT_THE_BORDER = "53.545,-2.59975"
UNNAMED = Whole()
EAST_SQUARE = [[lon + 0.06, lat] for lon, lat in SQUARE]


def rows(*listed: str) -> str:
    return "postcode,lat,lon,district\n" + "".join(f"{row}\n" for row in listed)


def many(district: str, at: str, first: int, count: int = 20) -> list[str]:
    letters = "ABDEFGHJLN"
    return [f"WN{first} {n // 10 + 1}A{letters[n % 10]},{at},{district}" for n in range(count)]


def one_district(folder: Path, code: str = WEST, whole: Whole = UNNAMED) -> None:
    area = feature(polygon(SQUARE), area_code=code, area_name="West")
    import_outline(Taking(geojson(folder, area, name="outline.geojson")), whole=whole)


def two_districts(folder: Path, whole: Whole) -> Report:
    west = feature(polygon(SQUARE), area_code=WEST, area_name="West")
    east = feature(polygon(EAST_SQUARE), area_code=EAST, area_name="East")
    first = geojson(folder, west, name="west.geojson")
    return import_outline(
        Taking(first, others=(geojson(folder, east, name="east.geojson"),)), whole=whole
    )


def take(folder: Path, *listed: str) -> Report:
    return import_postcodes(Taking(csv_file(folder, rows(*listed))))


def refusal(folder: Path, *listed: str) -> str:
    with pytest.raises(Problem, match="file-not-taken") as caught:
        take(folder, *listed)
    return caught.value.detail


def here() -> list[str]:
    with read() as session:
        return [row.postcode for row in all_postcodes(session)]


def test_what_lies_inside_belongs_and_neighbours_do_not(world: World, tmp_path: Path) -> None:
    one_district(tmp_path)
    ours, theirs = many(WEST, IN_WEST, 1), many(EAST, OUTSIDE, 2)
    report = take(tmp_path, *ours, *theirs, f"WN9 9AA,{AT_THE_BORDER},{EAST}")
    assert counts(report) == (20, 0, 0, 0)
    assert "21 postcodes of other boroughs were passed over." in told(report)


def test_at_the_border_a_postcode_of_ours_and_one_without_a_code_belong(
    world: World, tmp_path: Path
) -> None:
    one_district(tmp_path)
    edge = (f"WN9 9AA,{AT_THE_BORDER},{WEST}", f"WN9 9AB,{AT_THE_BORDER},")
    assert counts(take(tmp_path, *many(WEST, IN_WEST, 1), *edge)) == (22, 0, 0, 0)


def test_one_of_ours_beyond_a_rough_border_belongs_though_it_is_the_only_one(
    world: World, tmp_path: Path
) -> None:
    one_district(tmp_path)
    edge = (f"M29 1AA,{AT_THE_BORDER},{WEST}", f"M29 1AB,{AT_THE_BORDER},{EAST}")
    assert counts(take(tmp_path, *edge)) == (1, 0, 0, 0)
    assert here() == ["M29 1AA"]


def test_codes_that_disagree_with_the_outline_are_told(world: World, tmp_path: Path) -> None:
    one_district(tmp_path)
    report = take(
        tmp_path,
        *many(WEST, IN_WEST, 1),
        *many(EAST, OUTSIDE, 2),
        f"WN9 9AA,{IN_WEST},{EAST}",
        f"WN9 9AB,{OUTSIDE},{WEST}",
    )
    assert counts(report) == (21, 0, 0, 0)
    said = told(report)
    assert f"1 postcodes lie inside the outline with other districts' codes ({EAST} 1)" in said
    assert f"lie outside the outline ({WEST} 1): passed over." in said


def test_an_old_code_or_a_county_goes_by_the_outline_and_says_so(
    world: World, tmp_path: Path
) -> None:
    one_district(tmp_path, code="E47000001")
    report = take(tmp_path, *many(WEST, IN_WEST, 1), *many(EAST, OUTSIDE, 2))
    assert counts(report) == (20, 0, 0, 0)
    said = "No district here has the outline's own code E47000001; inside it lie E08000010 20."
    assert said in told(report)


def test_the_published_row_of_a_second_district_is_taken(world: World, tmp_path: Path) -> None:
    square = [[-2.25, 53.47], [-2.23, 53.47], [-2.23, 53.49], [-2.25, 53.49], [-2.25, 53.47]]
    outline = feature(polygon(square), area_code="E47000001", area_name="Two")
    import_outline(Taking(geojson(tmp_path, outline)))
    line = '"M1 1AA",10,384000,398000,"E92000001","E19000001","E18000002","",'
    path = csv_file(tmp_path, f'{line}"E08000003","E05011361"\n')
    assert counts(import_postcodes(Taking(path))) == (1, 0, 0, 0)


def test_a_file_without_a_postcode_of_ours_is_refused(world: World, tmp_path: Path) -> None:
    one_district(tmp_path)
    said = refusal(tmp_path, *many(EAST, OUTSIDE, 2))
    assert "holds no postcode of West (E08000010)" in said
    assert here() == []


def test_two_districts_are_united_under_a_name(world: World, tmp_path: Path) -> None:
    report = two_districts(tmp_path, Whole("West and East"))
    assert counts(report) == (1, 0, 0, 0)
    assert "2 areas were united to West and East." in told(report)
    with read() as session:
        area = borough(session)
        assert area is not None
        assert (area.id, area.name) == ("west-and-east", "West and East")
        assert len(json.loads(area.border or "")["coordinates"]) == 1
    edge = f"WN9 9AA,53.545,-2.6,{EAST}"
    taken = take(tmp_path, *many(WEST, IN_WEST, 1), *many(EAST, IN_EAST, 2), edge)
    assert counts(taken) == (41, 0, 0, 0)


def test_areas_of_different_codes_need_a_name(world: World, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="file-not-taken") as caught:
        two_districts(tmp_path, UNNAMED)
    assert "To unite them give --name" in caught.value.detail


def test_wards_of_one_district_are_its_outline(world: World) -> None:
    wards = real_file("boundaries/wales_merthyr_tydfil_wards_2025.geojson")
    assert counts(import_outline(Taking(wards))) == (1, 0, 0, 0)
    with read() as session:
        area = borough(session)
        assert area is not None
        assert (area.id, area.name) == ("W06000024", "Merthyr Tydfil")
    listed = Taking(real_file("postcodes/codepoint_open_2025.4_merthyr_tydfil.csv"))
    assert counts(import_postcodes(listed)) == (1630, 0, 0, 0)


def test_codes_given_with_the_outline_decide(world: World, tmp_path: Path) -> None:
    two_districts(tmp_path, Whole("Both", (WEST, EAST)))
    report = take(
        tmp_path,
        *many(WEST, IN_WEST, 1),
        *many(EAST, IN_EAST, 2),
        f"WN9 9AA,{OUTSIDE},{EAST}",
        f"WN9 9AB,{IN_EAST},{ELSEWHERE}",
        f"WN9 9AD,{IN_EAST},",
    )
    assert counts(report) == (42, 0, 0, 0)
    assert "1 postcodes have the code of one of our districts and lie outside" in told(report)
    assert f"other districts' codes ({ELSEWHERE} 1): passed over." in told(report)
    # Taken in anew without codes, the outline keeps those that it has.
    two_districts(tmp_path, Whole("Both"))
    with read() as session:
        area = borough(session)
        assert area is not None
        assert area.districts == [WEST, EAST]


def test_codes_that_nearly_nobody_inside_has_give_way_to_the_outline(
    world: World, tmp_path: Path
) -> None:
    one_district(tmp_path, whole=Whole(districts=("E07000001",)))
    report = take(tmp_path, *many(WEST, IN_WEST, 1), *many(EAST, OUTSIDE, 2))
    assert counts(report) == (20, 0, 0, 0)
    assert "Of 20 postcodes inside the outline 0 have a code of the districts" in told(report)


def test_with_the_real_outline_nothing_changes(world: World) -> None:
    import_outline(Taking(real_file(real_data.OUTLINE)))
    report = import_postcodes(Taking(real_file(real_data.POSTCODES)))
    assert counts(report) == (7966, 0, 0, 0)
    assert "outline" not in told(report)


def test_several_files_are_one_deed_and_rows_name_their_file(world: World, tmp_path: Path) -> None:
    one_district(tmp_path)
    first = csv_file(tmp_path, rows(*many(WEST, IN_WEST, 1)), "a.csv")
    second = csv_file(tmp_path, rows(*many(WEST, IN_WEST, 2), "no,53.5,-2.6,"), "b.csv")
    report = import_postcodes(Taking(first, others=(second,)))
    assert counts(report) == (40, 0, 0, 1)
    assert report.refused[0].where == "b.csv, row 22"
    again = import_postcodes(Taking(first, others=(first,)))
    assert "stands in a.csv, row 2 already." in again.refused[0].what


def test_of_several_files_one_that_is_wrong_keeps_all_out(world: World, tmp_path: Path) -> None:
    one_district(tmp_path)
    first = csv_file(tmp_path, rows(*many(WEST, IN_WEST, 1)), "a.csv")
    wrong = csv_file(tmp_path, "code,lat\nx,1\n", "b.csv")
    with pytest.raises(Problem, match="file-not-taken"):
        import_postcodes(Taking(first, others=(wrong,)))
    assert here() == []

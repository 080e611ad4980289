"""Several of one name: kept apart by where they are, with ids that stay in every later import."""

from pathlib import Path

import pytest
from flask import Flask

from backend.services.importing.points import import_points
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from tests.backend.rows import rows
from tests.backend.services.importing.cast import counts, csv_file, places, told

HEAD = "location,kind,postcode,lat,lon\n"
EAST, WEST, NORTH = ((53.545, -2.630), (53.545, -2.632), (53.547, -2.630))
POINTS = "SELECT id, lat, lon FROM point_of_help"
PLACES = "SELECT id, state FROM place_draft ORDER BY lon"


def listed(*at: tuple[float, float], name: str = "Shopping Centre") -> str:
    return HEAD + "".join(f"{name},defibrillator,WN1 1AA,{lat},{lon}\n" for lat, lon in at)


def take(folder: Path, text: str) -> Report:
    return import_points(Taking(csv_file(folder, text)))


def by_place(app: Flask) -> dict[tuple[float, float], str]:
    return {(round(lat, 4), round(lon, 4)): key for key, lat, lon in rows(app, POINTS)}


def test_each_point_of_one_name_with_its_own_position_is_one(app: Flask, settled: Path) -> None:
    assert counts(take(settled, listed(EAST, WEST, NORTH))) == (3, 0, 0, 0)
    assert counts(take(settled, listed(EAST, WEST, NORTH))) == (0, 0, 3, 0)
    before = by_place(app)
    assert set(before) == {EAST, WEST, NORTH}
    assert counts(take(settled, listed(NORTH, EAST, WEST))) == (0, 0, 3, 0)
    assert counts(take(settled, listed(WEST))) == (0, 0, 1, 0)
    assert by_place(app) == before


def test_a_point_that_was_there_alone_keeps_its_id_when_others_join_it(
    app: Flask, settled: Path
) -> None:
    take(settled, listed(EAST))
    (alone,) = by_place(app).values()
    assert counts(take(settled, listed(NORTH, WEST, EAST))) == (2, 0, 1, 0)
    assert by_place(app)[EAST] == alone


def test_a_point_that_moved_is_changed_and_a_small_correction_too(
    app: Flask, settled: Path
) -> None:
    take(settled, listed(EAST, WEST))
    before = by_place(app)
    nearer = (WEST[0] + 0.00003, WEST[1])
    assert counts(take(settled, listed(EAST, nearer))) == (0, 1, 1, 0)
    assert set(by_place(app).values()) == set(before.values())
    assert counts(take(settled, listed(NORTH, nearer))) == (0, 1, 1, 0)
    assert by_place(app)[NORTH] == before[EAST]


def test_one_that_is_written_twice_or_has_no_own_position_is_refused(settled: Path) -> None:
    same = (EAST[0] + 0.00005, EAST[1])
    report = take(settled, listed(EAST, WEST, same) + "Shopping Centre,defibrillator,WN1 1AA,,\n")
    assert counts(report) == (2, 0, 0, 2)
    assert "row 4: Shopping Centre stands in row 2 already, within 10 m of this" in told(report)
    assert "row 5: Shopping Centre stands in row 2 already" in told(report)


def test_near_points_with_other_postcodes_or_kinds_take_no_id_of_each_other(
    app: Flask, settled: Path
) -> None:
    take(settled, listed(EAST))
    text = listed(EAST) + (
        f"Shopping Centre,defibrillator,WN1 1AB,{EAST[0]},{EAST[1]}\n"
        f"Shopping Centre,bleed_kit,WN1 1AA,{EAST[0]},{EAST[1]}\n"
    )
    assert counts(take(settled, text)) == (2, 0, 1, 0)
    assert counts(take(settled, text)) == (0, 0, 3, 0)
    assert len({key for key, _, _ in rows(app, POINTS)}) == 3


@pytest.mark.parametrize("order", [1, -1])
def test_places_of_one_name_and_address_are_kept_apart_too(
    app: Flask, settled: Path, order: int
) -> None:
    head = "name,kind,address,postcode,lat,lon\n"
    lines = [f"Costa,cafe,Mall,WN1 1AA,{lat},{lon}\n" for lat, lon in (EAST, WEST)]
    assert counts(places(csv_file(settled, head + "".join(lines)))) == (2, 0, 0, 0)
    before = rows(app, PLACES)
    again = places(csv_file(settled, head + "".join(lines[::order]) + lines[0]))
    assert counts(again) == (0, 0, 2, 1)
    assert rows(app, PLACES) == before

"""Points of help: taken in and published as such, and never among the safe places."""

import json
from pathlib import Path
from typing import Any

from flask import Flask

from backend.services.importing.points import import_points
from backend.services.importing.taking import Taking
from backend.services.publish import publish
from backend.services.world import World
from tests.backend.rows import count
from tests.backend.services.importing.cast import (
    at_point,
    counts,
    csv_file,
    feature,
    geojson,
    settle,
    told,
)

ROWS = """ref,type,location,town,access,latitude,longitude
1,AED,Leisure centre,Wigan,Ask at the desk,53.545,-2.63
2,Bleed control kit,Market,Wigan,Cabinet: call 999 for the code,53.546,-2.631
3,amnesty_bin,Town hall,Wigan,,53.547,-2.632
4,fire extinguisher,Town hall,Wigan,,53.547,-2.632
5,defibrillator,Far away,Leigh,,53.4,-2.5
1,AED,Leisure centre again,Wigan,,53.545,-2.63
"""


def documents(world: World, name: str) -> dict[str, Any]:
    publish(world)
    (path,) = world.published_dir.glob(f"{name}.*.json")
    content: dict[str, Any] = json.loads(path.read_bytes())
    return content


def test_points_of_three_kinds_are_taken_in_and_others_refused(
    app: Flask, world: World, tmp_path: Path
) -> None:
    settle(tmp_path)
    report = import_points(Taking(csv_file(tmp_path, ROWS)))
    assert counts(report) == (3, 0, 0, 3)
    assert "row 5: 'fire extinguisher' is none of defibrillator" in told(report)
    assert "row 6: It lies outside the borough" in told(report)
    assert "row 7: 1 stands in row 2 already." in told(report)
    assert counts(import_points(Taking(csv_file(tmp_path, ROWS)))) == (0, 0, 3, 3)
    assert count(app, "place") == count(app, "place_draft") == 0


def test_a_point_that_moved_is_changed_in_place(world: World, tmp_path: Path) -> None:
    settle(tmp_path)
    import_points(Taking(csv_file(tmp_path, ROWS)))
    moved = ROWS.replace("Ask at the desk", "By the pool")
    assert counts(import_points(Taking(csv_file(tmp_path, moved)))) == (0, 1, 2, 3)


def test_they_are_published_as_points_and_not_as_places(world: World, tmp_path: Path) -> None:
    settle(tmp_path)
    kit = feature(at_point(-2.63, 53.545), name="Market, east door", kind="bleed_kit")
    import_points(Taking(geojson(tmp_path, kit)))
    assert documents(world, "places")["places"] == []
    (point,) = documents(world, "points")["points"]
    assert (point["kind"], point["name"]) == ("bleed_kit", "Market, east door")
    assert (point["lat"], point["lon"]) == (53.545, -2.63)

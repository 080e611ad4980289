"""Zones: no answer may point at fewer than three postcodes, however a point finds its zone."""

import json
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import h3
import pytest
import shapely
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backend.services.give import give
from backend.services.importing.areas import WARD, AreaKind, import_areas, import_outline
from backend.services.importing.borders import border_from_text
from backend.services.importing.names import import_names
from backend.services.importing.postcodes import import_postcodes
from backend.services.importing.taking import Taking
from backend.services.publish import publish
from backend.services.transaction import read
from backend.services.world import World
from backend.services.zoning.build import build_zones
from backend.services.zoning.centres import Centre, zone_centres
from backend.services.zoning.nearest import LonLat, nearest_centres
from backend.services.zoning.picture import draw_zones
from backend.storage.imported import all_postcodes
from backend.storage.zones import all_areas, current_zones, zone_label
from shared.geo import Point, distance_m
from shared.perception import Feedback
from shared.problems import Problem
from shared.wire_messages import FeedbackSchema
from shared.zones import Zone, nearest_zone
from tests.backend.cast import an_answer, an_id
from tests.backend.rows import rows
from tests.backend.services.importing.cast import (
    EAST,
    NORTH,
    SOUTH,
    SQUARE,
    WEST,
    csv_file,
    feature,
    geojson,
    polygon,
    settle,
)
from tests.conftest import NOW
from tests.support import real_data
from tests.support.parts import is_part
from tests.support.real_data import real_file

LEAST = 3


def short_zones(zones: Sequence[Zone], postcodes: Sequence[Point], least: int = LEAST) -> list[str]:
    """Return the zones with some postcodes but too few, as the phone sorts points into zones."""
    held = Counter(zone.id for at in postcodes if (zone := nearest_zone(zones, at)))
    return sorted(zone_id for zone_id, count in held.items() if count < least)


def as_zones(centres: Sequence[Centre]) -> list[Zone]:
    return [Zone(centre.cell, Point(centre.lat, centre.lon), "", "") for centre in centres]


def points(postcodes: Sequence[LonLat]) -> list[Point]:
    return [Point(lat, lon) for lon, lat in postcodes]


def plain_cells(border: shapely.Polygon, postcodes: Sequence[LonLat]) -> list[Zone]:
    """The control: cells raised until each holds enough of the postcodes inside its own edges."""
    counts = Counter(h3.latlng_to_cell(lat, lon, 9) for lon, lat in postcodes)
    cells = set(h3.geo_to_cells(border, 9)) | set(counts)
    short = {h3.cell_to_parent(cell, 8) for cell, count in counts.items() if count < LEAST}
    kept = {cell for cell in cells if h3.cell_to_parent(cell, 8) not in short} | short
    centres = [h3.cell_to_latlng(cell) for cell in sorted(kept)]
    return [Zone(str(at), Point(*centre), "", "") for at, centre in enumerate(centres)]


somewhere = st.tuples(
    st.floats(WEST, EAST, allow_nan=False), st.floats(SOUTH, NORTH, allow_nan=False)
)


@pytest.mark.full("rules")
@settings(max_examples=60 if is_part("rules") else 12)
@given(st.lists(somewhere, min_size=3, max_size=120))
# A kilometre and a half away two centres differ by centimetres, and each scale has another nearer.
@example([(-2.6484375, 53.5546875), *[(-2.632292230703312, 53.539)] * 2])
def test_the_rule_holds_wherever_postcodes_lie(postcodes: list[LonLat]) -> None:
    centres = zone_centres(shapely.Polygon(SQUARE), postcodes, LEAST)
    assert short_zones(as_zones(centres), points(postcodes)) == []
    assert all(first.cell < second.cell for first, second in pairwise(centres))


@pytest.mark.full("rules")
@settings(max_examples=40 if is_part("rules") else 15)
@given(st.lists(somewhere, min_size=1, max_size=40), st.lists(somewhere, min_size=1, max_size=40))
def test_many_points_find_the_centre_that_one_point_finds_on_the_phone(
    centres: list[LonLat], found_from: list[LonLat]
) -> None:
    zones = [Zone(f"{at:03}", Point(lat, lon), "", "") for at, (lon, lat) in enumerate(centres)]
    for point, at in zip(found_from, nearest_centres(centres, found_from), strict=True):
        theirs = nearest_zone(zones, Point(point[1], point[0]))
        assert (
            theirs is None
            or centres[int(theirs.id)] == centres[at]
            or _is_tie(point, centres[int(theirs.id)], centres[at])
        )


def _is_tie(point: LonLat, one: LonLat, other: LonLat) -> bool:
    """Return whether two centres lie equally far, to a thousandth of the way."""
    at = Point(point[1], point[0])
    first, second = (distance_m(at, Point(lat, lon)) for lon, lat in (one, other))
    return abs(first - second) <= 0.001 * max(first, second)


@pytest.fixture
def borough(world: World) -> World:
    """A world with the real outline, postcodes and names."""
    import_outline(Taking(real_file(real_data.OUTLINE)))
    import_postcodes(Taking(real_file(real_data.POSTCODES)))
    import_names(Taking(real_file(real_data.NAMES)))
    libraries = real_data.MAPPINGS / "libraries.toml"
    import_names(Taking(real_file(real_data.LIBRARIES), mapping=libraries))
    return world


def zones_and_postcodes() -> tuple[list[Zone], list[LonLat]]:
    with read() as session:
        zones = [
            Zone(row.id, Point(row.lat, row.lon), row.label, row.town)
            for row in current_zones(session)
        ]
        return zones, [(row.lon, row.lat) for row in all_postcodes(session)]


def test_the_real_borough_has_zones_with_the_rule_a_label_and_a_ward(
    app: Flask, borough: World
) -> None:
    import_areas(Taking(real_file(real_data.WARDS_2022)), AreaKind(WARD, 2022))
    built = build_zones()
    import_areas(Taking(real_file(real_data.WARDS_2023)), AreaKind(WARD, 2023))
    zones, postcodes = zones_and_postcodes()
    assert (built.version, built.fewest, built.zones) == (1, LEAST, len(zones))
    assert built.unreached == 0
    held = Counter(nearest_centres([(zone.at.lon, zone.at.lat) for zone in zones], postcodes))
    assert sum(held.values()) == 7966
    assert min(held.values()) >= LEAST
    # A sample by the phone's own code, which is slow for all of them.
    sample = postcodes[::100]
    by_phone = [nearest_zone(zones, Point(lat, lon)) for lon, lat in sample]
    at_once = nearest_centres([(zone.at.lon, zone.at.lat) for zone in zones], sample)
    assert by_phone == [zones[at] for at in at_once]
    assert all(zone.label and zone.town for zone in zones)
    assert len({(zone.label, zone.town) for zone in zones}) == len(zones)
    for vintage in (2022, 2023):
        wards = rows(
            app,
            "SELECT zone_id, count(*) FROM zone_area JOIN area ON area.id = area_id "
            f"WHERE kind = 'ward' AND vintage = {vintage} GROUP BY zone_id",
        )
        assert dict(wards) == dict.fromkeys((zone.id for zone in zones), 1)
    with read() as session:
        border = next(area.border for area in all_areas(session) if area.kind == "borough")
    control = plain_cells(border_from_text(border or ""), postcodes)
    nearest = nearest_centres([(zone.at.lon, zone.at.lat) for zone in control], postcodes)
    assert min(Counter(nearest).values()) < LEAST


@pytest.fixture
def square(world: World, tmp_path: Path) -> World:
    """A world with the small square borough and four more postcodes."""
    settle(tmp_path)
    add_postcodes(tmp_path, "WN1 1AD,53.5452,-2.6302", "WN2 2AA,53.535,-2.61")
    return world


def test_building_again_changes_nothing(app: Flask, square: World) -> None:
    first = build_zones()
    before = rows(app, "SELECT id, label, is_current FROM zone ORDER BY id")
    assert build_zones(is_dry_run=True).is_new is False
    second = build_zones()
    assert (first.is_new, second.is_new, second.version) == (True, False, 1)
    assert rows(app, "SELECT id, label, is_current FROM zone ORDER BY id") == before


def add_postcodes(folder: Path, *lines: str) -> None:
    text = "postcode,lat,lon\n" + "\n".join(lines) + "\n"
    import_postcodes(Taking(csv_file(folder, text, "more.csv")))


def test_a_zone_of_an_older_build_stays_readable_and_cannot_be_chosen_anew(
    app: Flask, square: World, tmp_path: Path
) -> None:
    build_zones()
    zones, _ = zones_and_postcodes()
    answers: list[Feedback] = []
    for zone in zones:
        answers.append(FeedbackSchema().load(an_answer(zone=zone.id)))
        give(an_id(), answers[-1], NOW)
    # Three new postcodes in the open ground make a zone there possible, and others impossible.
    add_postcodes(tmp_path, "WN2 2AB,53.5351,-2.6101", "WN2 2AD,53.5555,-2.6555")
    built = build_zones()
    assert (built.version, built.is_new) == (2, True)
    assert built.retired > 0
    now, _ = zones_and_postcodes()
    gone = {zone.id for zone in zones} - {zone.id for zone in now}
    assert len(gone) == built.retired
    with read() as session:
        assert all(zone_label(session, zone_id) for zone_id in gone)
    stored = rows(app, "SELECT count(*) FROM feedback JOIN zone ON zone.id = zone_id")
    assert stored == [(len(zones),)]
    assert count_published_zones(square) == len(now)
    # A phone that has not fetched the new list yet is still heard.
    give(an_id(), FeedbackSchema().load(an_answer(zone=sorted(gone)[0])), NOW)


def count_published_zones(world: World) -> int:
    publish(world)
    (document,) = world.published_dir.glob("zones.*.json")
    content = json.loads(document.read_bytes())
    assert content["version"] == 2
    return len(content["zones"])


def test_a_town_centre_is_made_of_the_zones_mostly_inside_it(
    app: Flask, square: World, tmp_path: Path
) -> None:
    build_zones()
    centre = polygon(
        [[-2.64, 53.54], [-2.62, 53.54], [-2.62, 53.55], [-2.64, 53.55], [-2.64, 53.54]]
    )
    path = geojson(tmp_path, feature(centre, code="wigan-centre", name="Wigan town centre"))
    import_areas(Taking(path), AreaKind("town"))
    members = rows(
        app,
        "SELECT zone.lat, zone.lon FROM zone_area JOIN zone ON zone.id = zone_id "
        "WHERE area_id = 'wigan-centre'",
    )
    assert members
    assert all(53.538 < lat < 53.552 and -2.643 < lon < -2.617 for lat, lon in members)


def test_zones_cannot_be_built_before_their_data_is_here(world: World, tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        build_zones()
    assert caught.value.code == "outline-missing"
    outline = feature(polygon(SQUARE), area_code="E08000010", area_name="Wigan")
    import_outline(Taking(geojson(tmp_path, outline)))
    with pytest.raises(Problem, match="There are no postcodes"):
        build_zones()
    add_postcodes(tmp_path, "WN1 1AA,53.545,-2.63")
    with pytest.raises(Problem, match="no names"):
        build_zones()
    with pytest.raises(Problem, match="at least 1 to 50"):
        build_zones(0)


def test_a_borough_too_small_for_the_rule_is_refused(world: World, tmp_path: Path) -> None:
    settle(tmp_path)
    with pytest.raises(Problem, match="fewer than 3"):
        build_zones()


def test_the_picture_shows_every_zone(square: World) -> None:
    build_zones()
    zones, _ = zones_and_postcodes()
    picture = draw_zones()
    assert picture.count("<title>") == len(zones)
    assert all(f"<title>{zone.label}</title>" in picture for zone in zones)


def test_rows_of_zones_have_what_residents_choose_by(square: World) -> None:
    build_zones()
    with read() as session:
        labels = [row.label for row in current_zones(session)]
    assert "Wigan centre" in labels
    assert any(label.startswith("Open ground") for label in labels)

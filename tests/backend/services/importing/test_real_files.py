"""The importers on published files of the borough, twice each: the second time changes nothing."""

import csv
import gzip
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from flask import Flask

from backend.services.importing.areas import WARD, AreaKind, import_areas, import_outline
from backend.services.importing.names import import_names
from backend.services.importing.places import import_places
from backend.services.importing.postcodes import import_postcodes
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.imported import all_drafts, all_postcodes
from backend.storage.places import all_places
from backend.storage.zones import current_areas
from shared.wire_hours import HoursSchema
from tests.backend.rows import rows
from tests.backend.services.importing.cast import counts, csv_file, told
from tests.conftest import TODAY
from tests.support import real_data
from tests.support.real_data import real_file


@pytest.fixture
def borough(world: World) -> World:
    """A world in which the borough's real outline is known."""
    assert counts(import_outline(Taking(real_file(real_data.OUTLINE)))) == (1, 0, 0, 0)
    return world


def again(report: Report) -> tuple[int, int]:
    """Return how many a second import added and changed."""
    return report.new, report.changed


def test_all_postcodes_are_taken_in_once(borough: World) -> None:
    taking = Taking(real_file(real_data.POSTCODES))
    assert counts(import_postcodes(taking)) == (7966, 0, 0, 0)
    assert counts(import_postcodes(taking)) == (0, 0, 7966, 0)


def test_code_point_open_as_published_has_no_heading_and_grid_references(
    borough: World, tmp_path: Path
) -> None:
    """The same postcodes by easting and northing lie within two metres of those in degrees."""
    with real_file(real_data.POSTCODES).open(newline="") as file:
        listed = list(csv.DictReader(file))[:500]
    text = "".join(",".join(list(row.values())[:10]) + "\n" for row in listed)
    report = import_postcodes(Taking(csv_file(tmp_path, text, "wn.csv")))
    assert counts(report) == (500, 0, 0, 0)
    assert "No heading: read as 10 columns" in told(report)
    wanted = {row["Postcode"]: (float(row["lat"]), float(row["lon"])) for row in listed}
    with read() as session:
        for row in all_postcodes(session):
            lat, lon = wanted[row.postcode]
            assert abs(row.lat - lat) < 2e-5
            assert abs(row.lon - lon) < 3e-5


def test_terminated_postcodes_without_a_position_are_refused_row_by_row(borough: World) -> None:
    path = real_file(real_data.TERMINATED)
    with path.open(newline="") as file:
        blank = sum(not row["lat"] or float(row["lat"]) > 90 for row in csv.DictReader(file))
    report = import_postcodes(Taking(path))
    assert blank > 0
    assert len(report.refused) == blank
    assert report.refused[0].where.startswith("row ")
    assert "latitude is missing" in report.refused[0].what


def test_names_are_towns_and_neighbourhoods_and_postcode_districts_are_passed_over(
    app: Flask, borough: World
) -> None:
    taking = Taking(real_file(real_data.NAMES))
    report = import_names(taking)
    assert counts(report) == (117, 0, 0, 0)
    assert "Passed over: 8 of no type." in told(report)
    assert counts(import_names(taking)) == (0, 0, 117, 0)
    kinds = dict(rows(app, "SELECT kind, count(*) FROM gazetteer_name GROUP BY kind"))
    assert kinds == {"town": 9, "neighbourhood": 108}
    libraries = Taking(
        real_file(real_data.LIBRARIES), mapping=real_data.MAPPINGS / "libraries.toml"
    )
    assert counts(import_names(libraries)) == (15, 0, 0, 0)


def test_wards_of_one_vintage_follow_those_of_another(borough: World) -> None:
    older = Taking(real_file(real_data.WARDS_2022))
    newer = Taking(real_file(real_data.WARDS_2023))
    assert counts(import_areas(older, AreaKind(WARD, 2022))) == (25, 0, 0, 0)
    assert ward_codes() == {f"E05000{number}" for number in range(840, 865)}
    assert counts(import_areas(newer, AreaKind(WARD, 2023))) == (25, 0, 0, 0)
    assert ward_codes() == {f"E05{number:06}" for number in range(14989, 15014)}
    assert again(import_areas(older, AreaKind(WARD, 2022))) == (0, 0)
    assert ward_codes() == {f"E05{number:06}" for number in range(14989, 15014)}


def ward_codes() -> set[str]:
    with read() as session:
        return {area.id for area in current_areas(session) if area.kind == WARD}


def test_an_invalid_polygon_is_mended_and_says_so(borough: World) -> None:
    report = import_areas(Taking(real_file(real_data.LSOAS)), AreaKind("neighbourhood"))
    assert counts(report) == (200, 0, 0, 0)
    mended = [note for note in report.notes if "invalid" in note.what]
    assert len(mended) == 1
    assert "has been mended" in mended[0].what


def test_pharmacies_come_with_their_hours(borough: World) -> None:
    taking = Taking(
        real_file(real_data.PHARMACIES), mapping=real_data.MAPPINGS / "nhs-pharmacies.toml"
    )
    assert counts(import_places(taking, TODAY)) == (65, 0, 0, 0)
    assert counts(import_places(taking, TODAY)) == (0, 0, 65, 0)
    with read() as session:
        drafts = {draft.name: draft for draft in all_drafts(session)}
    assert drafts["Abram Pharmacy"].weekly[0] == [["09:00", "13:00"], ["14:15", "18:15"]]
    assert all(draft.kind == "pharmacy" for draft in drafts.values())
    for draft in drafts.values():
        assert HoursSchema().validate({"weekly": draft.weekly}) == {}


def test_warm_spaces_come_with_openstreetmaps_hours(borough: World) -> None:
    taking = Taking(
        real_file(real_data.WARM_SPACES), mapping=real_data.MAPPINGS / "warm-spaces.toml"
    )
    report = import_places(taking, TODAY)
    assert counts(report) == (29, 0, 0, 0)
    assert counts(import_places(taking, TODAY)) == (0, 0, 29, 0)
    with read() as session:
        drafts = all_drafts(session)
        assert all_places(session) == []
    assert sum(bool(draft.weekly) for draft in drafts) == 24
    for draft in drafts:
        assert not draft.weekly or HoursSchema().validate({"weekly": draft.weekly}) == {}
    # What the list itself got wrong is said to whoever vets it.
    assert "Clubhouse: No opening hours" in told(report)
    assert "Knit and Natter Group: Its hours are not taken: the list says 'Fortnightly'" in told(
        report
    )
    assert "The Bath Springs: The hours 'Mo 12:00-12:00; Tu 12:00-12:00" in told(report)
    assert "the list says 'Monthly': they are not every week's" in told(report)


def test_each_of_the_premises_without_a_position_has_its_line(
    borough: World, tmp_path: Path
) -> None:
    with gzip.open(real_file(real_data.FHRS)) as file:
        premises = ET.parse(file).getroot().iter("EstablishmentDetail")  # noqa: S314 - a known file
        listed = [(one.findtext("BusinessName"), one.find("Geocode")) for one in premises]
    path = tmp_path / "premises.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(("name", "kind", "lat", "lon", "id"))
        for number, (name, geocode) in enumerate(listed):
            lat = geocode.findtext("Latitude", "") if geocode is not None else ""
            lon = geocode.findtext("Longitude", "") if geocode is not None else ""
            out.writerow((name, "other", lat, lon, number))
    report = import_places(Taking(path), TODAY)
    placeless = [fault for fault in report.refused if "It has no position" in fault.what]
    assert len(listed) == 2299
    assert len(placeless) == sum(geocode is None or not len(geocode) for _, geocode in listed) > 200
    assert report.new + len(report.refused) == 2299
    assert len({fault.where for fault in report.refused}) == len(report.refused)

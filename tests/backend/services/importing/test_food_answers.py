"""Food premises as the scheme's API answers: read as its XML is, and never a part of an answer."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.services.importing.areas import import_outline
from backend.services.importing.establishments import import_establishments
from backend.services.importing.report import Report
from backend.services.importing.taking import Taking
from backend.services.world import World
from tests.backend.rows import rows
from tests.backend.services.importing.cast import (
    counts,
    csv_file,
    feature,
    geojson,
    places,
    polygon,
    refusal,
    told,
)
from tests.backend.services.importing.test_establishments import one, xml
from tests.support.real_data import real_file

TODAY = date(2026, 11, 27)
ANSWER = "venues/fhrs_api_v2_stoke_2018.json"


def premises(number: int, **more: Any) -> dict[str, Any]:
    """Return one premises as the API writes it."""
    return {
        "FHRSID": number,
        "BusinessName": f"Inn {number}",
        "BusinessType": "Pub/bar/nightclub",
        "AddressLine1": "1 King Street",
        "AddressLine2": "Wigan",
        "AddressLine3": "",
        "PostCode": "WN1 1AA",
        "scores": {"Hygiene": 0, "Structural": 5, "ConfidenceInManagement": None},
        "geocode": {"longitude": "-2.63", "latitude": "53.545"},
        **more,
    }


def answer(folder: Path, *listed: dict[str, Any], total: int | None = None) -> Path:
    meta = {"totalCount": len(listed) if total is None else total, "pageNumber": 1}
    return csv_file(folder, json.dumps({"establishments": list(listed), "meta": meta}), "a.json")


def take(path: Path) -> Report:
    return import_establishments(Taking(path), TODAY)


def test_an_answer_and_the_xml_say_the_same(app: Flask, settled: Path) -> None:
    assert counts(take(answer(settled, premises(1), premises(2)))) == (2, 0, 0, 0)
    assert rows(app, "SELECT id, kind, address, lat FROM place_draft ORDER BY id")[0] == (
        *("fhrs-1", "pub", "1 King Street, Wigan", 53.545),
    )
    assert counts(take(xml(settled, one(1), one(2)))) == (0, 0, 2, 0)


def test_a_fault_is_told_by_the_entry_and_a_missing_position_is_noted(settled: Path) -> None:
    empty = {"longitude": None, "latitude": None}
    report = take(
        answer(
            settled, premises(1, geocode=empty), premises(2, geocode=None), premises(0, FHRSID=None)
        )
    )
    assert counts(report) == (2, 0, 0, 1)
    assert "entry 1, FHRSID 1: Inn 1: The list gives no position." in told(report)
    assert "entry 3, FHRSID ?: It has no FHRSID" in told(report)


def test_one_page_of_several_is_refused_since_the_others_would_be_gone(settled: Path) -> None:
    said = refusal(lambda: take(answer(settled, premises(1), total=2372)))
    assert "holds 1 of 2,372 premises: it is one page of more" in said
    assert "Take the council's XML" in said


@pytest.mark.parametrize(
    "text", ['{"establishments": 7}', '{"establishments": [7]}', '{"ratings": []}', '{"a": ']
)
def test_other_json_is_refused(settled: Path, text: str) -> None:
    said = refusal(lambda: take(csv_file(settled, text, "a.json")))
    assert "Food Hygiene Rating Scheme" in said or "no whole JSON" in said


def test_an_answer_given_as_places_is_sent_to_the_right_import(settled: Path) -> None:
    assert "umay import establishments" in refusal(lambda: places(answer(settled, premises(1))))


def test_a_published_answer_is_taken_in(app: Flask, world: World, tmp_path: Path) -> None:
    path = real_file(ANSWER)
    ring = [[-2.4, 52.9], [-2.0, 52.9], [-2.0, 53.1], [-2.4, 53.1], [-2.4, 52.9]]
    outline = feature(polygon(ring), area_code="E06000021", area_name="Stoke-on-Trent")
    import_outline(Taking(geojson(tmp_path, outline)))
    report = take(path)
    assert report.new + len(report.refused) == 99
    assert report.new == 99
    assert "file: This is a search around a place" in told(report)
    assert counts(take(path)) == (0, 0, 99, 0)
    scouts = "SELECT name, postcode, lat FROM place_draft WHERE id = 'fhrs-915255'"
    assert rows(app, scouts) == [("79TH CLAYTON (NBC) SCOUT GROUP", "ST5 3BN", 52.994451)]

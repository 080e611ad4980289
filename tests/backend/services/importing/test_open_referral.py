"""Services of Open Referral as places: a row for each place, hours only where they are exact."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.services.importing.open_referral import is_one, records_of
from backend.services.importing.referral_hours import hours_of
from backend.services.transaction import read
from backend.storage.imported import all_drafts
from tests.backend.rows import rows
from tests.backend.services.importing.cast import counts, csv_file, places, refusal, told
from tests.support.real_data import MAPPINGS, real_file

WEEKLY = {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00:00", "closes_at": "17:00"}
CLOSED = dict.fromkeys(("wednesday", "thursday", "friday", "saturday", "sunday"), "CLOSED")


def location(**more: Any) -> dict[str, Any]:
    address = {"address_1": "1 Example Road", "city": "Wigan", "postal_code": "WN1 1AA"}
    held = {"id": "loc-1", "name": "Hub", "latitude": 53.545, "longitude": -2.63}
    return {**held, "addresses": [{**address, "address_type": "physical"}], **more}


def service(*links: dict[str, Any], **more: Any) -> dict[str, Any]:
    told = {"id": "s-1", "name": "Counselling", "status": "active", "organization": {"name": "Org"}}
    return {**told, "service_at_locations": list(links), **more}


def link(number: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": f"sal-{number}", "location": location(), **more}


def taken(folder: Path, document: Any, kind: str = "community") -> Any:
    mapping = folder / "m.toml"
    mapping.write_text(f'[constants]\nkind = "{kind}"\n')
    path = csv_file(folder, json.dumps(document), "services.json")
    return places(path, mapping=mapping)


def test_a_service_becomes_a_place_at_each_of_its_locations(app: Flask, settled: Path) -> None:
    phones = [{"number": "01942 000002", "type": "fax"}, {"number": '"01942 000001"'}]
    second = link(2, location=location(name=None), phones=phones)
    document = service(link(), second, schedules=[WEEKLY], phones=[{"number": "01942000009"}])
    assert counts(taken(settled, document)) == (2, 0, 0, 0)
    found = rows(app, "SELECT name, address, town, postcode, phone FROM place_draft ORDER BY name")
    assert found == [
        ("Hub", "1 Example Road", "Wigan", "WN1 1AA", "01942000009"),
        ("Org", "1 Example Road", "Wigan", "WN1 1AA", "01942 000001"),
    ]
    with app.app_context(), read() as session:
        (hub,) = (draft for draft in all_drafts(session) if draft.name == "Hub")
        assert hub.weekly == [[["09:00", "17:00"]]] * 2 + [[]] * 5
    assert counts(taken(settled, document)) == (0, 0, 2, 0)


def test_the_documented_mapping_fits(settled: Path) -> None:
    path = csv_file(settled, json.dumps([service(link())]), "services.json")
    assert counts(places(path, mapping=MAPPINGS / "open-referral-uk.toml")) == (1, 0, 0, 0)


def test_the_mapping_says_what_stands_on_the_door(app: Flask, settled: Path) -> None:
    path = csv_file(settled, json.dumps([service(link())]), "services.json")
    assert "lacks kind" in refusal(lambda: places(path))
    mapping = settled / "m.toml"
    mapping.write_text('[columns]\nname = "organization"\n[constants]\nkind = "health"\n')
    assert counts(places(path, mapping=mapping)) == (1, 0, 0, 0)
    assert rows(app, "SELECT name, kind FROM place_draft") == [("Org", "health")]


def test_pages_lists_and_services_at_locations_are_read(settled: Path) -> None:
    page = {"contents": [service(link())], "total_pages": 3, "page_number": 2}
    report = taken(settled, page)
    assert counts(report) == (1, 0, 0, 0)
    assert "This is page 2 of 3: take its other pages in too." in told(report)
    alone = {**link(7), "service": {"id": "s-1", "name": "Counselling", "status": "active"}}
    # Another id of the same venue in the same list: it is the draft that is here.
    assert counts(taken(settled, alone)) == (0, 0, 1, 0)
    assert counts(taken(settled, {"contents": [alone, {**alone, "id": "sal-8"}]}))[:3] == (1, 0, 1)


def test_services_without_a_place_or_no_longer_given_are_passed_over(settled: Path) -> None:
    document = [service(), service(link(1), status="defunct"), service(link(2))]
    report = taken(settled, document)
    assert counts(report) == (1, 0, 0, 0)
    assert "1 entries are of services that name no place and were passed over." in told(report)
    assert "1 entries are of services that are not active and were passed over." in told(report)
    said = refusal(lambda: taken(settled, {"contents": [service(), service()]}))
    assert "lists services without their places" in said
    assert "/service_at_locations" in said
    assert "something else" in refusal(lambda: taken(settled, [service(link()), {"a": 1}]))


def test_what_mail_is_sent_to_is_taken_only_where_no_other_address_is_told() -> None:
    postal = {"address_1": "PO Box 1", "address_type": "postal"}
    stands = {"address_1": "1 Road", "address_2": "Ince", "address_type": "physical"}
    for addresses, line in (([postal, stands], "1 Road, Ince"), ([postal], "PO Box 1"), ([], "")):
        document = service(link(location=location(addresses=addresses)))
        ((record,), _) = records_of("x", document)
        assert record.values["address"] == line


@pytest.mark.parametrize(
    ("schedules", "hours"),
    [
        ([WEEKLY], {"monday": "09:00-17:00", "tuesday": "09:00-17:00", **CLOSED}),
        (
            [
                {**WEEKLY, "byday": "MO", "opens_at": "14:00", "closes_at": "16:00"},
                {**WEEKLY, "byday": "MO", "interval": 1, "closes_at": "12:00", "wkst": "MO"},
            ],
            {"monday": "09:00-12:00,14:00-16:00", "tuesday": "CLOSED", **CLOSED},
        ),
        (
            [{**WEEKLY, "byday": "FR", "opens_at": "21:00", "closes_at": "02:00"}],
            {"monday": "CLOSED", "tuesday": "CLOSED", **CLOSED, "friday": "21:00-02:00"},
        ),
    ],
)
def test_schedules_of_every_week_are_hours(
    schedules: list[dict[str, Any]], hours: dict[str, str]
) -> None:
    assert hours_of(schedules) == {**hours, "remark": ""}


@pytest.mark.parametrize(
    "change",
    [
        {"valid_from": "2026-01-01"},
        {"valid_to": "2026-12-31"},
        {"dtstart": "2026-01-01"},
        {"until": "2026-12-31"},
        {"count": 4},
        {"interval": 2},
        {"freq": "MONTHLY"},
        {"freq": None},
        {"byday": "2MO"},
        {"byday": ""},
        {"bymonthday": "1"},
        {"byweekno": "1,3"},
        {"opens_at": "9am"},
        {"opens_at": "09:00:00Z"},
        {"closes_at": "24:00"},
        {"closes_at": ""},
        {"closes_at": "09:00"},
        {"timezone": 3},
    ],
)
def test_any_other_schedule_is_a_remark_and_no_hours(change: dict[str, Any]) -> None:
    told_hours = hours_of([WEEKLY, {**WEEKLY, "byday": "WE", **change, "description": "Ring us"}])
    assert set(told_hours) == {"remark"}
    assert "byday MO,TU" in told_hours["remark"]
    assert "Ring us" in told_hours["remark"]


def test_a_services_own_hours_come_before_those_of_its_building() -> None:
    all_day = {**WEEKLY, "opens_at": "00:00", "closes_at": "23:59"}
    building = location(schedules=[all_day])
    for held in ({"schedules": [WEEKLY]}, {}):
        ((record,), _) = records_of("x", service(link(location=building), **held))
        assert record.values["monday"] == ("09:00-17:00" if held else "00:00-23:59")


def test_what_is_said_beside_exact_hours_is_kept() -> None:
    told_hours = hours_of([{**WEEKLY, "description": "Not on public holidays"}])
    assert told_hours["monday"] == "09:00-17:00"
    assert told_hours["remark"] == "Not on public holidays"
    assert hours_of([]) == {"remark": ""}


@pytest.mark.parametrize(
    "name",
    [
        "schemas/openreferral-uk-3.0/example_service_full.json",
        "schemas/hsds-3.0/example_service_full.json",
        "schemas/hsds-3.1-dev/example_service_full.json",
        "schemas/hsds-3.0/example_service_at_location_full.json",
    ],
)
def test_published_examples_are_read(name: str) -> None:
    document = json.loads(real_file(name).read_text())
    assert is_one(document)
    ((record,), _) = records_of(name, document)
    assert record.values["location"] == "MyCity Civic Center"
    assert record.values["address"].startswith("1-30 Main Street")
    assert (record.values["lat"], record.values["lon"]) == ("100", "101")
    assert "monday" not in record.values
    assert "byday TH,FR" in record.values["remark"]


def test_a_published_list_of_services_says_what_to_ask_for(settled: Path) -> None:
    path = real_file("schemas/openreferral-uk-3.0/example_service_list.json")
    assert "lists services without their places" in refusal(lambda: places(path))

"""More postcodes than phones take: as many as fit are published, and every sector is found."""

from backend.services.documents import to_bytes
from backend.services.gazetteer_document import GAZETTEER, Located, gazetteer_body
from shared.ceilings import check_content
from shared.gazetteer import Gazetteer
from shared.geo import Point, distance_m

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
TOWN = {"name": "Wigan", "kind": "town", "town": "Wigan", "lat": 53.5, "lon": -2.6}


def postcodes(count: int) -> list[Located]:
    """Return invented postcodes, four hundred a sector, in the order of the alphabet."""
    found = []
    for number in range(count):
        sector, unit = divmod(number, len(LETTERS) ** 2)
        district, digit = divmod(sector, 9)
        first, second = divmod(unit, len(LETTERS))
        name = f"WN{district + 1} {digit + 1}{LETTERS[first]}{LETTERS[second]}"
        lat, lon = 53 + sector / 500 + first / 10_000, -2.6 + second / 10_000
        found.append((name, round(lat, 5), round(lon, 5)))
    return sorted(found)


def test_a_boroughs_postcodes_are_all_there() -> None:
    body, told = gazetteer_body([TOWN], postcodes(8_000), to_bytes)
    assert told == []
    assert sum(len(each["units"]) // 2 for each in body["postcodes"]) == 8_000


def test_of_a_countys_as_many_as_phones_take() -> None:
    rows = postcodes(70_000)
    body, told = gazetteer_body([TOWN], rows, to_bytes)
    check_content(GAZETTEER, to_bytes(body))
    kept = sum(len(each["units"]) // 2 for each in body["postcodes"])
    assert 52_000 < kept < 60_000
    assert told[0].what.startswith(f"{70_000 - kept:,} of 70,000 postcodes are left out")
    assert {each["sector"] for each in body["postcodes"]} == {row[0][:-2] for row in rows}


def test_one_that_is_left_out_is_found_by_its_sector_and_says_so() -> None:
    rows = postcodes(70_000)
    body, _ = gazetteer_body([TOWN], rows, to_bytes)
    units = {each["sector"]: each["units"] for each in body["postcodes"]}
    missing = next(row for row in rows if row[0][-2:] not in units[row[0][:-2]])
    (match,) = Gazetteer(body).search(missing[0]).matches
    assert (match.kind, match.label, match.stands_for) == ("sector", missing[0][:-2], missing[0])
    assert distance_m(match.at, Point(missing[1], missing[2])) < 500

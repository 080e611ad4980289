"""Postcodes: read however they are typed, packed and unpacked to within a few metres."""

import csv
import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from shared.geo import Point, distance_m
from shared.postcodes import (
    STEPS_PER_DEGREE,
    UNIT_LETTERS,
    gazetteer_to_wire,
    middle_of,
    pack_postcodes,
    readings,
    unpack_sector,
    whole,
)
from shared.problems import Problem
from shared.wire_documents import DOCUMENT_SCHEMAS
from shared.wire_postcodes import SectorSchema
from tests.shared.test_wire import golden
from tests.support.real_data import POSTCODES, real_file

MOST_OFF_M = 6.6
MOST_GZIP = 45_000

sectors = st.from_regex(r"(WN|M|BL|WA|L)[1-9][0-9]? [0-9]", fullmatch=True)
units = st.text(UNIT_LETTERS, min_size=2, max_size=2)
rows = st.lists(
    st.tuples(
        st.builds("{}{}".format, sectors, units),
        st.floats(-89.9, 89.9),
        st.floats(-179.9, 179.9),
    ),
    unique_by=lambda row: row[0],
    max_size=60,
)


def real_rows() -> list[tuple[str, float, float]]:
    """Return the real postcodes of the borough, where the data is at hand."""
    with real_file(POSTCODES).open(encoding="utf-8") as file:
        return [
            (row["Postcode"], float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)
        ]


def unpacked(packed: list[dict[str, Any]]) -> dict[str, Point]:
    """Return all postcodes of packed sectors."""
    return {
        body["sector"] + unit: at for body in packed for unit, at in unpack_sector(body).items()
    }


@given(rows)
def test_what_is_packed_comes_back_to_the_resolution(
    given_rows: list[tuple[str, float, float]],
) -> None:
    packed = json.loads(json.dumps(pack_postcodes(given_rows)))
    DOCUMENT_SCHEMAS["gazetteer"]().load({"format": 1, "names": [], "postcodes": packed})
    back = unpacked(packed)
    assert set(back) == {text for text, _, _ in given_rows}
    for text, lat, lon in given_rows:
        assert round(back[text].lat * STEPS_PER_DEGREE) == round(lat * STEPS_PER_DEGREE)
        assert round(back[text].lon * STEPS_PER_DEGREE) == round(lon * STEPS_PER_DEGREE)


@given(rows, st.randoms())
def test_equal_rows_in_any_order_are_equal_bytes(
    given_rows: list[tuple[str, float, float]], chance: Any
) -> None:
    shuffled = list(given_rows)
    chance.shuffle(shuffled)
    assert json.dumps(pack_postcodes(shuffled)) == json.dumps(pack_postcodes(given_rows))


def test_the_borough_weighs_little_and_loses_no_more_than_a_few_metres() -> None:
    real = real_rows()
    packed = pack_postcodes(real)
    back = unpacked(packed)
    assert len(back) == len(real) == 7966
    assert max(distance_m(back[text], Point(lat, lon)) for text, lat, lon in real) < MOST_OFF_M
    content = json.dumps(packed, sort_keys=True, separators=(",", ":")).encode()
    assert len(gzip.compress(content, 9)) < MOST_GZIP
    # The control: as names they would weigh more than that.
    named = [
        {"name": text, "kind": "postcode", "town": "Wigan", "lat": lat, "lon": lon}
        for text, lat, lon in real
    ]
    assert len(gzip.compress(json.dumps(named, separators=(",", ":")).encode(), 9)) > MOST_GZIP


@pytest.mark.parametrize(
    "typed",
    [
        "WN1 1NX",
        "wn11nx",
        " wn1  1nx ",
        "WNI INX",
        "wnl 1nx".replace("l", "1"),
        "WN1-1NX",
        "w n11nx",
    ],
)
def test_a_postcode_is_read_however_it_is_typed(typed: str) -> None:
    assert "WN1 1NX" in [reading.text for reading in readings(typed)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("wn1", ["WN1"]),
        ("wn11", ["WN1 1", "WN11"]),
        ("wn1 1n", ["WN1 1N"]),
        ("m6o", ["M6 0", "M60"]),
        ("w1a oax", ["W1A 0AX"]),
        ("0L1 2AB", ["OL1 2AB"]),
        ("leigh", []),
        ("wn1 1nv", []),
        ("wn1 1nxx", []),
        ("w", []),
        ("", []),
        ("ẅn1 1nx", []),
        ("WN1 1NX" * 9, []),
    ],
)
def test_every_reading_is_named_and_nonsense_has_none(typed: str, read: list[str]) -> None:
    assert [reading.text for reading in readings(typed)] == read


@given(st.text(max_size=12))
def test_no_text_is_a_crash(typed: str) -> None:
    assert all(reading.text for reading in readings(typed))


@pytest.mark.parametrize("text", ["WN1", "Leigh", "", "WN1 1CX"])
def test_half_a_postcode_cannot_be_packed(text: str) -> None:
    with pytest.raises(Problem) as refused:
        pack_postcodes([(text, 53.5, -2.5)])
    assert refused.value.code == "stored-invalid"


def test_a_postcode_without_a_position_cannot_be_packed() -> None:
    with pytest.raises(Problem) as refused:
        pack_postcodes([("WN1 1AA", 530.0, -2.5)])
    assert refused.value.code == "position-invalid"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"sector": "WN1"}, "sector"),
        ({"sector": "wn1 1"}, "sector"),
        ({"sector": "WN1 1\n"}, "sector"),
        ({"units": ""}, "units"),
        ({"units": "AAA"}, "units"),
        ({"units": "AAABAC"}, "units"),
        ({"units": "AAAZAB"}, "units"),
        ({"units": "AAABAB"}, "units"),
        ({"units": "AA" * 401}, "units"),
        ({"lat": 91}, "lat"),
        ({"north": [0, 1]}, "north"),
        ({"east": [0, 1, 2, 3]}, "east"),
        ({"north": [0, 1, 2.5]}, "north"),
        ({"north": [0, 1, True]}, "north"),
        ({"north": "012"}, "north"),
        ({"north": [0, 10**9, 0]}, "north"),
        ({"east": [0, -(10**9), 10**9]}, "east"),
    ],
)
def test_a_sector_that_is_not_as_agreed_is_refused_by_name(
    changed: dict[str, Any], field: str
) -> None:
    body = golden("gazetteer")["postcodes"][0]
    assert SectorSchema().validate(body) == {}
    assert list(SectorSchema().validate({**body, **changed})) == [field]


def test_a_sector_that_stands_twice_is_refused() -> None:
    document = golden("gazetteer")
    document["postcodes"] *= 2
    with pytest.raises(ValidationError) as refused:
        DOCUMENT_SCHEMAS["gazetteer"]().load(document)
    assert refused.value.messages == {"postcodes": ["Each sector stands once."]}


def test_a_gazetteer_without_postcodes_is_read_and_one_with_them_by_an_older_phone() -> None:
    old = golden("gazetteer-without-postcodes")
    assert DOCUMENT_SCHEMAS["gazetteer"]().load(old) == {**old, "postcodes": []}
    new = golden("gazetteer")
    assert {key: new[key] for key in old} == old


def test_postcodes_among_the_names_join_the_others() -> None:
    town = {"name": "Leigh", "kind": "town", "town": "Leigh", "lat": 53.5, "lon": -2.5}
    postcodes = [{**town, "name": text, "kind": "postcode"} for text in ("wn99 1ab", "no such")]
    wire = gazetteer_to_wire([town, *postcodes], [("WN99 1AA", 53.4, -2.4)])
    DOCUMENT_SCHEMAS["gazetteer"]().load({"format": 1, **wire})
    assert wire["names"] == [town, postcodes[1]]
    assert list(unpacked(wire["postcodes"])) == ["WN99 1AA", "WN99 1AB"]


def test_the_middle_lies_between() -> None:
    assert middle_of([Point(53.0, -2.0), Point(54.0, -3.0)]) == Point(53.5, -2.5)
    assert whole("wn1 1aa").text == "WN1 1AA"

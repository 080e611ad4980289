"""The gazetteer: what is typed in a hurry is found, and the best stands first."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.network import example_network
from shared.gazetteer import Gazetteer
from shared.geo import Point, distance_m
from shared.matches import Fit, Match
from shared.postcodes import pack_postcodes
from shared.spelling import words_of
from shared.zones import Zone, zone_from_wire
from tests.shared.cast import ALWAYS, HERE, place
from tests.shared.test_postcodes import real_rows, rows, unpacked
from tests.support.night import NOW

SEED = 20261127
TRIES = 400


def name(text: str, kind: str = "landmark", town: str = "Wigan") -> dict[str, Any]:
    """Return a name of a gazetteer document."""
    return {"name": text, "kind": kind, "town": town, "lat": 53.5, "lon": -2.6}


def document(*names: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Return a gazetteer document with a few postcodes."""
    postcodes = [("WN1 1AA", 53.54, -2.63), ("WN1 1AB", 53.56, -2.65), ("WN1 2AA", 53.60, -2.70)]
    return {"format": 1, "names": [*names], "postcodes": pack_postcodes(postcodes), **changed}


TOWNS = (
    name("Leigh", "town", "Leigh"),
    name("Wigan", "town"),
    name("Ashton-in-Makerfield", "town", "Ashton-in-Makerfield"),
    name("St Helens Road", town="Leigh"),
    name("Market Street"),
    name("Market Place", town="Leigh"),
    name("The Miner's Lamp"),
    name("Café Olé"),
    name("Co-op", town="Leigh"),
    name("Library", town="Leigh"),
)


def labels(typed: str, *names: dict[str, Any]) -> list[str]:
    """Return the labels that a search finds, best first."""
    return [match.label for match in Gazetteer(document(*names or TOWNS)).search(typed).matches]


def example() -> Gazetteer:
    """Return the gazetteer of the example network, with its zones."""
    network = example_network(NOW)
    zones = [zone_from_wire(zone) for zone in network["zones"]]
    return Gazetteer({"names": network["names"]}, (), zones)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("leigh market", "Market Place"),
        ("market leigh", "Market Place"),
        ("mkt leigh", "Market Place"),
        ("market st", "Market Street"),
        ("mkt street", "Market Street"),
        ("saint helens", "St Helens Road"),
        ("st. helens rd", "St Helens Road"),
        ("miners lamp", "The Miner's Lamp"),
        ("miner\u2019s", "The Miner's Lamp"),
        ("cafe ole", "Café Olé"),
        ("CAFÉ", "Café Olé"),
        ("ashton in makerfield", "Ashton-in-Makerfield"),
        ("ashton-in", "Ashton-in-Makerfield"),
        ("coop", "Co-op"),
        ("co op leigh", "Co-op"),
        ("liegh", "Leigh"),
        ("leihg", "Leigh"),
        ("leegh", "Leigh"),
        ("libary", "Library"),
        ("librarry", "Library"),
        ("leigh libary", "Library"),
    ],
)
def test_what_is_typed_in_a_hurry_is_found(typed: str, first: str) -> None:
    assert labels(typed)[0] == first


@pytest.mark.parametrize("typed", ["", "  ", "-", "zzzz", "lxxgh", "mrk plc", "\x00"])
def test_what_fits_nothing_finds_nothing(typed: str) -> None:
    assert labels(typed) == []


def test_better_fits_stand_before_worse_and_towns_before_landmarks_before_places() -> None:
    names = (
        name("Abram Bridge"),
        name("Bridge", "town"),
        name("Bridge"),
        name("Bridge End"),
        name("Old Lane", town="Bridge"),
    )
    zone = Zone("z-1", HERE, "Bridge", "Leigh")
    gazetteer = Gazetteer(document(*names), [place("Bridge", 10, ALWAYS)], [zone])
    found = gazetteer.search("bridge").matches
    assert [(match.kind, match.label) for match in found] == [
        ("town", "Bridge"),
        ("landmark", "Bridge"),
        ("zone", "Bridge"),
        ("place", "Bridge"),
        ("landmark", "Bridge End"),
        ("landmark", "Old Lane"),
        ("landmark", "Abram Bridge"),
    ]
    assert [match.id for match in found if match.id] == ["z-1", "Bridge"]
    slips = gazetteer.search("brigde").matches
    assert {match.fit for match in slips} == {Fit.SLIP}
    assert len(gazetteer.search("bridge", 3).matches) == 3


def test_half_a_postcode_is_the_middle_of_its_units() -> None:
    gazetteer = Gazetteer(document(*TOWNS))
    sector, *others = gazetteer.search("wn1 1").matches
    assert (sector.kind, sector.label, sector.fit) == ("sector", "WN1 1", Fit.EXACT)
    assert distance_m(sector.at, Point(53.55, -2.64)) < 1
    assert [match.label for match in others] == ["WN1 1AA", "WN1 1AB"]
    district, *sectors = gazetteer.search("wn1").matches
    assert (district.kind, district.label) == ("district", "WN1")
    assert [match.label for match in sectors] == ["WN1 1", "WN1 2"]
    assert [match.label for match in gazetteer.search("WN1 1A").matches] == ["WN1 1AA", "WN1 1AB"]


def test_a_postcode_that_is_not_known_is_said_to_be_in_its_sector() -> None:
    (match,) = Gazetteer(document(*TOWNS)).search("wn1 1zz").matches
    assert (match.kind, match.label, match.stands_for) == ("sector", "WN1 1", "WN1 1ZZ")


@pytest.mark.parametrize(
    ("typed", "said"), [("sw1a1aa", "SW1A 1AA"), ("pr7 1", "PR7 1"), ("sw19", "SW19")]
)
def test_a_postcode_of_elsewhere_finds_nothing_and_is_named(typed: str, said: str) -> None:
    found = Gazetteer(document(*TOWNS)).search(typed)
    assert (found.matches, found.postcode, found.is_known) == ((), said, False)


def test_words_are_not_called_a_postcode_of_elsewhere() -> None:
    assert Gazetteer(document()).search("to").postcode == ""


def test_only_the_kinds_asked_for_are_found() -> None:
    gazetteer = Gazetteer(document(*TOWNS))
    assert gazetteer.search("leigh", kinds={"landmark"}).matches[0].kind == "landmark"
    found = gazetteer.search("wn1 1", kinds={"landmark", "town"})
    assert (found.matches, found.postcode, found.is_known) == ((), "WN1 1", True)
    assert [match.kind for match in gazetteer.search("wn1", kinds={"sector"}).matches] == [
        "sector",
        "sector",
    ]


def test_a_postcode_is_found_within_an_address() -> None:
    found = Gazetteer(document(*TOWNS)).search("12 High Street, Wigan, wn1 1ab").matches
    assert [match.label for match in found] == ["WN1 1AB"]


def test_a_postcode_among_the_names_of_version_1_is_found_too() -> None:
    old = document(name("WN5 9zz", "postcode"), name("no postcode", "postcode"), *TOWNS)
    del old["postcodes"]
    gazetteer = Gazetteer(old)
    assert [match.label for match in gazetteer.search("wn59zz").matches] == ["WN5 9ZZ"]
    assert "postcode" not in {entry.kind for entry in gazetteer.names}


def test_a_postcode_says_its_nearest_town() -> None:
    towns = [{**name("Near", "town"), "lat": 53.54}, {**name("Far", "town"), "lat": 53.9}]
    assert Gazetteer(document(*towns)).search("WN1 1AA").matches[0].town == "Near"


def spellings(text: str) -> list[str]:
    """Return a postcode as people type it."""
    return [
        text,
        text.lower(),
        text.replace(" ", ""),
        text.replace(" ", "").lower(),
        f"  {text.replace(' ', '  ')} ",
        text.replace("1", "I"),
        text.replace("0", "o"),
    ]


@given(rows)
def test_every_postcode_finds_itself_first_however_it_is_typed(
    given_rows: list[tuple[str, float, float]],
) -> None:
    packed = pack_postcodes(given_rows)
    gazetteer = Gazetteer({"names": [*TOWNS], "postcodes": packed})
    at = unpacked(packed)
    for text, _, _ in given_rows:
        for typed in spellings(text):
            first = gazetteer.search(typed, 3).matches[0]
            assert (first.label, first.at) == (text, at[text]), typed


def firsts(gazetteer: Gazetteer, texts: list[str], seed: int = SEED) -> list[str]:
    """Return which of these postcodes, each typed in one of its spellings, are not found first."""
    chance = random.Random(seed)
    return [
        text
        for text in texts
        if [match.label for match in gazetteer.search(chance.choice(spellings(text)), 1).matches]
        != [text]
    ]


def test_the_real_postcodes_find_themselves_first() -> None:
    real = real_rows()
    chance = random.Random(SEED)
    texts = [text for text, _, _ in chance.sample(real, TRIES)]
    packed = pack_postcodes(real)
    assert firsts(Gazetteer({"postcodes": packed}), texts) == [], f"seed {SEED}"
    # The control: were only the first unit of each sector kept, most would not find themselves.
    short = [{**body, "units": body["units"][:2], "north": [0], "east": [0]} for body in packed]
    assert len(firsts(Gazetteer({"postcodes": short}), texts)) > TRIES / 2, f"seed {SEED}"


def self_found(gazetteer: Gazetteer, typed: str, label: str) -> list[Match]:
    """Return the matches that are the name itself and fit exactly."""
    found = gazetteer.search(typed, 10).matches
    return [match for match in found if match.label == label and match.fit is Fit.EXACT]


def test_every_name_of_the_example_finds_itself_among_the_first() -> None:
    gazetteer = example()
    for entry in gazetteer.names:
        for typed in (entry.label, entry.label.upper(), f"{entry.label} {entry.town}"):
            assert self_found(gazetteer, typed, entry.label), typed


texts = st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=8, unique=True))
def test_every_name_finds_itself_among_those_that_fit_exactly(
    pairs: list[tuple[str, str]],
) -> None:
    gazetteer = Gazetteer({"names": [name(label, "landmark", town) for label, town in pairs]})
    for label, _town in pairs:
        if words_of(label):
            assert self_found(gazetteer, label, label), label


@given(st.text(max_size=30))
def test_no_text_is_a_crash(typed: str) -> None:
    assert len(Gazetteer(document(*TOWNS)).search(typed, 5).matches) <= 5

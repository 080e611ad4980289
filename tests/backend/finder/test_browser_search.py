"""The browser finds what Python finds: golden cases, the example network with slips, postcodes."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from demo.network import example_network
from shared.gazetteer import Gazetteer
from shared.matches import KINDS, Found
from shared.postcodes import UNIT_LETTERS, pack_postcodes, readings
from shared.zones import nearest_zone, zone_from_wire
from tests.conftest import NOW
from tests.shared.golden_cases import at_of, places_by_name, search_golden
from tests.support.finder_page import Finder

SEED = 20261127
SEARCHES = 400
LETTERS = "abcdefghijklmnopqrstuvwxyz01OI -'&é"

SEARCH = """
const fits = ["exact", "begins", "words", "slip"];
const gazetteer = new m.gazetteer.Gazetteer(given.document, given.places, given.zones);
return given.cases.map(({ typed, limit = 20, kinds }) => {
  const found = gazetteer.search(typed, limit, kinds);
  return {
    lines: found.matches.map((match) => [fits[match.fit], match.kind, match.label, match.town,
      match.id, match.standsFor && `for ${match.standsFor}`].filter(Boolean).join(" · ")),
    told: [found.postcode, found.isKnown],
    items: found.matches.map((match) => [match.kind, match.label, match.town, match.fit, match.id,
      match.standsFor]),
    at: found.matches.map(({ at }) => [at.lat, at.lon]),
  };
});
"""

BROKEN = {
    "no slips": ("names.js", "if (slips && !fitting.length)", "if (false)"),
    "slips beside what fits": ("names.js", "slips && !fitting.length", "slips"),
    "slips of three letters": ("spelling.js", "LEAST_FOR_SLIP = 4", "LEAST_FOR_SLIP = 3"),
    "slips of five letters": ("spelling.js", "LEAST_FOR_SLIP = 4", "LEAST_FOR_SLIP = 6"),
    "no letters change places": ("spelling.js", "rest.length > 1", "rest.length > 100"),
    "no letter too many": ("spelling.js", "if (rest) slips.add(start + rest.slice(1))", ""),
    "accents stay": ("spelling.js", '.replace(ACCENTS, "")', ""),
    "apostrophes part words": ("spelling.js", '.replace(APOSTROPHES, "")', ""),
    "capitals matter": ("spelling.js", "plain.toLowerCase()", "plain"),
    "saint is no st": ("spelling.js", '["saint", "st"], ', ""),
    "co-op is two words": ("names.js", "...town, ...joined", "...town"),
    "towns are no words": ("names.js", "...words, ...town, ...joined", "...words, ...joined"),
    "the end of a word fits": ("names.js", "[` ${word}`])", "[word])"),
    "exact is nothing better": ("names.js", "return EXACT;", "return BEGINS;"),
    "no order of kinds": ("matches.js", "KINDS.indexOf(kind)", "0"),
    "long labels first": ("matches.js", "label.length", "-label.length"),
    "O stays O": ("postcodes.js", '.replace(/O/g, "0")', ""),
    "I stays I": ("postcodes.js", '.replace(/I/g, "1")', ""),
    "units with O": ("postcodes.js", "[ABDEFGHJLNPQ", "[ABDEFGHJLNOPQ"),
    "steps forgotten": ("postcodes.js", "[[1, 2], [1, 3], [2, 3], [2, 4]]", "[[2, 3]]"),
    "nothing stands for it": ("postcode_index.js", 'isWhole ? text : ""', '""'),
    "no codes among words": ("postcode_index.js", ": this.within(words)", ": []"),
    "pairs of words only": ("postcode_index.js", "of [2, 1]", "of [2]"),
    "the wrong town": ("gazetteer.js", "apart < least", "apart > 1e9"),
    "later kinds are lost": ("gazetteer.js", ': "landmark"', ": kind"),
    "half is unknown": ("gazetteer.js", "half.label, true", "half.label, false"),
    "no limit": ("gazetteer.js", ".slice(0, limit)", ""),
}


def golden_faults(finder: Finder, page: Page | None = None) -> list[str]:
    """Return the golden cases that the scripts of a page answer otherwise."""
    golden = search_golden()
    found = finder.run(SEARCH, golden, page)
    return [
        f"{case['why']} {answer['lines']} {answer['told']}"
        for case, answer in zip(golden["cases"], found, strict=True)
        if (answer["lines"], answer["told"])
        != (case["expect"], [case.get("postcode", ""), case.get("is_known", False)])
    ]


def test_the_browser_finds_every_golden_case(finder: Finder) -> None:
    assert golden_faults(finder) == []


@pytest.mark.parametrize("change", BROKEN)
def test_a_broken_search_is_caught_by_a_golden_case(finder: Finder, change: str) -> None:
    script, was, becomes = BROKEN[change]
    with finder.broken({script: (was, becomes)}) as page:
        assert golden_faults(finder, page)


def test_where_things_are_is_where_python_finds_them_in_the_example_network(
    finder: Finder,
) -> None:
    chance = random.Random(SEED)
    network, postcodes = example_network(NOW), _postcodes(chance)
    document = {"names": network["names"], "postcodes": pack_postcodes(postcodes)}
    zones = [zone_from_wire(zone) for zone in network["zones"]]
    gazetteer = Gazetteer(document, places_by_name(network["places"]), zones)
    labels = [each["name"] for each in (*network["names"], *network["places"])]
    labels += [each["label"] for each in network["zones"]] + [row[0] for row in postcodes]
    cases = [_typed(chance, labels) for _ in range(SEARCHES)]
    given = {"document": document, "places": network["places"], "zones": network["zones"]}
    answers = finder.run(SEARCH, {**given, "cases": cases})
    hits = 0
    for case, answer in zip(cases, answers, strict=True):
        found = gazetteer.search(case["typed"], case["limit"], case.get("kinds", sorted(KINDS)))
        assert answer["items"] == _items(found), case
        assert answer["told"] == [found.postcode, found.is_known], case
        there = [[match.at.lat, match.at.lon] for match in found.matches]
        assert [pytest.approx(at, abs=1e-9) for at in there] == answer["at"]
        hits += bool(found.matches)
    assert SEARCHES * 0.3 < hits < SEARCHES


def _postcodes(chance: random.Random) -> list[tuple[str, float, float]]:
    """Return invented postcodes of a few sectors."""
    units = [a + b for a in UNIT_LETTERS[:6] for b in UNIT_LETTERS[::4]]
    return [
        (f"{sector}{unit}", chance.uniform(53.45, 53.6), chance.uniform(-2.75, -2.4))
        for sector in ("WN1 1", "WN1 2", "WN7 4", "M46 0", "W1A 1", "L4 0")
        for unit in units
    ]


def _items(found: Found) -> list[list[Any]]:
    return [
        [match.kind, match.label, match.town, int(match.fit), match.id, match.stands_for]
        for match in found.matches
    ]


def _typed(chance: random.Random, labels: list[str]) -> dict[str, Any]:
    """Return something that a person in a hurry may type, and how much of what is wanted."""
    text = chance.choice(labels)
    if chance.random() < 0.4:
        text = text[: chance.randrange(1, len(text) + 1)]
    for _ in range(chance.choice((0, 1, 1, 2))):
        at = chance.randrange(len(text) + 1)
        cut = text[at + chance.choice((0, 1)) :]
        text = text[:at] + chance.choice(("", chance.choice(LETTERS))) + cut
    case: dict[str, Any] = {"typed": text, "limit": chance.choice((3, 20))}
    if chance.random() < 0.2:
        case["kinds"] = chance.sample(sorted(KINDS), 3)
    return case


ZONE_OF = """
return given.points.map((point) => (m.zones.nearestZone(given.zones, point) || { id: null }).id);
"""


def test_a_point_belongs_to_the_zone_of_the_nearest_centre_or_to_none(finder: Finder) -> None:
    chance = random.Random(SEED)
    bodies = example_network(NOW)["zones"]
    # The same centre under two ids: the first id by the alphabet takes it.
    bodies = [{**bodies[0], "id": "zz"}, *bodies, {**bodies[0], "id": "a"}]
    points = [
        {"lat": chance.uniform(53.40, 53.65), "lon": chance.uniform(-2.8, -2.3)}
        for _ in range(SEARCHES)
    ]
    zones = [zone_from_wire(body) for body in bodies]
    found = [nearest_zone(zones, at_of(point)) for point in points]
    expected = [zone and zone.id for zone in found]
    assert {None, "a"} < set(expected)
    assert finder.run(ZONE_OF, {"zones": bodies, "points": points}) == expected
    assert finder.run(ZONE_OF, {"zones": [], "points": points[:1]}) == [None]


READ = "return given.map((typed) => m.postcodes.readings(typed).map((each) => each.text));"


def test_texts_by_chance_read_as_postcodes_as_python_reads_them(finder: Finder) -> None:
    chance = random.Random(SEED)
    texts = [
        "".join(chance.choice("WN10OIAZBC7 ") for _ in range(chance.randrange(1, 9)))
        for _ in range(2_000)
    ]
    assert finder.run(READ, texts) == [[each.text for each in readings(text)] for text in texts]

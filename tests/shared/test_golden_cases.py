"""The golden cases against Python; the same cases meet the browser in `tests/backend/finder`."""

import pytest

from shared.gazetteer import Gazetteer
from shared.matches import KINDS
from shared.ranking import RankingIndex
from shared.zones import zone_from_wire
from tests.shared.cast import HERE
from tests.shared.golden_cases import (
    RankingCase,
    found_lines,
    lines_of,
    places_by_name,
    ranking_cases,
    search_golden,
)

RANKINGS = ranking_cases()
SEARCH = search_golden()


def ranked(case: RankingCase) -> tuple[list[str], bool, str]:
    fitting = (each for each in case.places if case.facilities <= set(each.facilities))
    found = RankingIndex(fitting).rank(HERE, case.now, case.published_at, case.limit)
    return lines_of(found), found.is_open_near, found.age


@pytest.mark.parametrize("case", RANKINGS, ids=lambda case: case.why)
def test_ranking_is_as_written(case: RankingCase) -> None:
    assert ranked(case) == (case.lines, case.is_open_near, case.age)


def test_search_finds_what_is_written() -> None:
    zones = [zone_from_wire(zone) for zone in SEARCH["zones"]]
    gazetteer = Gazetteer(SEARCH["document"], places_by_name(SEARCH["places"]), zones)
    for case in SEARCH["cases"]:
        found = gazetteer.search(
            case["typed"], case.get("limit", 20), case.get("kinds", sorted(KINDS))
        )
        told = found_lines(found), found.postcode, found.is_known
        wanted = case["expect"], case.get("postcode", ""), case.get("is_known", False)
        assert told == wanted, case["why"]


def test_there_are_enough_cases_and_no_two_say_the_same() -> None:
    whys = [case.why for case in RANKINGS] + [case["why"] for case in SEARCH["cases"]]
    assert len(RANKINGS) >= 25
    assert len(SEARCH["cases"]) >= 40
    assert len(set(whys)) == len(whys)

"""The browser ranks as Python does: golden cases, places by chance, and the light of the day."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from shared.clock import to_minute
from shared.geo import Point
from shared.places import Place
from shared.ranking import Ranked, RankingIndex
from tests.conftest import NOW
from tests.shared.cast import ALWAYS, place
from tests.shared.golden_cases import ranking_cases, to_wire
from tests.support.finder_page import Finder
from tests.support.parts import is_part

SEED = 20261127
RANKINGS, PLACES = 300 if is_part("rules") else 100, 200
CODES = ("toilet", "water", "step_free")

RANK = """
return given.map(({ places, here, minute, published, limit, facilities }) => {
  const found = m.ranking.rank(places, here, minute, published, limit, { facilities });
  const tiers = ["open", "soon", "rest"];
  const say = m.saying.makeSay();
  return {
    lines: found.items.map((item) => `${item.place.id}: ${tiers[item.tier]}, ${item.walkMin} min, `
      + m.reasons.reasonWords(item.reason, say) + (item.isDue ? ", overdue" : "")),
    isOpenNear: found.isOpenNear, age: found.age,
    items: found.items.map((item) => [item.place.id, item.tier, item.walkMin, item.reason.code,
      item.reason.now, item.reason.at, item.reason.minutes, item.openUntil, item.isDue]),
    ways: found.items.map((item) => [item.distanceM, item.bearingDeg]),
  };
});
"""

BY_LAST = "(a, b) => byParts(a.slice(0, 3), b.slice(0, 3)) || b[3] - a[3]"
BROKEN = {
    "nothing sinks": ("ranking.js", "? metres + SINKS_M : metres", "? metres : metres"),
    "it sinks a minute late": ("ranking.js", "place.due_from <= minute", "place.due_from < minute"),
    "listed while arriving": ("ranking.js", "listed_until <= arrive", "listed_until < arrive"),
    "fourteen minutes do": ("ranking.js", "[1] >= arrive + STAY_MIN", "[1] > arrive"),
    "sixteen are needed": ("ranking.js", "[1] >= arrive + STAY_MIN", "[1] > arrive + STAY_MIN"),
    "open a minute late": ("ranking.js", "if (begin <= arrive)", "if (begin < arrive)"),
    "sixty is not soon": ("ranking.js", "begin <= arrive + SOON_MIN", "begin < arrive + SOON_MIN"),
    "silent lists claim": ("ranking.js", 'age !== "silent"', "true"),
    "silent a minute early": ("ranking.js", "age > SILENT_AFTER_MIN", "age >= SILENT_AFTER_MIN"),
    "old a minute early": ("ranking.js", "age > OLD_AFTER_MIN", "age >= OLD_AFTER_MIN"),
    "soon by the walk": ("ranking.js", "? begin - minute : NEVER", "? 1 : NEVER"),
    "ties turned round": ("ranking.js", "keys, byParts)", f"keys, {BY_LAST})"),
    "near is nearer": ("ranking.js", "walkMin <= NEAR_MIN", "walkMin < NEAR_MIN"),
    "any facility will do": ("ranking.js", "facilities.every(", "facilities.some("),
    "walks rounded down": ("ranking.js", "METRES_PER_MINUTE) + 1", "METRES_PER_MINUTE)"),
    "London without summer": ("clock.js", "Europe/London", "Etc/UTC"),
    "no night before six": ("reasons.js", "NIGHT_ENDS_HOUR = 6", "NIGHT_ENDS_HOUR = 2"),
    "midnight is a number": ("reasons.js", '"00:00"', '"24:00"'),
}  # fmt: skip


def golden_faults(finder: Finder, page: Page | None = None) -> list[str]:
    """Return the golden cases that the scripts of a page answer otherwise."""
    cases = ranking_cases()
    found = finder.run(RANK, [case.to_browser() for case in cases], page)
    return [
        f"{case.why} {told}"
        for case, answer in zip(cases, found, strict=True)
        if (told := (answer["lines"], answer["isOpenNear"], answer["age"]))
        != (case.lines, case.is_open_near, case.age)
    ]


def test_the_browser_answers_every_golden_case(finder: Finder) -> None:
    assert golden_faults(finder) == []


@pytest.mark.parametrize("change", BROKEN)
def test_a_broken_ranking_is_caught_by_a_golden_case(finder: Finder, change: str) -> None:
    script, was, becomes = BROKEN[change]
    with finder.broken({script: (was, becomes)}) as page:
        assert golden_faults(finder, page)


@pytest.mark.full("rules")
def test_places_by_chance_stand_in_the_order_of_python(finder: Finder) -> None:
    chance = random.Random(SEED)
    for _ in range(RANKINGS // 50):
        cases = [_case(chance) for _ in range(50)]
        answers = finder.run(RANK, [body for _, body in cases])
        for (expected, _), answer in zip(cases, answers, strict=True):
            assert answer["items"] == [_told(item) for item in expected.items]
            assert (answer["isOpenNear"], answer["age"]) == (expected.is_open_near, expected.age)
            ways = [[item.distance_m, item.bearing_deg] for item in expected.items]
            assert [pytest.approx(way, abs=1e-6) for way in ways] == answer["ways"]


def _told(item: Ranked) -> list[Any]:
    reason = item.reason
    told = [item.place.id, int(item.tier), item.walk_min, reason.code, reason.now, reason.at]
    return [*told, reason.minutes, item.open_until, item.is_due]


def _case(chance: random.Random) -> tuple[Any, dict[str, Any]]:
    """Return what Python makes of places by chance, and what the browser shall be asked."""
    now = NOW + timedelta(minutes=chance.randrange(-600_000, 600_000))
    published_at = now - timedelta(hours=chance.choice((0, 3, 30, 100, 200)))
    here = Point(chance.uniform(53.45, 53.6), chance.uniform(-2.75, -2.4))
    places = [_place(chance, number, now) for number in range(PLACES)]
    limit, wanted = (
        chance.choice((1, 5, 30, 250)),
        chance.sample(CODES, chance.choice((0, 0, 1, 2))),
    )
    fitting = (each for each in places if set(wanted) <= set(each.facilities))
    expected = RankingIndex(fitting).rank(here, now, published_at, limit)
    minutes = {"minute": to_minute(now), "published": to_minute(published_at)}
    body = {
        "places": [to_wire(each) for each in places],
        "here": {"lat": here.lat, "lon": here.lon},
    }
    return expected, {**body, **minutes, "limit": limit, "facilities": wanted}


def _place(chance: random.Random, number: int, now: datetime) -> Place:
    minute = to_minute(now)
    edges = sorted(minute + chance.randrange(-900, 900) for _ in range(2 * chance.randrange(4)))
    openings = tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
    return replace(
        TEMPLATE,
        id=f"p{number}",
        # Every fifth stands at one of few doors, so that there are ties.
        at=Point(53.5, -2.6 + number / 2000)
        if number % 5 == 0
        else Point(chance.uniform(53.45, 53.6), chance.uniform(-2.75, -2.4)),
        openings=openings,
        listed_until=minute + chance.choice((-5, 20, 100, 100_000)),
        due_from=chance.choice((None, minute - 5, minute, minute + 1)),
        facilities=tuple(code for code in CODES if chance.random() < 0.7),
    )


TEMPLATE = place("a place", 0, ALWAYS)

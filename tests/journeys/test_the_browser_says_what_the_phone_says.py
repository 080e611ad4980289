"""Phone and browser, side by side: how a place stands, how far it is, what is the next best."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

# The phone's own words; the screens' environment must stand before Kivy is imported.
from tests.journeys.partnership import Partnership  # noqa: F401  isort: skip
from mobile.ui import words
from mobile.viewmodels.none_open import next_best
from shared.browser_words import bundle
from shared.geo import Point
from shared.places import Place
from shared.ranking import Ranked, RankingIndex, Tier
from shared.reasons import CODES, Reason
from shared.saying import LANGUAGES
from shared.standing import reason_of, tone_of, walk_of, walk_words
from tests.conftest import NOW
from tests.shared.cast import ALWAYS, place
from tests.shared.golden_cases import to_wire
from tests.support.finder_page import Finder, finder_served

SEED = 20261127
MINUTE = int(NOW.timestamp()) // 60

SAYS = """
const say = m.saying.makeSay(given.bundle);
return given.items.map((item) => [true, false].map((isRough) => {
  const { amount, unit } = m.standing.walkOf(item, say, isRough);
  return [amount, unit, m.standing.walkWords(item, say, isRough),
    m.standing.standingWords(item, say, isRough), m.standing.toneOf(item)];
}));
"""
NEXT = """
const say = m.saying.makeSay(given.bundle);
return given.lists.map((items) => m.none_open.nextBest(items, given.minute).map((line) => (
  [line.item.place.id, line.kind, m.none_open.nextBestWords(line, say, false)]
)));
"""
KINDS = {"place": "nearest-open", "clock": "opens-next", "store": "haven"}


@pytest.fixture(scope="module")
def finder(
    browser: Browser, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Finder]:
    """The running service with the example network, and a browser at one of its pages."""
    with finder_served(browser, migrated_file, tmp_path_factory.mktemp("finder")) as found:
        yield found


@pytest.fixture(params=LANGUAGES)
def code(request: pytest.FixtureRequest) -> Iterator[str]:
    """A language, spoken by the phone until the test is over."""
    words.use(request.param)
    yield request.param
    words.use("en")


def items() -> list[Ranked]:
    """Return ranked places of every code and tier, near and far, with halves of a kilometre."""
    chance = random.Random(SEED)
    distances = [0.0, 499.0, 500.0, 1_500.0, 2_500.0, 5_538.0, 5_539.0, 6_500.0, 7_500.0, 40_000.0]
    distances += [chance.uniform(0, 9_000) for _ in range(30)]
    return [
        Ranked(
            a_place("p"),
            chance.choice(tuple(Tier)),
            int(distance / 61.5) + 1,
            distance,
            chance.choice((0.0, 22.5, 67.5, 337.5, 359.9, chance.uniform(0, 360))),
            Reason(code, MINUTE, MINUTE + chance.randrange(3_000), chance.randrange(70)),
            None,
        )
        for distance in distances
        for code in sorted(CODES)
    ]


def a_place(key: str, **changed: Any) -> Place:
    return place(key, 0, ALWAYS, **changed)


def body_of(item: Ranked) -> dict[str, Any]:
    """Return a ranked place as the browser's `rank` gives it."""
    reason = item.reason
    return {
        "place": to_wire(item.place),
        "tier": int(item.tier),
        "walkMin": item.walk_min,
        "distanceM": item.distance_m,
        "bearingDeg": item.bearing_deg,
        "reason": {name: getattr(reason, name) for name in ("code", "now", "at", "minutes")},
    }


def said_by_phone(item: Ranked, *, is_rough: bool) -> list[str]:
    """Return what the phone says of a ranked place."""
    walk = walk_of(item, words.current(), is_rough=is_rough)
    sentence = walk_words(item, words.current(), is_rough=is_rough)
    return [*walk, sentence, reason_of(item, words.current(), is_rough=is_rough), tone_of(item)]


def standing_faults(finder: Finder, code: str, page: Page | None = None) -> list[str]:
    """Return what the browser says otherwise than the phone."""
    given = {"bundle": bundle(code), "items": [body_of(item) for item in items()]}
    said = finder.run(SAYS, given, page)
    spoken = [
        [said_by_phone(item, is_rough=is_rough) for is_rough in (True, False)] for item in items()
    ]
    return [str(pair) for pair in zip(said, spoken, strict=True) if pair[0] != pair[1]]


def test_browser_and_phone_say_the_same_of_a_place(finder: Finder, code: str) -> None:
    assert standing_faults(finder, code) == []


def test_half_a_kilometre_rounded_otherwise_is_noticed(finder: Finder) -> None:
    with finder.broken({"geo.js": ("over !== 0.5", "true")}) as page:
        assert standing_faults(finder, "en", page)


def lists() -> list[tuple[Ranked, ...]]:
    """Return rankings by chance of a few places, with and without night havens."""
    chance = random.Random(SEED)
    return [RankingIndex(_few(chance)).rank(_at(chance), NOW, NOW).items for _ in range(300)]


def _few(chance: random.Random) -> list[Place]:
    return [
        a_place(
            f"p{number}",
            at=_at(chance),
            kind=chance.choice(("shop", "haven")),
            openings=tuple(
                (MINUTE + opens, MINUTE + opens + chance.choice((8, 290)))
                for opens in sorted(chance.sample((-600, -295, 4, 400, 1_500), chance.randrange(4)))
            ),
        )
        for number in range(chance.randrange(7))
    ]


def _at(chance: random.Random) -> Point:
    return Point(chance.uniform(53.53, 53.56), chance.uniform(-2.66, -2.60))


def next_faults(finder: Finder, code: str, page: Page | None = None) -> list[str]:
    """Return the rankings in which the browser sees another way on than the phone."""
    given = [[body_of(item) for item in each] for each in lists()]
    found = finder.run(NEXT, {"bundle": bundle(code), "lists": given, "minute": MINUTE}, page)
    wanted = [
        [
            [line.place_id, KINDS[line.icon], line.detail]
            for line in next_best(each, MINUTE, is_rough=False)
        ]
        for each in lists()
    ]
    return [str(pair) for pair in zip(found, wanted, strict=True) if pair[0] != pair[1]]


def test_browser_and_phone_know_the_same_next_best(finder: Finder, code: str) -> None:
    assert next_faults(finder, code) == []


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("item && !seen.has(item.place.id) &&", "item &&"),
        ("item.walkMin <= WALKABLE_MIN", "true"),
        ("[item.tier, item.distanceM]", "[item.distanceM]"),
        ("[beginOf(item), item.distanceM]", "[item.distanceM]"),
        ("minute + item.walkMin)", "minute)"),
    ],
)
def test_another_next_best_is_noticed(finder: Finder, was: str, becomes: str) -> None:
    with finder.broken({"none_open.js": (was, becomes)}) as page:
        assert next_faults(finder, "en", page)

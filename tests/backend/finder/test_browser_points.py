"""The browser finds the nearest point of help of each kind where Python finds it."""

import random

from playwright.sync_api import Page

from shared.geo import Point, bearing_deg, distance_m
from shared.points import FURTHEST_MIN, KINDS, PointOfHelp, nearest_of_each_kind
from shared.walking import walk_min
from tests.support.finder_page import Finder

SEED = 20261127
ROUNDS, POINTS = 200, 12
WIGAN = Point(53.545, -2.632)

NEAREST = """
return given.map(({ points, here, kinds }) => m.points.nearestOfEachKind(points, here, kinds)
  .map(({ point, walkMin, bearingDeg }) => [point.id, walkMin, Math.round(bearingDeg)]));
"""


def _somewhere(chance: random.Random) -> Point:
    """Return a point up to some three kilometres from the middle of Wigan."""
    return Point(
        WIGAN.lat + chance.uniform(-0.03, 0.03),
        WIGAN.lon + chance.uniform(-0.04, 0.04),
    )


def _rounds() -> list[tuple[Point, list[PointOfHelp]]]:
    chance = random.Random(SEED)
    kinds = [*KINDS, "unheard_of"]
    return [
        (
            _somewhere(chance),
            [
                PointOfHelp(f"h-{n}", chance.choice(kinds), "", "", "", _somewhere(chance))
                for n in chance.sample(range(90), POINTS)
            ],
        )
        for _ in range(ROUNDS)
    ]


def _faults(finder: Finder, page: Page | None = None) -> int:
    """Return in how many rounds the scripts of a page answer otherwise than Python."""
    rounds = _rounds()
    given = [
        {
            "points": [
                {"id": p.id, "kind": p.kind, "lat": p.at.lat, "lon": p.at.lon} for p in points
            ],
            "here": {"lat": here.lat, "lon": here.lon},
            "kinds": list(KINDS),
        }
        for here, points in rounds
    ]
    wanted = [
        [
            [point.id, walk_min(distance_m(here, point.at)), round(bearing_deg(here, point.at))]
            for point in nearest_of_each_kind(points, here)
            if walk_min(distance_m(here, point.at)) <= FURTHEST_MIN
        ]
        for here, points in rounds
    ]
    found = finder.run(NEAREST, given, page)
    return sum(one != other for one, other in zip(found, wanted, strict=True))


def test_the_browser_finds_the_points_that_python_finds(finder: Finder) -> None:
    assert _faults(finder) == 0


def test_a_further_point_or_one_too_far_away_would_be_caught(finder: Finder) -> None:
    for was, becomes in {
        "metres < held.metres": "metres > held.metres",
        "walkMin <= FURTHEST_MIN": "walkMin <= FURTHEST_MIN + 10",
        "kinds.filter((kind) => best.has(kind))": "Array.from(best.keys())",
    }.items():
        with finder.broken({"points.js": (was, becomes)}) as page:
            assert _faults(finder, page) > 0, was

"""Outside the borough: what the finder says in a browser, by the phone's own rule."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from shared.geo import Point
from shared.isolates import plain
from shared.neighbours import MOST_NEIGHBOURS, is_address
from shared.saying import saying
from shared.wire_documents import ManifestSchema
from shared.zones import Zone, is_outside
from tests.mobile.cast import NEIGHBOURS, manifest_of, published
from tests.shared.test_neighbours import BAD, GOOD
from tests.support.accessibility import too_wide, violations
from tests.support.finder_page import Finder, finder_served

ZONES = published()["zones"]["zones"]
SOUTH = min(ZONES, key=lambda zone: float(zone["lat"]))
LONDON, HERE = (51.5, -0.1), (53.5448, -2.63)
EDGE = (SOUTH["lat"] - 2500 / 111_270, SOUTH["lon"])
"""Two and a half kilometres south of every zone: beside the borough, and not far from it."""

SETTING = "; ".join(f"{each['name']} {each['url']}" for each in NEIGHBOURS)


@pytest.fixture(scope="module")
def beside_others(
    browser: Browser, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Finder]:
    """The running service, which names its neighbours."""
    folder = tmp_path_factory.mktemp("neighbours")
    with finder_served(browser, migrated_file, folder, UMAY_NEIGHBOURS=SETTING) as found:
        yield found


@contextmanager
def looking(finder: Finder, at: tuple[float, float], code: str = "en") -> Iterator[Page]:
    """Give the page after "Use my location" was pressed somewhere."""
    where = {"latitude": at[0], "longitude": at[1], "accuracy": 20}
    with closing(
        finder.browser.new_context(
            permissions=["geolocation"],
            geolocation=where,  # type: ignore[arg-type]
            bypass_csp=True,
        )
    ) as context:
        page = context.new_page()
        page.goto(f"{finder.url}/?lang={code}")
        page.locator("#here").click()
        page.locator("#found-title").wait_for()
        yield page


@pytest.mark.parametrize("code", ["en", "ur"])
def test_no_walk_is_offered_and_neighbours_are_named(beside_others: Finder, code: str) -> None:
    say = saying(code)
    with looking(beside_others, LONDON, code) as page:
        title = say("UMay covers {borough}").format(borough="Wigan Borough (example outline)")
        assert page.locator("#found-title").text_content() == title
        assert page.locator("#list .resident-place").count() == 0
        assert not page.locator("#more").is_visible()
        assert say("Help now: 999, 101, helplines") in page.locator("#first").inner_text()
        links = page.locator("#first [data-slot=neighbours] a")
        assert [plain(link.text_content() or "") for link in links.all()] == [
            each["name"] for each in NEIGHBOURS
        ]
        assert [link.get_attribute("href") for link in links.all()] == [
            n["url"] for n in NEIGHBOURS
        ]
        assert "umay.westbury.example" in page.locator("#first").inner_text()


def test_axe_finds_nothing_outside(beside_others: Finder) -> None:
    with looking(beside_others, LONDON, "ar") as page:
        assert violations(page) + too_wide(page) == []


def test_no_neighbour_is_asked_before_a_press(beside_others: Finder) -> None:
    asked: list[str] = []
    with closing(
        beside_others.browser.new_context(
            permissions=["geolocation"],
            geolocation={"latitude": LONDON[0], "longitude": LONDON[1], "accuracy": 20},
        )
    ) as context:
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.goto(beside_others.url)
        page.locator("#here").click()
        page.get_by_text("UMay Westbury").wait_for()
        page.wait_for_load_state("networkidle")
    assert {each.startswith(beside_others.url) for each in asked} == {True}


def test_where_none_is_named_none_is_promised(finder: Finder) -> None:
    with looking(finder, LONDON) as page:
        assert page.locator("#first").get_by_text("You seem to be outside it.").is_visible()
        assert not page.get_by_text("Areas next to it").is_visible()


@pytest.mark.parametrize("at", [EDGE, HERE])
def test_within_and_near_the_edge_the_list_stays(finder: Finder, at: tuple[float, float]) -> None:
    with looking(finder, at) as page:
        assert page.locator("#found-title").text_content() == "Near you"
        assert page.locator("#list .resident-place").count() > 0


def test_browser_and_phone_draw_the_same_edge(finder: Finder) -> None:
    zones = ZONES
    places = published()["places"]["places"]
    points = [Point(53.35 + step * 0.004, -2.85 + step * 0.004) for step in range(80)] + [
        Point(*LONDON)
    ]
    given = {
        "zones": zones,
        "places": places,
        "points": [{"lat": each.lat, "lon": each.lon} for each in points],
    }
    found = finder.run(
        "return given.points.map((at) => m.zones.isOutside(given.zones, given.places, at));", given
    )
    held = [Zone(z["id"], Point(z["lat"], z["lon"]), z["label"], z["town"]) for z in zones]
    listed = [Point(place["lat"], place["lon"]) for place in places]
    assert found == [is_outside(held, listed, each) for each in points]
    assert {True, False} == set(found)


def test_browser_and_phone_read_the_same_neighbours(finder: Finder) -> None:
    lists = [
        NEIGHBOURS,
        NEIGHBOURS * MOST_NEIGHBOURS,
        "no list",
        [None],
        [{"name": "", "url": GOOD[0]}],
        *([{"name": "UMay", "url": url}] for url in (*GOOD, *BAD)),
    ]
    read = finder.run(
        "return given.map((neighbours) => m.neighbours.neighboursOf({ neighbours }));", lists
    )
    schema = ManifestSchema()
    ours = [schema.load(manifest_of(published(), neighbours=each))["neighbours"] for each in lists]
    assert [bool(each) for each in read] == [bool(each) for each in ours]
    assert [is_address(url) for url in (*GOOD, *BAD)] == [bool(each) for each in read[5:]]

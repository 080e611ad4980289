"""W1: every page of every role, in its states: axe at two widths, a narrow screen, the keyboard.

The tours are the part `pages`. In the suite journeys judge the pages that they pass
(tests/support/judging.py), and a planted fault of each kind must be found.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser

from backend.domain.counting import HELD_FOR
from backend.services.counting.decide import decide_due
from backend.web.world import world
from demo.browser import Walker
from tests.backend.console.released import two_quarters
from tests.backend.services.counting.cast import ALIKE, a_row, store
from tests.journeys.perception_tour import PERCEPTION, nothing_released
from tests.journeys.tours import TOURS, Tour
from tests.support.accessibility import too_wide, unreachable, violations
from tests.support.judging import Judged
from tests.support.page_cast import A_ZONE, Cast, a_cast, walker_of

in_pages_alone = pytest.mark.full("pages", alone=True)


@pytest.fixture(scope="module")
def cast(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """Venues in every state, answers that wait and somebody of every role, behind Gunicorn."""
    with a_cast(migrated_file, tmp_path_factory.mktemp("pages"), some_answers) as found:
        yield found


def some_answers() -> None:
    """Put in answers that wait for review, for every reason, and sixty to be read."""
    chance = Random(20261127)
    for why in HELD_FOR:
        held = {"state": "held", "held_for": why, "week": "2026-W47"}
        store([a_row(chance, zone_id=A_ZONE, **held) for _ in range(3)])
    store([a_row(chance, zone_id=A_ZONE, **ALIKE) for _ in range(12)])
    decide_due(world())
    store([a_row(chance, zone_id=A_ZONE, state="counted") for _ in range(60)])
    two_quarters()


@pytest.fixture(scope="module")
def beginners(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The same people before anything was released."""
    with a_cast(migrated_file, tmp_path_factory.mktemp("begun"), lambda: None) as found:
        yield found


@in_pages_alone
@pytest.mark.parametrize("name", TOURS)
def test_every_page_in_its_states_is_accessible(cast: Cast, browser: Browser, name: str) -> None:
    seen, faults = walked(cast, browser, TOURS[name])
    assert faults == [], "\n".join(faults)
    assert seen >= TOURS[name].least


@in_pages_alone
def test_pages_of_figures_are_accessible_before_there_are_any(
    beginners: Cast, browser: Browser
) -> None:
    seen, faults = walked(beginners, browser, Tour("analyst", nothing_released, 8))
    assert faults == [], "\n".join(faults)
    assert seen == 8


def walked(cast: Cast, browser: Browser, tour: Tour) -> tuple[int, list[str]]:
    """Return how many states of pages a tour stopped at, and what is wrong with them."""
    walker = walker_of(cast, browser, tour.role)
    faults: list[str] = []
    seen = 0
    for state in tour.walk(walker, cast.invitation):
        seen += 1
        faults += [f"{state}: {each}" for each in violations(walker.page)]
        faults += [f"{state}: {each}" for each in too_wide(walker.page)]
    walker.page.context.close()
    return seen, faults


@in_pages_alone
def test_every_control_is_reached_by_keys_alone(cast: Cast, browser: Browser) -> None:
    nobody = Walker(browser, cast.url)
    nobody.go("/account/sign-in")
    assert unreachable(nobody.page) == []
    officer = walker_of(cast, browser, "officer")
    officer.go("/console/places?state=live")
    officer.page.locator("tbody a").first.click()
    assert unreachable(officer.page) == []
    for path in ("", "/areas/t-wigan", "/trend", "/compare"):
        officer.go(f"{PERCEPTION}{path}")
        assert unreachable(officer.page) == []


PLANTED: dict[str, tuple[str, Callable[[Walker], object]]] = {
    "color-contrast": (
        '<p style="color:#aaa;background:#fff">Pale</p>',
        lambda w: violations(w.page),
    ),
    "label": ('<input name="x">', lambda w: violations(w.page)),
    "image-alt": ('<img src="data:,">', lambda w: violations(w.page)),
    "link-name": ('<a href="/"></a>', lambda w: violations(w.page)),
    "a wide box": ('<div style="width:900px">Wide</div>', lambda w: too_wide(w.page)),
    "out of reach": ('<button tabindex="-1">No</button>', lambda w: unreachable(w.page)),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(browser: Browser, fault: str) -> None:
    walker = Walker(browser, "http://localhost")
    page = (
        '<html lang="en"><head><title>x</title></head><body><main><h1>x</h1>{}</main></body></html>'
    )
    planted, look = PLANTED[fault]
    walker.page.set_content(page.format(""))
    assert not look(walker)
    walker.page.set_content(page.format(planted))
    assert look(walker)
    walker.page.context.close()


def test_a_journey_finds_the_fault_of_a_page_that_it_passes_and_looks_at_a_kind_once(
    browser: Browser,
) -> None:
    judged = Judged(browser, "http://localhost")
    judged.page.route("**/*", lambda route: route.fulfill(body=PALE, content_type="text/html"))
    for path in ("/places/p-1", "/places/p-2"):
        judged.go(path)
    assert judged.seen == 1
    assert ["color-contrast" in each for each in judged.faults] == [True]
    judged.page.context.close()


PALE = """<html lang="en"><title>x</title><main><h1>x</h1>
<p style="color:#aaa;background:#fff">Pale</p></main></html>"""

"""Every step of an answer: by keys alone, for screen readers, on the narrowest screen."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from demo.browser import NARROW, Walker
from shared.clock import week_of
from shared.daylight import daypart_at
from shared.geo import Point
from tests.journeys.conftest import Partnership
from tests.journeys.web_answers import THANKS, a_walker, at_the_level, heading, press, receipt_on
from tests.support import accessibility
from tests.support.accessibility import too_wide, violations
from tests.support.serving import Server


@pytest.mark.parametrize("has_scripts", [True, False])
def test_keys_alone_are_enough(
    browser: Browser, server: Server, partnership: Partnership, *, has_scripts: bool
) -> None:
    walker = a_walker(browser, server, has_scripts=has_scripts)
    page = walker.page
    walker.go("/feedback")
    to(page, "#typed")
    page.keyboard.type("The Lantern")
    page.keyboard.press("Enter")
    heading(page, "How safe do you feel here, at night?")
    to(page, "[name=level]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    heading(page, "What makes it feel like that?")
    assert not has_scripts or page.evaluate("() => document.activeElement.tagName") == "H1"
    to(page, "[name=factors]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    heading(page, THANKS)
    assert partnership.rows("level") == ["very_safe"]
    page.context.close()


def to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(accessibility.MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"{selector} is not reached")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_every_step_is_accessible(browser: Browser, server: Server, *, has_scripts: bool) -> None:
    assert NARROW > accessibility.NARROWEST
    walker = at_the_level(browser, server, has_scripts=has_scripts)
    faults: list[str] = []
    for state in steps(walker, has_scripts=has_scripts):
        found = violations(walker.page) if has_scripts else []
        faults += [f"{state}: {each}" for each in found + too_wide(walker.page)]
    assert faults == [], "\n".join(faults)
    walker.page.context.close()


def steps(walker: Walker, *, has_scripts: bool) -> Iterator[str]:
    """Walk through an answer, stopping at each page."""
    page = walker.page
    yield "level"
    press(page, "Next")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    yield "level with a fault"
    page.get_by_label("Very unsafe").check()
    page.get_by_label("I am under 18").check()
    page.locator("main button[value=when]").click()
    heading(page, "When was it?")
    yield "when"
    press(page, "Next")
    press(page, "Next")
    heading(page, "What makes it feel like that?")
    yield "factors"
    press(page, "Say more first")
    yield "happened"
    page.get_by_label("Yes, to me").check()
    press(page, "Next")
    heading(page, "Did anybody tell the police or a grown-up?")
    yield "reported"
    if has_scripts:
        page.context.set_offline(True)
        press(page, "Done, send it")
        heading(page, "It could not be sent")
        page.context.set_offline(False)
        yield "unsent"
        press(page, "Try again")
    else:
        press(page, "Done, send it")
    heading(page, THANKS)
    yield "saved"
    code = receipt_on(page)
    walker.go("/receipt")
    yield "receipt"
    walker.fill({"code": code})
    press(page, "See what became of it")
    yield "receipt read"
    press(page, "Take the answer back")
    yield "receipt asked"


def test_a_browser_says_the_same_week_and_light_as_the_server(
    browser: Browser, server: Server
) -> None:
    page = Walker(browser, f"http://127.0.0.1:{server.port}").page
    page.goto("/feedback")
    start = datetime(2026, 1, 1, 0, 7, tzinfo=UTC)
    moments = [start + timedelta(minutes=37 * number) for number in range(15_000)]
    told = page.evaluate(
        """async (moments) => {
          const path = document.querySelector("script[src*='feedback.js']").src;
          const { daypartAt, weekOf } = await import(path.replace("feedback.js", "stamping.js"));
          const at = { lat: 53.5448, lon: -2.6318 };
          return moments.map((each) => [weekOf(new Date(each)), daypartAt(at, new Date(each))]);
        }""",
        [int(each.timestamp() * 1000) for each in moments],
    )
    here = Point(53.5448, -2.6318)
    expected = [[week_of(each), daypart_at(here, each)] for each in moments]
    differ = [pair for pair in zip(told, expected, strict=True) if pair[0] != pair[1]]
    # The sun's edge, within the minute or so that the shorter formula leaves open.
    assert len(differ) <= 15, differ
    assert len({tuple(each) for each in told}) > 100
    page.context.close()

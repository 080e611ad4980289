"""Saying how safe it feels in a browser: with a script and without, by keys alone, and offline."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from demo.browser import NARROW, Walker, browsing
from shared.clock import week_of
from shared.daylight import daypart_at
from shared.geo import Point
from shared.ids import receipt_hash
from tests.conftest import NOW
from tests.journeys.conftest import Partnership
from tests.support import accessibility
from tests.support.accessibility import too_wide, violations
from tests.support.serving import Server

THANKS = "Thank you. It is saved."
KEEP = "Keep it on this device until it is sent"
OUTBOX = "() => localStorage.getItem('umay.outbox')"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all walks."""
    with browsing() as found:
        yield found


@pytest.fixture
def server(partnership: Partnership) -> Iterator[Server]:
    """The running service with the example network."""
    with Server(partnership.settings, workers=2) as server:
        yield server


def a_walker(browser: Browser, server: Server, *, has_scripts: bool = True) -> Walker:
    """Return somebody whose clock agrees with the server's."""
    walker = Walker(browser, f"http://127.0.0.1:{server.port}", has_scripts=has_scripts)
    if has_scripts:
        walker.page.clock.set_fixed_time(NOW)
    return walker


def at_the_level(browser: Browser, server: Server, *, has_scripts: bool = True) -> Walker:
    walker = a_walker(browser, server, has_scripts=has_scripts)
    walker.go("/feedback")
    walker.fill({"typed": "The Lantern"})
    press(walker.page, "Next")
    heading(walker.page, "How safe do you feel here, at night?")
    return walker


def press(page: Page, words: str) -> None:
    page.locator("main .govuk-button:visible", has_text=words).first.click()


def heading(page: Page, words: str) -> None:
    expect(page.locator("h1")).to_have_text(words)


def say(page: Page, level: str = "Very unsafe") -> None:
    page.get_by_label(level).check()
    press(page, "Next")
    heading(page, "What makes it feel like that?")


def receipt_on(page: Page) -> str:
    return page.locator("[data-receipt]").inner_text()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_an_answer_arrives_with_the_receipt_that_was_shown(
    browser: Browser, server: Server, partnership: Partnership, *, has_scripts: bool
) -> None:
    walker = at_the_level(browser, server, has_scripts=has_scripts)
    page = walker.page
    say(page)
    page.get_by_label("I was followed").check()
    press(page, "Say more first")
    page.get_by_label("Yes, to me").check()
    press(page, "Next")
    heading(page, "Was it reported?")
    press(page, "Done, send it")
    heading(page, THANKS)
    assert "Victim Support" in walker.text()
    assert page.url.endswith("/feedback")
    (row,) = partnership.whole_rows("feedback")
    assert row["receipt_hash"] == receipt_hash(receipt_on(page))
    said = [row[each] for each in ("level", "factors", "happened", "daypart", "week")]
    assert said == ["very_unsafe", ["followed"], "to_me", "night_economy", "2026-W48"]
    assert page.context.cookies() == []
    assert not has_scripts or page.evaluate("() => localStorage.length") == 0
    page.context.close()


def test_with_a_script_no_page_is_asked_for_after_the_first_question(
    browser: Browser, server: Server
) -> None:
    walker = at_the_level(browser, server)
    asked: list[str] = []
    walker.page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    say(walker.page)
    press(walker.page, "Done, send it")
    heading(walker.page, THANKS)
    assert [each.partition("/api/")[0][:4] for each in asked] == ["PUT "]
    walker.page.context.close()


def test_what_cannot_be_sent_is_kept_only_when_asked_and_arrives_once(
    browser: Browser, server: Server, partnership: Partnership
) -> None:
    page = at_the_level(browser, server).page
    page.context.set_offline(True)
    say(page)
    press(page, "Done, send it")
    heading(page, "It could not be sent")
    assert page.evaluate(OUTBOX) is None
    press(page, KEEP)
    heading(page, THANKS)
    kept = json.loads(page.evaluate(OUTBOX))
    assert [each["body"]["receipt_hash"] for each in kept] == [receipt_hash(receipt_on(page))]
    assert "1 answer waits to be sent. Nothing is lost." in page.locator("main").inner_text()
    assert partnership.rows() == []
    with page.expect_response("**/api/v1/feedback/*"):
        page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert page.evaluate(OUTBOX) is None
    assert [str(each) for each in partnership.rows()] == [kept[0]["id"]]
    # The same once more, as where the word that it arrived was lost.
    page.evaluate("(held) => localStorage.setItem('umay.outbox', held)", json.dumps(kept))
    with page.expect_response("**/api/v1/feedback/*") as again:
        page.goto("/receipt")
    assert again.value.status == 200
    assert len(partnership.rows()) == 1
    page.context.close()


def test_what_waits_can_be_seen_and_deleted(
    browser: Browser, server: Server, partnership: Partnership
) -> None:
    page = at_the_level(browser, server).page
    page.context.set_offline(True)
    say(page)
    press(page, "Done, send it")
    press(page, KEEP)
    page.get_by_role("button", name="See what waits to be sent").click()
    heading(page, "Was it sent?")
    assert "Very unsafe" in page.locator("main").inner_text()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Nothing waits to be sent.")).to_be_visible()
    assert page.evaluate(OUTBOX) is None
    assert partnership.rows() == []
    page.context.close()


def test_a_browser_that_keeps_nothing_says_so_and_loses_nothing(
    browser: Browser, server: Server, partnership: Partnership
) -> None:
    page = at_the_level(browser, server).page
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    page.context.set_offline(True)
    say(page)
    press(page, "Done, send it")
    press(page, KEEP)
    heading(page, "It could not be sent")
    assert "This browser keeps nothing." in page.locator("main").inner_text()
    page.context.set_offline(False)
    press(page, "Try again")
    heading(page, THANKS)
    assert len(partnership.rows()) == 1
    page.context.close()


def test_a_page_that_lets_nobody_through_is_not_taken_for_an_arrival(
    browser: Browser, server: Server, partnership: Partnership
) -> None:
    page = at_the_level(browser, server).page
    page.route("**/api/v1/**", lambda route: route.fulfill(status=200, body="<h1>Sign in</h1>"))
    say(page)
    press(page, "Done, send it")
    heading(page, "It could not be sent")
    page.unroute("**/api/v1/**")
    press(page, "Try again")
    heading(page, THANKS)
    assert len(partnership.rows()) == 1
    page.context.close()


def test_what_is_refused_is_set_aside_and_blocks_nothing(
    browser: Browser, server: Server, partnership: Partnership
) -> None:
    page = at_the_level(browser, server).page
    page.context.set_offline(True)
    say(page)
    press(page, "Done, send it")
    press(page, KEEP)
    (good,) = json.loads(page.evaluate(OUTBOX))
    bad = {**good, "body": {**good["body"], "place": "gone"}, "id": an_uuid(page)}
    page.evaluate("(held) => localStorage.setItem('umay.outbox', held)", json.dumps([bad, good]))
    page.context.set_offline(False)
    page.goto("/feedback")
    page.wait_for_function("() => (localStorage.getItem('umay.outbox') ?? '').includes('refused')")
    page.wait_for_function("() => JSON.parse(localStorage.getItem('umay.outbox')).length === 1")
    assert [str(each) for each in partnership.rows()] == [good["id"]]
    page.context.close()


def an_uuid(page: Page) -> str:
    return str(page.evaluate("() => crypto.randomUUID()"))


def test_pressing_twice_stores_one(
    browser: Browser, server: Server, partnership: Partnership
) -> None:
    page = at_the_level(browser, server, has_scripts=False).page
    say(page)
    page.locator("main .govuk-button", has_text="Done").dblclick()
    heading(page, THANKS)
    page.reload()
    heading(page, THANKS)
    assert len(partnership.rows()) == 1
    scripted = at_the_level(browser, server).page
    say(scripted)
    scripted.locator("main .govuk-button", has_text="Done").dblclick()
    heading(scripted, THANKS)
    assert len(partnership.rows()) == 2


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

"""Saying how safe it feels in a browser: with a script and without, by keys alone, and offline."""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from shared.ids import receipt_hash
from tests.journeys.partnership import Partnership
from tests.journeys.web_answers import (
    THANKS,
    at_the_level,
    heading,
    press,
    receipt_on,
    say,
)
from tests.support.serving import Server

KEEP = "Keep it on this device until it is sent"
OUTBOX = "() => localStorage.getItem('umay.outbox')"


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


def test_a_device_whose_clock_is_years_off_stamps_by_the_servers_moment(
    browser: Browser, server: Server, partnership: Partnership
) -> None:
    page = at_the_level(browser, server).page
    page.clock.set_system_time("2019-03-01T12:00:00Z")
    say(page)
    press(page, "Done, send it")
    heading(page, THANKS)
    (row,) = partnership.whole_rows("feedback")
    assert row["week"] == "2026-W48"
    page.context.close()


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


def test_a_young_record_goes_by_itself_and_back_loses_nothing(
    browser: Browser, server: Server, partnership: Partnership
) -> None:
    partnership.ask_young("on")
    page = at_the_level(browser, server).page
    page.get_by_label("I am under 18").check()
    say(page, "Fairly unsafe")
    press(page, "Say more first")
    heading(page, "Did something happen?")
    page.go_back()
    heading(page, "What makes it feel like that?")
    page.go_back()
    heading(page, "How safe do you feel here, at night?")
    assert page.get_by_label("Fairly unsafe").is_checked()
    press(page, "Next")
    press(page, "Say more first")
    press(page, "Skip this one")
    assert page.locator("[name=age_band]").count() == 3
    page.get_by_label("13 to 17").check()
    press(page, "Next")
    heading(page, "What did you change because of it?")
    page.get_by_label("Missed school or college").check()
    press(page, "Done, send it")
    heading(page, THANKS)
    assert "Childline" in page.locator("main").inner_text()
    (answer,) = partnership.whole_rows("feedback")
    assert answer["age_band"] == "from_13_to_17"
    assert partnership.whole_rows("young_record") == []
    assert page.evaluate(OUTBOX) is None
    press(page, "Keep it on this device until then")
    expect(page.locator("[data-apart]")).to_be_hidden()
    assert receipt_hash(receipt_on(page)) == answer["receipt_hash"]
    (kept,) = json.loads(page.evaluate(OUTBOX))
    assert (kept["kind"], kept["body"]["month"]) == ("young-records", "2026-11")
    assert kept["body"]["changes"] == ["missed_school"]
    assert kept["id"] != str(answer["id"])
    page.context.close()

"""On the web too what a young person changed goes on another day than an answer, or never."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from shared.ids import new_feedback_id
from tests.conftest import NOW
from tests.journeys.partnership import Partnership
from tests.journeys.web_answers import a_walker
from tests.support.bundled import bundles_with
from tests.support.serving import Server

OUTBOX = "() => JSON.parse(localStorage.getItem('umay.outbox') ?? '[]')"
PUT_IN = "(items) => localStorage.setItem('umay.outbox', JSON.stringify(items))"
SENT = ("feedback", "young-records")
CARELESS = ("of answers.length ? answers : due", "of waiting()")
"""What makes the script send all that waits in one round, as it did once."""


def an_answer() -> dict[str, Any]:
    body = {
        "version": 1,
        "questions": "umay",
        "questions_version": 1,
        "level": "very_unsafe",
        "factors": [],
        "place": "p-001",
        "week": "2026-W48",
        "daypart": "daylight",
        "receipt_hash": "a" * 64,
    }
    return {"id": new_feedback_id(), "kind": "feedback", "label": "Here", "body": body}


def a_record(**more: Any) -> dict[str, Any]:
    body = {
        "version": 1,
        "month": "2026-11",
        "age_band": "from_13_to_17",
        "changes": ["missed_school"],
    }
    return {"id": new_feedback_id(), "kind": "young-records", "label": "", "body": body, **more}


class Visits:
    """Somebody who comes back to the site day by day; what each visit sends."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self._url = url
        self._sent: list[str] = []
        page.on("request", self._note)

    def put_in(self, *items: dict[str, Any]) -> None:
        """Have the browser keep messages, without a visit that would send them."""
        self.page.evaluate(PUT_IN, list(items))

    def on_day(self, day: float) -> list[str]:
        """Come so many days after, and return which kinds of messages are sent."""
        self._sent = []
        self.page.clock.set_fixed_time(NOW + timedelta(days=day))
        self.page.goto(self._url)
        self.page.evaluate("() => navigator.locks.request('umay.outbox', () => true)")
        return self._sent

    def kept(self) -> list[dict[str, Any]]:
        """Return what waits in the browser."""
        found: list[dict[str, Any]] = self.page.evaluate(OUTBOX)
        return found

    def _note(self, request: Any) -> None:
        kind = request.url.partition("/api/v1/")[2].partition("/")[0]
        if request.method == "PUT" and kind in SENT:
            self._sent.append(kind)


@pytest.fixture
def visits(browser: Browser, server: Server, partnership: Partnership) -> Visits:
    partnership.ask_young("on")
    page = a_walker(browser, server).page
    page.goto(url := f"http://127.0.0.1:{server.port}/receipt")
    return Visits(page, url)


def days_until(item: dict[str, Any]) -> float:
    return float(item["notBefore"]) / 86_400_000 - NOW.timestamp() / 86_400


def be_careless(page: Page) -> None:
    changed = bundles_with("resident/outbox.js", *CARELESS)

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        route.fulfill(body=changed[name], content_type="text/javascript")

    page.context.route("**/bundles/*.js", answer)


def test_a_record_goes_on_another_day_than_the_answer(
    visits: Visits, partnership: Partnership
) -> None:
    visits.put_in(an_answer(), a_record())
    assert visits.on_day(0) == ["feedback"]
    (left,) = visits.kept()
    assert 1 <= days_until(left) <= 7
    assert [visits.on_day(each) for each in (0.1, 0.9)] == [[], []]
    assert partnership.whole_rows("young_record") == []
    assert visits.on_day(7.1) == ["young-records"]
    assert visits.kept() == []
    assert [row["month"] for row in partnership.whole_rows("young_record")] == ["2026-11"]
    visits.page.context.close()


def test_a_record_waits_again_where_an_answer_goes_on_its_day(visits: Visits) -> None:
    due = (NOW + timedelta(days=2)).timestamp() * 1000
    visits.put_in(a_record(notBefore=due))
    assert visits.on_day(1) == []
    visits.put_in(*visits.kept(), an_answer())
    assert visits.on_day(3) == ["feedback"]
    (left,) = visits.kept()
    assert days_until(left) >= 4
    visits.page.context.close()


def test_a_browser_that_sends_all_in_one_round_is_caught(visits: Visits) -> None:
    be_careless(visits.page)
    visits.put_in(an_answer(), a_record())
    assert sorted(visits.on_day(0)) == ["feedback", "young-records"]
    visits.page.context.close()


def test_without_scripts_nobody_is_asked(
    browser: Browser, server: Server, partnership: Partnership
) -> None:
    partnership.ask_young("on")
    walker = a_walker(browser, server, has_scripts=False)
    walker.go("/feedback")
    walker.fill({"typed": "The Lantern"})
    walker.press("Next")
    page = walker.page
    page.get_by_label("Very unsafe").check()
    walker.press("Next")
    walker.press("Say more first")
    walker.press("Skip this one")
    page.get_by_label("13 to 17").check()
    assert "Next" not in page.locator("main .govuk-button").all_inner_texts()
    walker.press("Done, send it")
    assert "It has arrived" in walker.text()
    assert "nobody reads it for days. In danger, call 999." in walker.text()
    assert len(partnership.rows()) == 1
    page.context.close()

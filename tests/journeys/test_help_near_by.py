"""Help now on the web: what helps near by is worked out in the browser, and nothing is sent."""

from playwright.sync_api import Browser, BrowserContext

from tests.journeys.finder_cast import context, url

__all__ = ("context", "url")


def test_the_nearest_of_each_kind_is_shown_with_the_way_and_nothing_is_sent(
    context: BrowserContext,
) -> None:
    page = context.new_page()
    page.goto("/help", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#near-me").click()
    page.locator(".resident-way").first.wait_for()
    rows = page.locator("#points li")
    near = [rows.nth(at).inner_text() for at in range(page.locator(".resident-way").count())]
    assert [row.partition(" ·")[0] for row in near] == [
        *("Defibrillator", "Bleed-control kit", "Amnesty bin")
    ]
    assert all("on foot, towards the" in row for row in near)
    page.locator("#near-me").click()
    page.get_by_text("Where you are stays in this browser.").wait_for()
    assert page.locator(".resident-way").count() == len(near)
    assert "stays in this browser" in page.locator("#near-note").inner_text()
    assert asked == []


def test_where_nothing_is_near_or_nobody_says_where_it_says_so(
    browser: Browser, context: BrowserContext, url: str
) -> None:
    context.set_geolocation({"latitude": 51.5, "longitude": -0.12})
    page = context.new_page()
    page.goto("/help")
    page.locator("#near-me").click()
    page.get_by_text("None of these is within half an hour on foot.").wait_for()
    assert page.locator(".resident-way").count() == 0
    assert page.locator("#points li").count() > 0
    silent = browser.new_context(base_url=url, permissions=[])
    page = silent.new_page()
    page.goto("/help")
    page.locator("#near-me").click()
    page.get_by_text("This device does not say where it is.").wait_for()
    silent.close()


def test_in_polish_the_way_is_in_polish(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/help?lang=pl")
    page.locator("#near-me").click()
    page.locator(".resident-way").first.wait_for()
    assert "pieszo" in page.locator("#points").inner_text()

"""One way through the web: find, a place, how safe it feels there, the receipt, taken back."""

import pytest
from playwright.sync_api import Browser, Page

from demo.browser import Walker
from tests.journeys.partnership import Partnership
from tests.journeys.web_answers import heading, press, receipt_on, take_back
from tests.support.accessibility import violations
from tests.support.parts import is_part
from tests.support.serving import Server

WIDTHS = (320, 768, 1280)
MIDDLE = WIDTHS[1]
"""320 is also what a page of 1280 pixels has left at 400 % zoom (WCAG 1.4.10)."""


def faults(page: Page, *, has_scripts: bool) -> list[str]:
    """Return what is wrong with a page: what is cut off, and, where scripts can run, by axe."""
    found = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    widths = (page.viewport_size["width"],) if page.viewport_size else ()
    return [*(["too wide"] if found else []), *(violations(page, widths) if has_scripts else [])]


@pytest.mark.full("pages")
@pytest.mark.parametrize(
    ("scripts", "width"),
    [
        *(("run", width) for width in WIDTHS if width != MIDDLE or is_part("pages")),
        *(("do not run", width) for width in WIDTHS if width == WIDTHS[0] or is_part("pages")),
        # As where a filter takes them away: the page is as without scripts, and axe can look.
        ("are blocked", MIDDLE),
    ],
)
def test_from_finding_to_withdrawing(
    server: Server, partnership: Partnership, browser: Browser, scripts: str, width: int
) -> None:
    has_scripts = scripts != "do not run"
    walker = Walker(browser, f"http://127.0.0.1:{server.port}", has_scripts=has_scripts)
    page = walker.page
    if scripts == "are blocked":
        page.route("**/*.js", lambda route: route.abort())
    page.set_viewport_size({"width": width, "height": 800})
    walker.go("/")
    walker.fill({"where": "wigan"})
    press(page, "Show places")
    page.get_by_role("link", name="Night Haven").first.wait_for()
    assert faults(page, has_scripts=has_scripts) == []
    page.get_by_role("link", name="Night Haven").first.click()
    heading(page, "Night Haven (example)")
    assert faults(page, has_scripts=has_scripts) == []
    page.locator("button:visible", has_text="Say how safe it feels here").click()
    page.get_by_label("Fairly unsafe").check()
    press(page, "Next")
    page.get_by_label("Bad lighting").check()
    assert faults(page, has_scripts=has_scripts) == []
    press(page, "Done, send it")
    heading(page, "Thank you. It is saved.")
    assert faults(page, has_scripts=has_scripts) == []
    receipt = receipt_on(page)
    assert [row["place_id"] for row in partnership.whole_rows("feedback")] == ["p-001"]
    take_back(walker, receipt)
    assert faults(page, has_scripts=has_scripts) == []
    assert partnership.whole_rows("feedback") == []
    assert receipt not in page.url
    page.context.close()

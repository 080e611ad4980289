"""Every step of an answer: by keys alone, for screen readers, on the narrowest screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from demo.browser import NARROW, Walker
from tests.journeys.partnership import Partnership
from tests.journeys.web_answers import (
    THANKS,
    a_walker,
    at_the_level,
    heading,
    press,
    receipt_on,
    say_by_keys,
    tab_to,
)
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
    tab_to(page, "#typed")
    page.keyboard.type("The Lantern")
    page.keyboard.press("Enter")
    heading(page, "How safe do you feel here, at night?")
    assert not has_scripts or page.evaluate("() => document.activeElement.tagName") == "H1"
    say_by_keys(page)
    assert partnership.rows("level") == ["very_safe"]
    page.context.close()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_every_step_is_accessible(browser: Browser, server: Server, *, has_scripts: bool) -> None:
    assert NARROW > accessibility.NARROWEST
    walker = at_the_level(browser, server, has_scripts=has_scripts)
    faults: list[str] = []
    for state in steps(walker, has_scripts=has_scripts):
        found = violations(walker.page, (NARROW,)) if has_scripts else []
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

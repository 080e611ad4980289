"""A place that fails a spot check leaves the phone, and comes back only by two officers.

An officer fills in the form in a real browser, 360 pixels wide; Gunicorn, PostgreSQL and the jobs
run as in life; the phone is the app's own sync code.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from backend.domain.staff import OFFICER
from demo.browser import NARROW, Walker
from shared.ranking import Tier
from tests.journeys.test_a_place_comes_and_goes import (
    House,
    house,
    shown,
    until,
)
from tests.mobile.phone import a_phone
from tests.support.judging import Judged
from tests.support.signed_in import sign_in
from tests.support.staff import PASSWORD

__all__ = ("house",)

NAME = "Night Haven (example)"


@pytest.fixture
def officers(house: House, browser: Browser) -> tuple[Judged, Judged]:
    """Two officers at their browsers, signed in."""
    first, second = Judged(browser, house.url, is_narrow=True), Judged(browser, house.url)
    with house.inside() as app:
        sign_in(first, house.url, app, OFFICER, email="anna@council.example", name="Anna")
        sign_in(second, house.url, app, OFFICER, email="ben@police.example", name="Ben")
    return first, second


def open_place(walker: Walker) -> None:
    """Open the page of the place."""
    walker.go("/console/places?words=Night")
    walker.press(NAME)


def fail(walker: Walker) -> None:
    """Send a check that failed, on a phone in the street."""
    walker.page.set_viewport_size({"width": NARROW, "height": 640})
    open_place(walker)
    walker.press("Check it on the spot")
    assert "hides the place at once" in walker.text()
    walker.page.locator("#staff_knew-no").check()
    walker.fill({"notes": "The new barman had not been told."})
    walker.press("Keep this check")
    assert "residents no longer see the place" in walker.text()
    assert "“The new barman had not been told.”" in walker.text()


def test_a_failed_check_hides_a_place_until_two_officers_bring_it_back(
    tmp_path: Path,
    house: House,
    officers: tuple[Judged, Judged],
) -> None:
    first, second = officers
    with a_phone(tmp_path, house.url) as phone:
        until(lambda: shown(phone).get(NAME) == Tier.OPEN, "the place on the phone")
        fail(first)
        until(lambda: NAME not in shown(phone), "the place to leave the phone")

        open_place(first)
        first.page.locator("#reason-propose_lift").fill("All staff were trained on Monday.")
        first.press("Propose to show it again")
        assert "A colleague decides now" in first.text()
        assert "The next step is for a colleague" in first.text()
        assert first.page.get_by_role("button", name="Lift the suspension").count() == 0
        assert NAME not in shown(phone)

        open_place(second)
        second.press("Lift the suspension")
        second.prove(PASSWORD)
        if second.page.get_by_role("button", name="Lift the suspension").count():
            second.press("Lift the suspension")
        assert "Residents see it again" in second.text()
        until(lambda: shown(phone).get(NAME) == Tier.OPEN, "the place back on the phone")
    assert first.faults + second.faults == []
    assert first.seen + second.seen >= 5

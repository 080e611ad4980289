"""A5: an officer clears a thousand answers by keys alone, and how many presses that takes."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from backend.domain.staff import OFFICER
from backend.services.transaction import write
from backend.storage.given_words import ReadingOnRow
from backend.storage.staff import StaffRow
from backend.web.world import world
from demo.browser import Walker
from tests.backend.services.counting.cast import a_row, store
from tests.support.page_cast import A_ZONE, an_app
from tests.support.parts import is_part
from tests.support.serving import Server
from tests.support.signed_in import sign_in

pytestmark = pytest.mark.full("inbox")

QUEUED = 1_000 if is_part("inbox") else 100
MOST_PRESSES = 1.3
"""For an answer: a thousand in thirty minutes at one press in 1.4 seconds, which is time to read
an answer of one line."""


def some_answers() -> None:
    """Put in answers of which some say the same, as in life."""
    chance = Random(20261127)
    store([a_row(chance, zone_id=A_ZONE, state="counted") for _ in range(QUEUED)])


def may_read_on(now: datetime) -> None:
    """Give the word that a second officer gives for more than 500 answers a day (S14)."""
    with write() as session:
        (reader,) = session.scalars(select(StaffRow.id).where(StaffRow.role == OFFICER))
        session.add(ReadingOnRow(id=str(uuid4()), staff_id=reader, given_at=now))


@pytest.fixture
def officer(migrated_file: Path, tmp_path: Path, browser: Browser) -> Iterator[Page]:
    """An officer at a browser before unread answers."""
    with (
        an_app(migrated_file, tmp_path, some_answers) as (app, settings),
        Server(settings, workers=2) as server,
    ):
        walker = Walker(browser, url := f"http://127.0.0.1:{server.port}")
        sign_in(walker, url, app, OFFICER)
        with app.app_context():
            may_read_on(world().now())
        yield walker.page
        walker.page.context.close()


class Keys:
    """Somebody's keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, key: str) -> None:
        """Press a key."""
        self.presses += 1
        self.page.keyboard.press(key)


def handled(page: Page) -> int:
    """Return how many answers the page says were handled."""
    return int(page.locator(".umay-said").inner_text().split()[0])


def by_numbers(keys: Keys) -> int:
    """Choose for each item of the open batch by its number, send it; return how many answers."""
    page = keys.page
    page.locator("[data-count]:not(:empty)").wait_for()
    for n in range(page.locator(".umay-item").count()):
        keys.press("1234"[n % 4])
    with page.expect_navigation():
        keys.press("s")
    return handled(page)


def by_tabs(keys: Keys) -> int:
    """The control: the same by the keys that every page knows."""
    page = keys.page
    page.locator("[data-count]:not(:empty)").wait_for()
    page.locator("#keys").focus()
    for n in range(page.locator(".umay-item").count()):
        keys.press("Tab")
        for key in (" ", *["ArrowRight"] * (n % 4)):
            keys.press(key)
    for key in ("Tab", "Tab", "Enter"):
        keys.press(key)
    page.wait_for_url("**/console/inbox?*")
    return handled(page)


def cleared(keys: Keys, how: Callable[[Keys], int], most: int) -> int:
    """Clear so many answers, or all; return how many were."""
    page = keys.page
    page.goto("/console/inbox")
    page.locator("[name=purpose]").first.focus()
    with page.expect_navigation():
        keys.press(" ")
        keys.press("Enter")
    done = how(keys)
    while done < most:
        with page.expect_navigation():
            keys.press("Enter")
        done += how(keys)
    return done


def test_a_thousand_answers_are_cleared_by_few_presses(officer: Page) -> None:
    plain, keys = Keys(officer), Keys(officer)
    without = cleared(plain, by_tabs, 40)
    assert plain.presses / without > MOST_PRESSES
    left = QUEUED - without
    assert cleared(keys, by_numbers, left) == left
    officer.goto("/console/inbox")
    words = officer.locator(".umay-lead").inner_text()
    assert words == "Every answer that has come in was read, or lies open before somebody."
    assert keys.presses / left <= MOST_PRESSES, keys.presses

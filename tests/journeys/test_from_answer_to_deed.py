"""One answer's whole way: from a phone to an officer, a deed, a reply, a release, and gone again.

Gunicorn, PostgreSQL and Chromium run as in life; the phone is the app's own sync code.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser

from backend.app import create_app
from backend.config import read_config
from backend.domain.inbox import MONDAYS_AT_MOST
from backend.domain.staff import OFFICER
from backend.services.actors import COMMAND_LINE
from backend.services.counting.decide import decide_due
from backend.services.inbox.turning import turn_due
from backend.services.publish import publish_due
from backend.services.releasing.making import Made, make_release
from backend.storage.database import Row
from backend.web.world import world
from demo.browser import Walker
from shared.ids import receipt_hash
from shared.problems import Problem
from tests.backend.services.counting.cast import a_row, store
from tests.backend.services.releasing.cast import is_near
from tests.conftest import NOW, _close
from tests.journeys.partnership import Partnership
from tests.journeys.test_receipts_on_the_phone import answered
from tests.mobile.phone import Phone, a_phone
from tests.support.judging import Judged
from tests.support.serving import Server
from tests.support.signed_in import sign_in

CLOSED = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
"""When the quarter of the answer is closed and can be released."""

QUARTER = "2026Q4"
OTHERS = 42
"""So many others answered before."""

SAID, DID = "It is dark near the market.", "Twelve new lamps."


class Office:
    """What happens at the server's side besides its pages: jobs, commands and a look at rows."""

    def __init__(self, partnership: Partnership) -> None:
        self._partnership = partnership

    @contextmanager
    def inside(self, now: datetime = NOW) -> Iterator[None]:
        """Let deeds be called at a moment."""
        app = create_app(read_config(self._partnership.settings), now=lambda: now)
        try:
            with app.app_context():
                yield
        finally:
            _close(app)

    def others_answer(self) -> None:
        """Put in what others said before, counted and read long ago."""
        chance = Random(20261127)
        read = {"state": "counted", "outcome": "nothing", "week": "2026-W45"}
        with self.inside():
            store([a_row(chance, zone_id="z-wigan-2", **read) for _ in range(OTHERS)])

    def turn(self) -> None:
        """Do what the jobs do every minute."""
        with self.inside():
            decide_due(world())
            publish_due(world())

    def let_weeks_pass(self) -> None:
        """Let so many Mondays pass that also one answer alone comes into the inbox."""
        for week in range(1, MONDAYS_AT_MOST + 1):
            with self.inside(NOW + timedelta(weeks=week)):
                turn_due(world())

    def release(self, why: str = "") -> Made:
        """Release the quarter once it is closed."""
        with self.inside(CLOSED):
            return make_release(world(), COMMAND_LINE, QUARTER, why)

    def printed(self, made: Made) -> list[tuple[Any, ...]]:
        """Return every cell of a release."""
        cells = self._partnership.whole_rows("release_cell")
        return sorted(tuple(map(str, c.values())) for c in cells if c["release_id"] == made.id)

    def total(self, made: Made) -> int | None:
        """Return how many answered about Wigan, as a release prints it."""
        wanted = {"release_id": made.id, "area_id": "t-wigan", "product": "level", "code": "total"}
        cells = self._partnership.whole_rows("release_cell")
        (cell,) = [each for each in cells if wanted.items() <= each.items()]
        shown: int | None = cell["shown"]
        return shown

    def states(self) -> list[str]:
        """Return the state of each answer that was not there before."""
        rows = self._partnership.whole_rows("feedback")
        return [row["state"] for row in rows if row["week"] != "2026-W45"]

    def marks_of(self, code: str) -> tuple[str, str]:
        """Return by what an answer could be known: its receipt's hash and its id."""
        token = receipt_hash(code)
        rows = self._partnership.whole_rows("feedback")
        (answer_id,) = [row["id"] for row in rows if row["receipt_hash"] == token]
        return token, str(answer_id)

    def tables_with(self, *words: str) -> set[str]:
        """Return the tables of which some row holds one of these words."""
        found = set()
        for table in Row.metadata.sorted_tables:
            text = str(self._partnership.whole_rows(f'"{table.name}"'))
            if any(word in text for word in words):
                found.add(table.name)
        return found


def an_officer(partnership: Partnership, browser: Browser, url: str) -> Judged:
    """Return an officer at a browser, signed in."""
    walker = Judged(browser, url)
    app = create_app(read_config(partnership.settings), now=lambda: NOW)
    sign_in(walker, url, app, OFFICER)
    _close(app)
    return walker


def read_and_do(officer: Walker) -> None:
    """Let an officer read the one answer, plan something for its area, and write that down."""
    officer.go("/console/inbox")
    assert "Fewer than 10 answers wait to be read." in officer.text()
    officer.tick("Regular reading")
    officer.press("Open answers")
    said = officer.text()
    assert "Near the market, Wigan" in said
    assert "Fairly unsafe" in said
    officer.page.locator("input[value=intervention]").check()
    officer.press("Send")
    assert "1 answer handled." in officer.page.locator("body").inner_text()
    officer.press("An intervention in Wigan")
    officer.page.locator("#kind").select_option("lighting")
    officer.fill({"words": "Twelve lamps near the market", "on_day": "2026-11-26"})
    officer.press("Write it down")
    officer.press("Tell residents")
    officer.fill({"said": SAID, "did": DID, "on_day": "2026-11-26"})
    officer.press("Publish the reply")


def give_and_keep(phone: Phone) -> str:
    """Give an answer, keep its receipt on the phone, and return it as the phone kept it."""
    feedback, after = phone.feedback(), phone.context.make("after")
    feedback.choose_level("fairly_unsafe")
    assert feedback.save()
    assert feedback.given is not None
    after.begin(feedback.given, [])
    after.keep()
    receipts = phone.context.make("receipts")
    receipts.begin()
    (code,) = receipts.kept
    return str(code)


def page_replies(phone: Phone) -> list[tuple[str, str]]:
    """Return what a place's page shows as done nearby, after one more round."""
    phone.round()
    page = phone.context.make("place")
    page.show("p-001")
    return [each[:2] for each in page.replies]


def replies_read(phone: Phone, code: str) -> list[tuple[str, str]]:
    """Return what the phone shows as done: on a place's page, and with the receipt."""
    receipt = phone.context.make("receipts")
    receipt.look(code)
    assert answered(receipt) == "arrived"
    return [*page_replies(phone), *(each[:2] for each in receipt.replies)]


def withdraw(phone: Phone, code: str) -> None:
    """Take an answer back with its receipt."""
    receipt = phone.context.make("receipts")
    receipt.look(code)
    assert answered(receipt) == "arrived"
    receipt.withdraw()
    assert answered(receipt) == "withdrawn"


def test_an_answer_becomes_a_deed_and_a_reply_and_can_be_taken_back(
    tmp_path: Path, partnership: Partnership, browser: Browser
) -> None:
    office = Office(partnership)
    office.others_answer()
    with (
        Server(partnership.settings, workers=2) as server,
        a_phone(tmp_path, url := f"http://127.0.0.1:{server.port}") as phone,
    ):
        officer = an_officer(partnership, browser, url)
        phone.round()
        code = give_and_keep(phone)
        assert phone.round().sent == 1
        assert office.states() == ["new"]
        office.turn()
        assert office.states() == ["counted"]
        office.let_weeks_pass()

        read_and_do(officer)
        assert officer.faults == []
        assert officer.seen >= 6
        assert (SAID, DID) not in page_replies(phone)
        office.turn()
        assert replies_read(phone, code).count((SAID, DID)) == 2

        first = office.release()
        assert first.answers == OTHERS + 1
        assert is_near(office.total(first), OTHERS + 1)
        before, marks = office.printed(first), office.marks_of(code)
        assert office.tables_with(*marks) == {"feedback"}
        withdraw(phone, code)
        assert office.tables_with(*marks) == {"withdrawn"}

        # A release without it would tell, beside the first, what it had said.
        with pytest.raises(Problem) as refused:
            office.release("An answer was withdrawn.")
        assert refused.value.code == "correction-too-small"
        assert office.printed(first) == before

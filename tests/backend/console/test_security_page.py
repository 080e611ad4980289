"""The security page: what was refused by day, who is tried most, and what it cannot know."""

from backend.console.security_page import KINDS as WORDS
from backend.domain.security import KINDS, NOT_FOR_YOU, RESET_ASKED, SIGN_IN_FAILED
from backend.services.overview.security_page import MOST
from backend.services.security_log import hour_of
from backend.services.transaction import write
from backend.storage.security import Event, SecurityEventRow
from tests.conftest import NOW
from tests.support.house import House
from tests.support.staff import Browser

PAGE = "/console/security"
HOUR = hour_of(NOW)
AMIR = 1


def store(house: House, *counted: tuple[Event, int]) -> None:
    with house.app.app_context(), write() as session:
        for event, times in counted:
            session.add(SecurityEventRow(key=event.key, count=times, **event._asdict()))


def test_an_empty_page_says_so_and_what_it_cannot_know(amir: Browser) -> None:
    page = amir.see(PAGE)
    assert "Nothing was refused." in page
    assert "Passkeys: a wrong one is not counted." in page
    assert "Residents’ pages" in page
    assert "By day" not in page


def test_every_kind_has_its_words() -> None:
    assert set(WORDS) == set(KINDS)


def test_a_day_says_what_was_refused_and_how_often(house: House, amir: Browser) -> None:
    store(
        house,
        (Event(HOUR, SIGN_IN_FAILED, AMIR, "a" * 16, ""), 1_200),
        (Event(HOUR - 1, SIGN_IN_FAILED, None, "b" * 16, ""), 34),
        (Event(HOUR - 34 * 24 - 2, SIGN_IN_FAILED, None, "b" * 16, ""), 5),
        (Event(HOUR - 36 * 24, SIGN_IN_FAILED, None, "b" * 16, ""), 98_765),
    )
    page = amir.see(PAGE)
    assert ">Today<" in page
    assert ">1,234<" in page
    assert ">Saturday 24 October<" in page
    assert "98,765" not in page


def test_who_was_tried_and_who_tried_stand_with_their_pages(house: House, amir: Browser) -> None:
    store(
        house,
        (Event(HOUR, SIGN_IN_FAILED, AMIR, "a" * 16, ""), 7),
        (Event(HOUR, NOT_FOR_YOU, AMIR, "b" * 16, "own_places"), 2),
        (Event(HOUR, RESET_ASKED, AMIR, "c" * 16, ""), 40),
        (Event(HOUR - 25, SIGN_IN_FAILED, AMIR, "d" * 16, ""), 50),
    )
    page = amir.see(PAGE)
    last = page.partition("By day")[0]
    assert "Amir<br>" in last
    assert "Administrator" in last
    assert f"{WORDS[SIGN_IN_FAILED]} (7); {WORDS[NOT_FOR_YOU]} (2)" in last
    assert "Pages: own places" in last
    assert 'data-name="Senders">2<' in last
    assert last.index("a" * 16) < last.index("b" * 16)
    assert "c" * 16 not in last, "to ask for a new password is no failure"
    assert "d" * 16 not in last, "older than 24 hours"


def test_only_the_busiest_senders_are_named(house: House, amir: Browser) -> None:
    events = [Event(HOUR, SIGN_IN_FAILED, None, f"{each:016x}", "") for each in range(MOST + 3)]
    store(house, *((event, at + 1) for at, event in enumerate(events)))
    page = amir.see(PAGE)
    assert [event.sender in page for event in events] == [False] * 3 + [True] * MOST


def test_pages_lead_on(house: House, amir: Browser) -> None:
    days = range(30)
    kinds = (SIGN_IN_FAILED, NOT_FOR_YOU)
    store(
        house, *((Event(HOUR - 24 * day, kind, None, "", ""), 1) for day in days for kind in kinds)
    )
    first, second = amir.see(PAGE), amir.see(f"{PAGE}?page=2")
    assert "Page 1 of 2, 60 lines" in first
    assert f'href="{PAGE}?page=2" rel="next"' in first
    assert f'href="{PAGE}?page=1" rel="prev"' in second
    assert first.count('data-name="What"') == 50
    assert second.count('data-name="What"') == 10


def test_what_was_refused_in_life_is_on_the_page(house: House, amir: Browser) -> None:
    assert amir.get("/console/inbox").status_code == 403
    assert WORDS[NOT_FOR_YOU] in amir.see(PAGE)
    assert "Pages: console inbox" in amir.see(PAGE)

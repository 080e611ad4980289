"""One's own account: the way in by an invitation, where it leads, and the end of one's sessions."""

import pytest

from backend.domain.staff import ADMINISTRATOR, ANALYST, OFFICER
from tests.backend.rows import count, rows
from tests.support.house import House
from tests.support.staff import PASSWORD, Browser, invite, join

OLIVE = "olive@council.example"


def sessions_of(house: House) -> list[str]:
    """Return the ids of all sessions that have not ended, the oldest first."""
    held = "SELECT id FROM staff_session WHERE ended_at IS NULL ORDER BY started_at"
    return [str(each) for (each,) in rows(house.app, held)]


def another_of(house: House, browser: Browser) -> Browser:
    """Return a second browser of the same person, signed in a minute later."""
    house.clock.move(minutes=1)
    other = Browser(house.app.test_client(), browser.email, browser.key, step=browser.step)
    assert other.sign_in().location == "/account/welcome"
    return other


@pytest.mark.parametrize(
    ("name", "password", "again", "said"),
    [
        ("Olive", PASSWORD, f"{PASSWORD}!", "This is not the same password."),
        ("Olive", "too short", "too short", "Use at least 12 characters."),
        ("", PASSWORD, PASSWORD, "Please fill this in."),
    ],
    ids=["two passwords", "short", "no name"],
)
def test_an_invitation_is_not_spent_by_a_form_that_is_refused(
    house: House, name: str, password: str, again: str, said: str
) -> None:
    link = invite(house.app, OFFICER, OLIVE, "Olive")
    browser = house.nobody()
    refused = browser.send(link, name=name, password=password, again=again)
    assert refused.status_code == 422
    assert said in refused.text
    assert count(house.app, "staff") == 0
    taken = browser.send(link, name="Olive", password=PASSWORD, again=PASSWORD)
    assert taken.status_code == 302


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (OFFICER, "/console/"),
        (ANALYST, "/console/roll-out"),
        (ADMINISTRATOR, "/console/people"),
    ],
)
def test_the_first_way_leads_to_the_codes_and_later_ones_home(
    house: House, role: str, home: str
) -> None:
    browser = join(house.app, role, "ada@council.example", "Ada")
    assert browser.get("/account/welcome").location == "/account/recovery-codes"
    browser.send("/account/recovery-codes")
    assert browser.get("/account/welcome").location == home


def test_ending_another_session_keeps_this_one(house: House) -> None:
    here = house.joins(OFFICER, OLIVE)
    there = another_of(house, here)
    first, second = sessions_of(house)
    ended = here.send(f"/account/sessions/{second}/end", on="/account/")
    assert ended.location == "/account/"
    assert "That session has ended." in here.see("/account/")
    assert sessions_of(house) == [first]
    assert (there.get("/console/").location or "").startswith("/account/sign-in")


def test_ending_this_session_leads_to_the_way_in(house: House) -> None:
    here = house.joins(OFFICER, OLIVE)
    (only,) = sessions_of(house)
    assert here.send(f"/account/sessions/{only}/end", on="/account/").location == "/account/sign-in"
    assert sessions_of(house) == []
    assert (here.get("/console/").location or "").startswith("/account/sign-in")


def test_one_press_ends_every_session_at_once_and_nobody_elses(house: House) -> None:
    here = house.joins(OFFICER, OLIVE)
    there = another_of(house, here)
    ada = house.joins(ANALYST, "ada@council.example")
    assert here.send("/account/sessions/all/end", on="/account/").location == "/account/sign-in"
    assert len(sessions_of(house)) == 1
    for browser in (here, there):
        assert (browser.get("/console/").location or "").startswith("/account/sign-in")
    assert ada.get("/console/roll-out").status_code == 200
    told = rows(house.app, "SELECT about FROM audit WHERE deed = 'sessions-ended'")
    assert told == rows(house.app, f"SELECT 'staff:' || id FROM staff WHERE email = '{OLIVE}'")


def test_somebody_elses_session_is_not_found(house: House) -> None:
    house.joins(OFFICER, OLIVE)
    (hers,) = sessions_of(house)
    ada = house.joins(ANALYST, "ada@council.example")
    assert ada.send(f"/account/sessions/{hers}/end", on="/account/").status_code == 404
    assert hers in sessions_of(house)


def test_a_session_that_began_over_an_hour_ago_says_at_what_time(house: House) -> None:
    here = house.joins(OFFICER, OLIVE)
    assert "just now" in here.see("/account/")
    for _ in range(3):
        house.clock.move(minutes=25)
        here.get("/account/")
    # It began at half past eleven at night, and by now it is the next day.
    assert "at 23:30" in here.see("/account/")

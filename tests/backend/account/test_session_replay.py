"""S5: a cookie of a session that is over opens nothing; what matters most wants a fresh proof."""

from collections.abc import Callable

import pytest

from backend.domain import staff
from backend.services import sessions
from backend.services.actors import Actor
from backend.services.people import change_role, close_account
from backend.web.world import world
from tests.backend.rows import rows
from tests.support.house import House
from tests.support.parts import is_part
from tests.support.staff import PASSWORD, Browser

PAGES: tuple[str, ...] = (
    "/console/",
    "/console/places",
    "/console/map",
    "/console/state",
    "/account/",
)
PAGES += ("/account/password", "/account/passkeys", "/account/recovery-codes")
PAGES += ("/account/welcome", "/console/borders.json")
REPLAYS = 10 if is_part("guesses") else 2
"""Times ten pages: so many replays for each way in which a session ends."""
ADMINISTRATOR = Actor(None, staff.ADMINISTRATOR, "Amir", "amir@council.example")


def accepted(house: House, cookie: str) -> int:
    """Return how many replays of a cookie get a page."""
    count = 0
    for _ in range(REPLAYS):
        thief = house.app.test_client()
        thief.set_cookie("umay", cookie)
        for path in PAGES:
            response = thief.get(path)
            is_turned_away = (response.location or "").startswith("/account/sign-in")
            count += not (is_turned_away or response.status_code == 401)
    return count


def cookie_of(browser: Browser) -> str:
    """Return the cookie of a browser's session, as a thief would take it."""
    cookie = browser.client.get_cookie("umay")
    assert cookie is not None
    return cookie.value


def _signs_out(_: House, browser: Browser) -> None:
    assert browser.send("/account/sign-out", on="/account/").status_code == 302


def _idles(house: House, _: Browser) -> None:
    house.clock.move(minutes=30)


def _lasts(house: House, browser: Browser) -> None:
    for _ in range(25):
        house.clock.move(minutes=29)
        browser.get("/account/")
    assert browser.get("/account/").status_code == 302


def _changes_password(_: House, browser: Browser) -> None:
    new = {"new_password": f"{PASSWORD} 2", "new_password_confirm": f"{PASSWORD} 2"}
    answer = browser.send("/account/password", password=PASSWORD, **new)
    assert answer.status_code == 302, answer.text


def _is_closed(house: House, browser: Browser) -> None:
    with house.app.app_context():
        close_account(world(), ADMINISTRATOR, _id_of(house, browser))


def _gets_a_role(house: House, browser: Browser) -> None:
    with house.app.app_context():
        change_role(world(), ADMINISTRATOR, _id_of(house, browser), staff.ANALYST)


def _is_ended(house: House, browser: Browser) -> None:
    held = rows(house.app, "SELECT id FROM staff_session WHERE ended_at IS NULL")
    answer = browser.send(f"/account/sessions/{held[0][0]}/end", on="/account/")
    assert answer.location == "/account/sign-in"


def _id_of(house: House, browser: Browser) -> int:
    found = {email: number for number, email in rows(house.app, "SELECT id, email FROM staff")}
    return int(found[browser.email])


ENDS: tuple[Callable[[House, Browser], None], ...] = (
    *(_signs_out, _idles, _lasts, _changes_password, _is_closed, _gets_a_role, _is_ended),
)


@pytest.mark.full("guesses")
@pytest.mark.parametrize("ends", ENDS)
def test_a_cookie_from_before_the_end_opens_nothing(
    house: House, ends: Callable[[House, Browser], None]
) -> None:
    browser = house.joins("officer", "olive@council.example")
    cookie = cookie_of(browser)
    assert accepted(house, cookie) == REPLAYS * len(PAGES)
    ends(house, browser)
    assert accepted(house, cookie) == 0


def test_a_guard_that_does_not_ask_whether_it_is_over_is_caught(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = house.joins("officer", "olive@council.example")
    cookie = cookie_of(browser)
    monkeypatch.setattr(sessions, "why_over", lambda _held, _now: None)
    _idles(house, browser)
    assert accepted(house, cookie) > 0


def test_changing_the_password_leaves_nobody_elses_session_of_the_account(house: House) -> None:
    browser = house.joins("officer", "olive@council.example")
    elsewhere = house.nobody()
    elsewhere.email, elsewhere.key, elsewhere.step = browser.email, browser.key, browser.step
    assert elsewhere.sign_in().location == "/account/welcome"
    cookie = cookie_of(elsewhere)
    assert accepted(house, cookie) == REPLAYS * len(PAGES)
    _changes_password(house, browser)
    assert accepted(house, cookie) == 0
    assert browser.get("/console/").status_code == 200


FRESH = {
    "officer": [
        ("POST", f"/console/places/p1/{deed}")
        for deed in ("approve", "go_live", "renew", "lift", "approve_change")
    ],
    "administrator": [
        ("GET", "/console/people"),
        ("POST", "/console/people"),
        ("POST", "/console/people/1/role"),
        ("POST", "/console/people/1/close"),
        ("POST", "/console/people/1/open"),
        ("POST", "/console/invitations/x/take-back"),
        ("POST", "/console/appointments/x/confirm"),
        ("POST", "/console/appointments/x/refuse"),
        ("GET", "/console/settings"),
        ("POST", "/console/settings"),
    ],
}
FRESH_OF_EVERYBODY = [
    (method, path)
    for path in ("/account/second-step", "/account/passkeys", "/account/recovery-codes")
    for method in ("GET", "POST")
] + [("POST", "/account/passkey-remove")]


@pytest.mark.parametrize("role", FRESH)
def test_what_matters_most_wants_a_proof_five_minutes_old_at_most(house: House, role: str) -> None:
    with house.app.app_context():
        from tests.backend.services.listing.cast import make_live

        make_live(world(), "p1")
    browser = house.joins(role, "somebody@council.example")
    wanted = FRESH[role] + FRESH_OF_EVERYBODY
    asked_before = [each for each in wanted if _must_prove(browser, *each)]
    assert asked_before == []
    house.clock.move(minutes=5)
    assert [each for each in wanted if not _must_prove(browser, *each)] == []
    answer = browser.send("/account/prove", password=PASSWORD)
    assert answer.status_code == 302, answer.text
    assert [each for each in FRESH[role] if _must_prove(browser, *each)] == []


def test_a_colleagues_name_does_not_prove_anything(house: House) -> None:
    browser = house.joins("administrator", "amir@council.example")
    house.clock.move(minutes=5)
    assert "Password" in browser.send("/account/prove", password="not the password").text
    assert browser.get("/console/people").location.startswith("/account/prove")


def _must_prove(browser: Browser, method: str, path: str) -> bool:
    token = browser.kept_token("/account/") if method == "POST" else ""
    response = browser.client.open(path, method=method, data={"csrf_token": token})
    response.get_data()
    return (response.location or "").startswith("/account/prove")

"""The page of people: what waits for a second word, who can give it, and what is said of it."""

import re

import pytest

from backend.services import people
from backend.services.actors import Actor
from backend.web.world import world
from tests.backend.rows import rows
from tests.support.house import House
from tests.support.staff import Browser

PAGE = "/console/people"
BEN = {"name": "Ben", "email": "ben@police.example", "role": "officer"}
FORM = re.compile(r'action="(/console/appointments/[^"]+)"')
HEADING = "Waiting for a second administrator’s word"
ALONE = "You are the only administrator who is set up."
TWO = "Two administrators agree on who becomes an officer or administrator."


@pytest.fixture
def bea(house: House, amir: Browser) -> Browser:
    return house.joins("administrator", "bea@council.example")


def mails_to(house: House, email: str) -> list[str]:
    return [
        subject
        for (subject,) in rows(house.app, f"SELECT subject FROM notice WHERE email = '{email}'")
    ]


def asks(browser: Browser) -> list[str]:
    """Ask for Ben; return where the buttons on what waits lead."""
    assert browser.send(PAGE, **BEN).status_code == 302
    page = browser.see(PAGE)
    assert "This waits for another administrator’s word." in page
    assert HEADING in page
    return FORM.findall(page)


def test_alone_an_invitation_is_sent_at_once_and_the_page_says_what_that_means(
    house: House, amir: Browser
) -> None:
    page = amir.see(PAGE)
    assert ALONE in page
    assert HEADING not in page
    amir.send(PAGE, **BEN)
    assert "ben@police.example has been invited." in amir.see(PAGE)
    assert mails_to(house, BEN["email"]) == ["Your invitation to UMay"]


def test_the_other_confirms_and_only_then_it_is_sent(
    house: House, amir: Browser, bea: Browser
) -> None:
    assert TWO in amir.see(PAGE)
    (own,) = asks(amir)
    assert own.endswith("/refuse")
    assert "Take back" in amir.see(PAGE)
    assert mails_to(house, BEN["email"]) == []
    assert mails_to(house, bea.email)[-1] == "Somebody waits for your word"
    confirm, refuse = FORM.findall(bea.see(PAGE))
    assert (confirm.rpartition("/")[2], refuse.rpartition("/")[2]) == ("confirm", "refuse")
    assert bea.send(confirm, on=PAGE).location == PAGE
    page = bea.see(PAGE)
    assert "Confirmed. It is done." in page
    assert HEADING not in page
    assert mails_to(house, BEN["email"]) == ["Your invitation to UMay"]


def test_whoever_asked_does_not_confirm_by_hand_either(
    house: House, amir: Browser, bea: Browser
) -> None:
    (own,) = asks(amir)
    answer = amir.send(own.replace("/refuse", "/confirm"), on=PAGE)
    assert answer.status_code == 403
    assert "Two different people have to agree to this" in answer.text
    assert mails_to(house, BEN["email"]) == []


def test_after_a_refusal_the_page_says_so_to_whoever_comes_late(
    house: House, amir: Browser, bea: Browser
) -> None:
    asks(amir)
    confirm, refuse = FORM.findall(bea.see(PAGE))
    bea.send(refuse, on=PAGE)
    assert "It waits no more. Nothing has changed." in bea.see(PAGE)
    answer = bea.send(confirm, on=PAGE)
    assert answer.status_code == 409
    assert "Another administrator has refused it." in answer.text
    assert mails_to(house, BEN["email"]) == []


def test_a_word_wants_a_proof_five_minutes_old_at_most(
    house: House, amir: Browser, bea: Browser
) -> None:
    asks(amir)
    confirm, _ = FORM.findall(bea.see(PAGE))
    house.clock.move(minutes=5)
    answer = bea.client.post(confirm, data={"csrf_token": bea.token("/account/"), "back": PAGE})
    assert answer.location == "/account/prove?next=/console/people"
    assert mails_to(house, BEN["email"]) == []


def test_a_role_and_a_closed_account_wait_on_the_page_too(
    house: House, amir: Browser, bea: Browser
) -> None:
    for role in ("analyst", "officer"):
        house.joins(role, f"{role}@council.example")
    ids = dict(rows(house.app, "SELECT email, id FROM staff"))
    amir.send(f"{PAGE}/{ids['officer@council.example']}/close", on=PAGE)
    amir.send(f"{PAGE}/{ids['officer@council.example']}/open", on=PAGE)
    amir.send(f"{PAGE}/{ids['analyst@council.example']}/role", on=PAGE, role="officer")
    page = bea.see(PAGE)
    assert "Account opened again" in page
    assert "Another role, now analyst" in page
    assert len(FORM.findall(page)) == 4
    assert rows(house.app, "SELECT role FROM staff WHERE active AND role = 'officer'") == []


def test_whoever_removed_the_other_reads_that_nobody_can_give_the_word(
    house: House, amir: Browser, bea: Browser
) -> None:
    with house.app.app_context():
        found = dict(rows(house.app, "SELECT email, id FROM staff"))
        actor = Actor(found[amir.email], "administrator", "Amir", amir.email)
        people.close_account(world(), actor, found[bea.email])
    assert "Nobody can give the second word at present." in amir.see(PAGE)
    house.clock.move(days=7)
    amir.sign_in()
    assert ALONE in amir.see(PAGE)


def test_an_account_that_is_closed_gets_no_link_by_asking_for_a_new_password(
    house: House, amir: Browser
) -> None:
    olive = house.joins("officer", "olive@council.example")
    number = dict(rows(house.app, "SELECT email, id FROM staff"))[olive.email]
    amir.send(f"{PAGE}/{number}/close", on=PAGE)
    before = mails_to(house, olive.email)
    house.nobody().send("/account/reset", email=olive.email)
    assert mails_to(house, olive.email) == before


def test_one_press_signs_somebody_out_everywhere_and_tells_them(
    house: House, amir: Browser, bea: Browser
) -> None:
    olive = house.joins("officer", "olive@council.example")
    house.clock.move(minutes=1)
    thief = Browser(house.app.test_client(), olive.email, olive.key, step=olive.step)
    thief.sign_in()
    (way,) = {
        path
        for path in re.findall(r"/console/people/\d+/sign-out", amir.see(PAGE))
        if path == f"{PAGE}/{number_of(house, olive.email)}/sign-out"
    }
    assert olive.send(way, on="/account/").status_code == 403
    assert amir.send(way, on=PAGE).location == PAGE
    for browser in (olive, thief):
        assert (browser.get("/console/").location or "").startswith("/account/sign-in")
    assert bea.get(PAGE).status_code == 200
    assert "You were signed out everywhere" in mails_to(house, olive.email)


def number_of(house: House, email: str) -> int:
    ((number,),) = rows(house.app, f"SELECT id FROM staff WHERE email = '{email}'")
    return int(number)

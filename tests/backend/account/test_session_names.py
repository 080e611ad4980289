"""Signing in and proving oneself give the session another name; the one before opens nothing."""

import pytest

from tests.support.house import House
from tests.support.staff import PASSWORD, Browser


def named(house: House, browser: Browser) -> str:
    """Return the name by which a browser's session is known."""
    cookie = browser.client.get_cookie("umay")
    assert cookie is not None
    return cookie.value


def opens(house: House, name: str) -> bool:
    """Return whether a name opens its owner's page, in another browser."""
    client = house.app.test_client()
    client.set_cookie("umay", name)
    return client.get("/account/").status_code == 200


@pytest.fixture
def olive(house: House) -> Browser:
    return house.joins("officer", "olive@council.example")


def test_the_name_of_before_the_sign_in_opens_nothing(house: House, olive: Browser) -> None:
    olive.send("/account/sign-out", on="/account/")
    names = [named(house, olive)]
    olive.send("/account/sign-in", email=olive.email, password=PASSWORD)
    names.append(named(house, olive))
    olive.send("/account/code", code=olive.code())
    assert len({*names, named(house, olive)}) == 3
    assert [opens(house, name) for name in names] == [False, False]
    assert opens(house, named(house, olive))


def test_the_name_of_before_a_proof_opens_nothing_and_other_windows_go_on(
    house: House, olive: Browser
) -> None:
    before, in_another_window = named(house, olive), olive.token("/account/")
    olive.send("/account/prove", password="not the password")
    assert named(house, olive) == before
    olive.send("/account/prove", password=PASSWORD)
    assert not opens(house, before)
    assert opens(house, named(house, olive))
    sent = olive.client.post("/account/sign-out", data={"csrf_token": in_another_window})
    assert sent.status_code == 302
    assert not opens(house, named(house, olive))

"""S6b: an attack on staff pages is seen: each refusal is counted, and nothing of anybody's words.

By hour, kind, account and sender; residents' requests write nothing.
"""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import Integer, String

from backend.account.library import LIBRARY
from backend.storage.database import db, table_of
from backend.storage.security import SecurityEventRow
from backend.web import residents
from backend.web.guards import GUARDS
from backend.web.refusals import write_down
from tests.backend.rows import rows
from tests.conftest import NOW
from tests.support.house import House
from tests.support.route_walk import filled, routes, values
from tests.support.staff import PASSWORD, Browser

EMAIL, UNKNOWN = "olive@council.example", "orest@council.example"
NEW = {"new_password": "four other words here", "new_password_confirm": "four other words here"}
WRONG = "Zebracanary not the password"
HOUR = 3600
MARK = re.compile(r"[0-9a-f]{16}")

Deed = Callable[[House, Browser], object]


def logged(house: House) -> list[tuple[str, bool, str, int]]:
    """Return (what, whether an account is named, which pages, how often) of each row."""
    columns = "what, account_id IS NOT NULL, blueprint, count"
    found = rows(house.app, f"SELECT {columns} FROM security_event ORDER BY what, blueprint")
    return [(what, bool(named), pages, times) for what, named, pages, times in found]


def after_password(house: House, owner: Browser) -> Browser:
    """Return another browser of somebody who has given the password and no code yet."""
    other = house.nobody()
    other.email = owner.email
    other.send("/account/sign-in", email=EMAIL, password=PASSWORD)
    return other


def wrong_sign_in(email: str) -> Deed:
    return lambda house, _: house.nobody().send("/account/sign-in", email=email, password=WRONG)


def wrong_code(path: str, code: str) -> Deed:
    return lambda house, owner: after_password(house, owner).send(path, code=code)


def asks_reset(email: str) -> Deed:
    return lambda house, _: house.nobody().send("/account/reset", email=email)


def sends_json(house: House, _: Browser) -> object:
    client = house.app.test_client()
    token = Browser(client).kept_token("/account/sign-in")
    return client.post("/account/sign-in", json={}, headers={"X-CSRFToken": token})


def without_token(path: str) -> Deed:
    return lambda _, owner: owner.client.post(path, data={"password": PASSWORD})


KINDS: list[tuple[str, bool, str, Deed]] = [
    ("sign-in-failed", True, "", wrong_sign_in(EMAIL)),
    ("sign-in-failed", True, "", wrong_sign_in("OLIVE@council.example")),
    ("sign-in-failed", False, "", wrong_sign_in(UNKNOWN)),
    ("sign-in-failed", False, "", wrong_sign_in("no address at all")),
    ("code-failed", True, "", wrong_code("/account/code", "000000")),
    ("recovery-code-failed", True, "", wrong_code("/account/recovery", "0000-0000-0000")),
    ("proof-failed", True, "", lambda _, owner: owner.send("/account/prove", password=WRONG)),
    (
        *("change-failed", True, ""),
        lambda _, owner: owner.send("/account/password", password=WRONG, **NEW),
    ),
    ("reset-asked", True, "", asks_reset(EMAIL)),
    ("reset-asked-of-unknown", False, "", asks_reset(UNKNOWN)),
    ("form-token-refused", True, "", without_token("/account/prove")),
    ("form-token-refused", True, "", without_token("/console/review")),
    (
        *("form-token-refused", False, ""),
        lambda house, _: house.app.test_client().post("/account/sign-in", data={}),
    ),
    ("not-for-you", True, "administration", lambda _, owner: owner.get("/console/people")),
    ("not-for-you", True, "portal", lambda _, owner: owner.get("/portal/")),
    ("token-or-json-refused", False, "", sends_json),
]


@pytest.mark.parametrize(("what", "is_known", "pages", "deed"), KINDS)
def test_each_kind_is_counted_when_it_happens(
    house: House, what: str, is_known: bool, pages: str, deed: Deed
) -> None:
    owner = house.joins("officer", EMAIL)
    assert logged(house) == []
    deed(house, owner)
    assert logged(house) == [(what, is_known, pages, 1)]


def test_too_many_tries_are_counted_apart_from_wrong_ones(house: House) -> None:
    owner = house.joins("officer", EMAIL)
    for _ in range(7):
        owner.send("/account/prove", password=WRONG)
    assert logged(house) == [("proof-failed", True, "", 5), ("too-many-tries", True, "", 2)]


def test_what_is_right_is_not_counted(house: House) -> None:
    owner = house.joins("officer", EMAIL)
    again = after_password(house, owner)
    again.key, again.step = owner.key, owner.step
    assert again.send("/account/code", code=again.code()).location == "/account/welcome"
    assert owner.send("/account/prove", password=PASSWORD).status_code == 302
    same = {"new_password": PASSWORD, "new_password_confirm": PASSWORD}
    common = {"new_password": "passwordpassword", "new_password_confirm": "passwordpassword"}
    for new in (same, common):
        assert owner.send("/account/password", password=PASSWORD, **new).status_code == 200
    assert owner.get("/console/").status_code == 200
    assert owner.get("/console/nowhere").status_code == 404
    assert logged(house) == []


def test_a_flood_from_one_sender_is_one_row_with_a_count(house: House) -> None:
    client = house.app.test_client()
    token = Browser(client).kept_token("/account/sign-in")
    for number in range(100):
        data = {"csrf_token": token, "email": f"n{number}@council.example", "password": WRONG}
        client.post("/account/sign-in", data=data)
    assert logged(house) == [("sign-in-failed", False, "", 100)]


def test_a_flood_on_one_account_is_two_rows(house: House) -> None:
    house.joins("officer", EMAIL)
    client = house.app.test_client()
    token = Browser(client).kept_token("/account/sign-in")
    for _ in range(60):
        data = {"csrf_token": token, "email": EMAIL, "password": WRONG}
        client.post("/account/sign-in", data=data)
    assert logged(house) == [("sign-in-failed", True, "", 5), ("too-many-tries", True, "", 55)]


def test_no_address_no_typed_word_and_no_moment_stand_in_any_column(house: House) -> None:
    owner = house.joins("officer", EMAIL)
    canary = "zebracanary@council.example"
    house.clock.move(minutes=17, seconds=43)
    for deed in (each[3] for each in KINDS):
        deed(house, owner)
    client = house.app.test_client()
    token = Browser(client).kept_token("/account/sign-in")
    for far in ("203.0.113.77", "2001:db8:7:7::1"):
        data = {"csrf_token": token, "email": canary, "password": WRONG}
        headers = {"User-Agent": "Zebracanary/1", "X-Forwarded-For": "198.51.100.77"}
        sent = {"data": data, "headers": headers, "environ_base": {"REMOTE_ADDR": far}}
        client.post("/account/sign-in", **sent)
    stored = rows(house.app, "SELECT * FROM security_event")
    assert len(stored) > 10
    said = str(stored).lower()
    assert [
        each for each in ("zebra", "@", "olive", "203.0", "198.51", "2001:db8") if each in said
    ] == []
    hours = {hour for (hour,) in rows(house.app, "SELECT hour FROM security_event")}
    assert hours == {int(NOW.timestamp()) // HOUR}
    marks = [mark for (mark,) in rows(house.app, "SELECT sender FROM security_event")]
    assert len(set(marks)) == 3
    assert all(MARK.fullmatch(mark) for mark in marks)


def test_no_column_is_of_a_type_that_could_hold_a_moment(house: House) -> None:
    columns = table_of(SecurityEventRow).columns
    assert {type(column.type) for column in columns} == {Integer, String}
    whole = {column.name for column in columns if isinstance(column.type, Integer)}
    assert whole == {"hour", "account_id", "count"}


def test_residents_and_offers_never_write_it(house: House) -> None:
    house.settle()
    held, client = values(house), house.app.test_client()
    ours = {*GUARDS} - residents.BLUEPRINTS - {LIBRARY}
    staffs = {name for name in ours if GUARDS[name]} | {LIBRARY}
    asked = 0
    for key, rule in routes(house.app):
        if rule.endpoint.split(".")[0] not in staffs:
            foreign = {"Origin": "https://evil.example", "Authorization": "Bearer x"}
            path, method = filled(rule.rule, held), key.partition(" ")[0]
            client.open(path, method=method, headers=foreign).close()
            asked += 1
    assert asked > 30
    assert logged(house) == []
    hooked = {name for name, hooks in house.app.after_request_funcs.items() if write_down in hooks}
    assert hooked == staffs


def test_a_blueprint_of_residents_with_the_hook_would_be_seen(house: House) -> None:
    hooks = house.app.after_request_funcs
    before = {name for name, held in hooks.items() if write_down in held}
    hooks.setdefault("feedback", []).append(write_down)
    assert {name for name, held in hooks.items() if write_down in held} == before | {"feedback"}


def test_no_page_fails_because_its_log_is_away(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    owner = house.joins("officer", EMAIL)
    with house.app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE security_event")
    wrong = house.nobody().send("/account/sign-in", email=EMAIL, password=WRONG)
    assert wrong.status_code == 200
    assert owner.get("/console/people").status_code == 403
    assert caplog.text.count("A refusal could not be written down: Problem") == 2


@pytest.mark.parametrize("path", ["/account/sign-in", "/account/reset"])
def test_as_much_is_written_of_somebody_as_of_nobody(house: House, path: str) -> None:
    house.joins("officer", EMAIL)
    for email in (EMAIL, UNKNOWN):
        house.nobody().send(path, email=email, password=WRONG)
    assert [times for *_, times in logged(house)] == [1, 1]


@pytest.mark.parametrize("room", ["backend.account.forms", "backend.web.guards"])
def test_without_the_note_nothing_would_be_counted(
    house: House, monkeypatch: pytest.MonkeyPatch, room: str
) -> None:
    """The control: of pages that do not write, each kind of that room is missing."""
    owner = house.joins("officer", EMAIL)
    monkeypatch.setattr(f"{room}.note", lambda _: None)
    wrong_sign_in(EMAIL)(house, owner)
    owner.get("/console/people")
    kinds = {what for what, *_ in logged(house)}
    assert kinds == {"sign-in-failed", "not-for-you"} - (
        {"sign-in-failed"} if room == "backend.account.forms" else {"not-for-you"}
    )

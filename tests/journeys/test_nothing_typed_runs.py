"""S4: what people type is shown as typed: in Chromium nothing of it runs, no mail bears its header.

Chromium is told to leave our content security policy aside, so that escaping alone has to hold; the
policy is looked at by itself.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import SMTP
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Dialog, Page

from backend.app import create_app
from backend.config import read_config
from backend.gateways.mail import MailRefusedError, Message, checked, envelope
from backend.services.actors import Actor
from backend.services.listing import safety, vetting
from backend.services.listing.change import propose
from backend.services.offers.answers import answer, begin
from backend.services.offers.sending import confirm, send
from backend.services.readiness.checking import Found, check_spot
from backend.services.readiness.sweep import look_due
from backend.services.world import World
from backend.web.world import world
from tests.backend.rows import rows
from tests.backend.services.listing.cast import staff, version_of
from tests.backend.services.offers.cast import ANSWERS, secrets_mailed, settle
from tests.backend.services.readiness.cast import at_hour
from tests.conftest import _close
from tests.support.parts import is_part
from tests.support.payloads import OPENINGS, PAYLOADS, VECTORS, WORKED_OUT
from tests.support.serving import Server
from tests.support.staff import Browser, join

pytestmark = pytest.mark.full("typed")

FIELDS = {
    "organisation": ("organisation", 120),
    "name": ("place", 120),
    "address": ("address", 200),
    "town": ("address", 60),
    "languages": ("facilities", 40),
    "contact_name": ("contact", 120),
    "contact_role": ("contact", 120),
}
HEADERS = {
    *("From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version"),
    *("Content-Type", "Content-Transfer-Encoding"),
}
TYPED = PAYLOADS if is_part("typed") else PAYLOADS[::5]
"""What is typed; in a short run each way to be run four times, each opening four times or more."""
EACH = len(TYPED) if is_part("typed") else len(TYPED) // len(FIELDS) + 1
"""How many venues: in a short run each stands in one field, in a full one in all."""


@dataclass
class Shown:
    """The running service full of payloads, and the sign-ins that look at it."""

    url: str
    people: dict[str, Browser]
    places: list[str]
    mails: list[Message]
    pages: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def shown(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Every payload offered, vetted with payloads as reasons, invited, and served."""
    folder = tmp_path_factory.mktemp("typed")
    shutil.copy(migrated_file, folder / "umay.sqlite3")
    settings = {
        "UMAY_DATABASE_URL": f"sqlite:///{folder / 'umay.sqlite3'}",
        "UMAY_DATA_DIR": str(folder / "data"),
    }
    app = create_app(read_config(settings))
    with app.app_context():
        settle()
        anna, ben = staff("anna@council.example"), staff("ben@police.example")
        places = [_offered(world(), number) for number in range(EACH)]
        for number, place in enumerate(places):
            vetting.check(world(), anna, place, version_of(place))
            vetting.approve(world(), ben, place, vetting.Approval(version_of(place)))
            _wished(world(), ben, place, number)
        # Every place has its name in a reminder before it is hidden.
        look_due(at_hour(world(), 31))
        for number, place in enumerate(places):
            _with_reason(world(), anna, place, number)
            notes = Found(("sign_seen",), TYPED[number % len(TYPED)][:1000])
            check_spot(world(), ben, place, version_of(place), notes)
    people = {
        "officer": join(app, "officer", "olive@council.example", PAYLOADS[0][:120]),
        "guardian": join(app, "guardian", "gwen@inn.example", PAYLOADS[42][:120], places[0]),
        "administrator": join(app, "administrator", "amir@council.example", "Amir"),
    }
    for payload in PAYLOADS[:: len(PAYLOADS) // 20]:
        values = {"name": payload, "email": f"p{abs(hash(payload))}@x.test", "role": "officer"}
        people["administrator"].send("/console/people", **values)
    called = {"partnership": PAYLOADS[5], "contact_email": "a@x.test", "contact_phone": ""}
    assert people["administrator"].send("/console/settings", **called).status_code == 302
    mails = [Message(*row) for row in rows(app, "SELECT id, email, subject, body FROM notice")]
    _close(app)
    with Server(settings, workers=2) as server:
        yield Shown(f"http://127.0.0.1:{server.port}", people, places, mails, _pages(places))


def _offered(world: World, number: int) -> str:
    offer = begin(world)
    values = {page: dict(held) for page, held in ANSWERS.items()}
    values["contact"]["contact_email"] = f"lea{number}@inn.example"
    step = 1 if len(TYPED) == EACH else len(FIELDS)
    for at, (name, (page, most)) in enumerate(FIELDS.items()):
        payload = TYPED[(number * step + at) % len(TYPED)][:most]
        if payload.isprintable():
            values[page][name] = [payload] if name == "languages" else payload
    for page, held in values.items():
        answer(world, offer, page, held)
    send(world, offer)
    return confirm(world, secrets_mailed()[-1]).place_id


def _wished(world: World, actor: Actor, place: str, number: int) -> None:
    """Ask for a change of a place to payloads; officers see both, as it is and as it would be."""
    fitting = [each for each in TYPED if each.isprintable() and len(each) <= 40]
    name, runs, spoken = (fitting[(number + at) % len(fitting)] for at in (0, 7, 14))
    wanted = {"name": name, "organisation": runs, "languages": [spoken]}
    propose(world, actor, place, wanted, version_of(place))


def _with_reason(world: World, actor: Actor, place: str, number: int) -> None:
    """Suspend a place for the first of its payloads that may be a reason at all."""
    reason = next(each for each in TYPED[number:] if each.isprintable())
    safety.suspend(world, actor, place, reason)


def _pages(places: list[str]) -> dict[str, list[str]]:
    listed = [f"/console/places?page={number}" for number in range(1, EACH // 50 + 2)]
    typed = [f"/console/places?words={payload}&state=%22%3E" for payload in PAYLOADS[::100]]
    own = f"/portal/places/{places[0]}"
    return {
        "officer": [
            "/console/",
            "/console/map",
            "/console/state",
            "/console/roll-out",
            "/console/readiness",
            "/console/readiness/checks",
            "/console/readiness/licensing",
            *listed,
            *typed,
        ]
        + [f"/console/places/{place}" for place in places],
        "guardian": [
            *("/portal/", own, f"{own}/details", f"{own}/facilities", "/account/"),
            *(f"{own}/training", f"{own}/visits", f"{own}/shared"),
        ],
        "administrator": ["/console/people", "/console/settings", "/console/audit"],
    }


@pytest.fixture
def chromium(browser: Chromium) -> Chromium:
    """The one browser, under the name it has beside the people's."""
    return browser


def struck_by(page: Page) -> list[str]:
    """Return a list that grows when something typed runs on a page."""
    struck: list[str] = []
    page.expose_function("struck", lambda: struck.append(page.url))

    def turn_away(dialog: Dialog) -> None:
        struck.append(page.url)
        dialog.dismiss()

    page.on("dialog", turn_away)
    return struck


@pytest.mark.parametrize("role", ["officer", "guardian", "administrator"])
def test_nothing_that_was_typed_runs_in_chromium(
    shown: Shown, chromium: Chromium, role: str
) -> None:
    context = chromium.new_context(base_url=shown.url, bypass_csp=True)
    cookie = shown.people[role].client.get_cookie("umay")
    assert cookie is not None
    context.add_cookies([{"name": "umay", "value": cookie.value, "url": shown.url}])
    page = context.new_page()
    struck = struck_by(page)
    for path in shown.pages[role]:
        response = page.goto(path, wait_until="load")
        assert response is not None
        assert response.status == 200, path
        assert response.headers["content-security-policy"].startswith("default-src 'none'")
        assert WORKED_OUT not in response.text()
        page.evaluate("() => document.querySelectorAll('details').forEach((d) => d.open = true)")
    context.close()
    assert struck == []


def test_what_is_typed_into_the_open_forms_runs_nowhere(shown: Shown, chromium: Chromium) -> None:
    page = chromium.new_context(base_url=shown.url, bypass_csp=True).new_page()
    struck = struck_by(page)
    page.goto("/offer/")
    page.get_by_role("button", name="Start now").click()
    for path in ("organisation", "place", "address", "contact"):
        page.goto(f"/offer/{path}")
        boxes = page.locator("form[method=post] input:not([type=hidden]):not([type=radio])")
        for at in range(boxes.count()):
            boxes.nth(at).evaluate("(box, text) => { box.value = text; }", PAYLOADS[84 + at])
        with page.expect_navigation():
            page.locator("form[method=post]").evaluate("form => form.submit()")
        assert page.locator("h1").count() == 1
    page.goto(f"/offer/position?find={PAYLOADS[63]}&lat={PAYLOADS[84]}&lon=%22%3E")
    page.goto(f"/account/sign-in?next={PAYLOADS[294]}")
    page.context.close()
    assert struck == []


def test_no_mail_bears_a_header_that_somebody_typed(shown: Shown) -> None:
    assert len(shown.mails) > 4 * EACH
    for mail in shown.mails:
        written = envelope(checked(mail), "umay@council.example", "council.example").as_bytes()
        read = message_from_bytes(written, policy=SMTP)
        assert set(read.keys()) <= HEADERS
        assert len(read.get_all("To", [])) == 1
        assert read.get_content_type() == "text/plain"


@pytest.mark.parametrize("payload", [each for each in PAYLOADS if not each.isprintable()])
def test_an_address_or_subject_cannot_smuggle_a_header_in(payload: str) -> None:
    with pytest.raises(MailRefusedError):
        checked(Message("1", f"a@x.test{payload}", "Hello", "Hello"))
    mail = envelope(checked(Message("1", "a@x.test", payload, "Hello")), "u@c.example", "c.example")
    assert set(message_from_bytes(mail.as_bytes(), policy=SMTP).keys()) <= HEADERS


def test_there_are_five_hundred_different_ones_and_a_short_run_has_all_ways() -> None:
    assert len(set(PAYLOADS)) == 500
    openings, ways = zip(*list(product(OPENINGS, VECTORS))[: len(PAYLOADS) : 5], strict=True)
    assert (set(openings), set(ways)) == (set(OPENINGS), set(VECTORS))
    assert "".join(map(str.__add__, openings, ways)) == "".join(PAYLOADS[::5])


@pytest.mark.parametrize("markup", ["<h1>{}</h1>", '<input value="{}">', "<textarea>{}</textarea>"])
def test_a_page_that_escapes_nothing_is_caught(chromium: Chromium, markup: str) -> None:
    page = chromium.new_page()
    struck = struck_by(page)
    page.goto("about:blank")
    for payload in (each for each in PAYLOADS if "<script>" in each):
        page.set_content(markup.format(payload))
    page.context.close()
    assert struck

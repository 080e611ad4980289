"""The link in a text to somebody trusted: its page, what the server learns of it, and who wrote it.

In a real browser, against the running service.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page

from shared.geo import Point
from shared.place_link import place_link, read_figures
from shared.saying import LANGUAGES, saying
from tests.support.accessibility import too_wide, violations
from tests.support.finder_page import Finder
from tests.support.relay import Relay

HERE = Point(53.5448, -2.63)
FIGURES = "53.54480,-2.63000"
SHOWN = "53.5448, -2.63"
UNWHOLE = ["", "here", "53.5448", "53.5448,", "91,0", "0,181", "53.5,-2.6,7x", "5e1,2", "<b>1,2"]
APPENDED = [".", ")", "%E2%81%A9", " ", ",", "!"]
"""What messengers and sentences leave at the end of a link; the first to last are harmless."""


@contextmanager
def opened(finder: Finder, path: str, **how: object) -> Iterator[Page]:
    """Give a page of a browser that was never here before."""
    with closing(finder.browser.new_context(**how)) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(finder.url + path)
        yield page


def asked(context: BrowserContext) -> list[str]:
    """Return the list that every address asked for is put into."""
    found: list[str] = []
    context.on("request", lambda request: found.append(request.url))
    return found


def learnt(finder: Finder, path: str) -> bytes:
    """Return every byte that a browser sends to the server when a link is opened and used."""
    relay = Relay(int(finder.url.rsplit(":", 1)[1]))
    with closing(relay), closing(finder.browser.new_context()) as context:
        page = context.new_page()
        page.goto(relay.url + path, wait_until="networkidle")
        page.get_by_role("link", name="Polski").click()
        page.wait_for_load_state("networkidle")
        assert page.locator("h1").text_content() == saying("pl")("Where they were")
    return b"".join(relay.sent)


def test_the_server_never_learns_the_place(finder: Finder) -> None:
    sent = learnt(finder, f"/at#{FIGURES}")
    assert b"GET /at HTTP/1.1" in sent
    assert b"GET /at?lang=pl HTTP/1.1" in sent
    assert b"53.54" not in sent
    assert b"2.63" not in sent


def test_a_link_that_tells_the_server_would_be_caught(finder: Finder) -> None:
    assert b"53.54480" in learnt(finder, f"/at?where={FIGURES}")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_says_the_place_in_every_language(finder: Finder, code: str) -> None:
    say = saying(code)
    link = place_link("", HERE, code)
    with opened(finder, link) as page:
        assert page.locator("#figures").text_content() == SHOWN
        exact = say("The person who sent you this was here. They may have moved since.")
        assert page.locator("#exact").text_content() == exact
        assert not page.locator("#rough").is_visible()
        assert not page.locator("#unread, #broken").first.is_visible()
        polish = page.get_by_role("link", name="Polski").get_attribute("href")
        assert polish == f"{finder.url}/at?lang=pl#{FIGURES}", (
            "the place goes along to another language"
        )


@pytest.mark.parametrize(("code", "scheme"), [("en", "light"), ("ar", "dark")])
def test_axe_finds_nothing_and_nothing_is_too_wide(finder: Finder, code: str, scheme: str) -> None:
    small = {"viewport": {"width": 320, "height": 480}, "bypass_csp": True}
    agent = {"user_agent": "Mozilla/5.0 (Linux; Android 15)", "color_scheme": scheme}
    for link in (place_link("", HERE, code), place_link("", HERE, code)[:-8]):
        with opened(finder, link, **small, **agent) as page:
            assert violations(page) + too_wide(page) == []


def test_a_place_known_roughly_says_so(finder: Finder) -> None:
    with opened(finder, place_link("", HERE, is_rough=True)) as page:
        assert "a kilometre or two away" in (page.locator("#rough").text_content() or "")
        assert page.locator("#rough").is_visible()
        assert not page.locator("#exact").is_visible()


@pytest.mark.parametrize("fragment", UNWHOLE)
def test_a_link_that_is_not_whole_says_what_to_do(finder: Finder, fragment: str) -> None:
    assert read_figures(fragment) is None
    with opened(finder, f"/at#{quote(fragment, safe=',')}") as page:
        assert page.locator("#broken").is_visible()
        assert not page.locator("#told").is_visible()
        assert page.get_by_role("button", name="Call 999").is_visible()


@pytest.mark.parametrize("rest", APPENDED)
def test_what_a_messenger_appends_is_left_out(finder: Finder, rest: str) -> None:
    assert read_figures(FIGURES + unquote(rest)) == HERE
    with opened(finder, f"/at#{FIGURES}{rest}") as page:
        assert page.locator("#figures").text_content() == SHOWN


def test_a_comma_written_as_a_code_is_read(finder: Finder) -> None:
    with opened(finder, "/at#53.54480%2C-2.63000") as page:
        assert page.locator("#figures").text_content() == SHOWN


def test_another_link_in_the_same_window_is_read_anew(finder: Finder) -> None:
    with opened(finder, f"/at#{FIGURES}") as page:
        page.goto(f"{finder.url}/at#53.10000,-2.20000")
        assert page.locator("#figures").text_content() == "53.1, -2.2"
        page.goto(f"{finder.url}/at#")
        assert page.locator("#broken").is_visible()


def test_without_scripts_the_page_says_where_to_look(finder: Finder) -> None:
    with opened(finder, f"/at#{FIGURES}", java_script_enabled=False) as page:
        assert page.locator("#unread").is_visible()
        assert "after #: two numbers" in (page.locator("#unread").text_content() or "")
        assert not page.locator("#told").is_visible()
        assert page.get_by_role("button", name="Call 999").is_visible()


def test_nobody_else_is_asked_before_a_press(finder: Finder) -> None:
    with closing(finder.browser.new_context()) as context:
        addresses, page = asked(context), context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("requestfailed", lambda request: faults.append(request.url))
        page.goto(f"{finder.url}/at#{FIGURES}", wait_until="networkidle")
        assert {address.startswith(finder.url) for address in addresses} == {True}
        assert faults == []
        osm = page.locator("#osm").get_attribute("href") or ""
        assert osm.startswith("https://www.openstreetmap.org/?mlat=53.5448&mlon=-2.63")
        assert not page.locator("#own-map").is_visible(), "a desktop has no such app"


def test_a_phone_of_android_is_offered_its_own_map(finder: Finder) -> None:
    with opened(finder, f"/at#{FIGURES}", user_agent="Mozilla/5.0 (Linux; Android 15)") as page:
        assert page.locator("#own-map").is_visible()
        geo = page.locator("#own-map").get_attribute("href")
        assert geo == "geo:53.5448,-2.63?q=53.5448,-2.63"


def test_the_place_can_be_copied(finder: Finder) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with opened(finder, f"/at#{FIGURES}", permissions=allowed) as page:
        page.get_by_role("button", name="Copy").click()
        page.get_by_text("Copied.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == SHOWN


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_page_is_one_for_all_and_in_no_search_engine(client: FlaskClient) -> None:
    page = client.get("/at")
    assert '<meta name="robots" content="noindex">' in page.text
    assert page.headers["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_browser_and_phone_write_and_read_the_same_links(finder: Finder) -> None:
    points = [HERE, Point(-0.000004, 179.99999), Point(51.5, 0.0), Point(53.123456, -2.999999)]
    given = [{"lat": p.lat, "lon": p.lon, "isRough": rough} for p in points for rough in (0, 1)]
    wrote = finder.run(
        'return given.map((at) => m.place_link.placeLink("https://umay.example", at, "ur"));', given
    )
    ours = [
        place_link("https://umay.example", p, "ur", is_rough=r)
        for p in points
        for r in (False, True)
    ]
    assert wrote == ours
    texts = [*UNWHOLE, *(FIGURES + unquote(rest) for rest in APPENDED), FIGURES]
    read = finder.run("return given.map((text) => m.place_link.readFigures(text));", texts)
    found = [each and Point(each["lat"], each["lon"]) for each in read]
    assert found == [read_figures(text) for text in texts]

"""The demonstration's pages in pictures: offering a place, the portal, the console."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demo.browser import NARROW, Walker, browsing, find_browser
from demo.server import DemoServer, stop
from demo.venues import VENUES, answers

CENTRE = (53.5448, -2.6300)
PERCEPTION = {
    "perception": "/console/perception",
    "an-area": "/console/perception/areas/t-wigan",
    "not-enough-answers": "/console/perception/areas/t-tyldesley",
    "compared": "/console/perception/compare?one=t-wigan&other=t-leigh",
    "over-time": "/console/perception/trend",
    "inbox": "/console/inbox",
    "review": "/console/review",
    "replies": "/console/replies",
}
"""What officers do with answers, by the name of its picture."""
READINESS = {
    "readiness": "/console/readiness",
    "what-to-check": "/console/readiness/checks",
    "readiness-by-month": "/console/readiness/wards",
    "visits": "/console/perception/visits",
}
"""What officers see of readiness and of visits."""
OWN = "/portal/places/p-001"
SHEETS = ("sticker", "poster", "crib")


def picture_pages(server: DemoServer, pictures: Path) -> bool:
    """Write pictures of the pages; return False where there is no browser to draw them."""
    if find_browser() is None:
        return False
    people = {each["email"].partition("@")[0]: each for each in server.sign_ins()}
    running = server.start(has_jobs=False)
    try:
        # A browser for each, one after the other: it gives its memory back when it is closed.
        with _person(server) as visitor:
            _offer(visitor, pictures)
        with _person(server) as resident:
            _resident(server, resident, pictures)
        # Charts and printed sheets last: the server keeps the memory that they took.
        with _person(server, people["officer"]) as officer:
            _console(officer, pictures)
            signed_in = officer.signed_in()
        for number, addresses in ((21, PERCEPTION), (21 + len(PERCEPTION), READINESS)):
            with browsing() as browser:
                officer = Walker(browser, server.url, signed_in=signed_in)
                _open_all(officer, addresses, number, pictures)
        with _person(server, people["guardian"]) as guardian:
            _portal(guardian, pictures)
    finally:
        stop(running)
    return True


@contextmanager
def _person(server: DemoServer, sign_in: dict[str, str] | None = None) -> Iterator[Walker]:
    """Give somebody's browser, signed in if they can, for as long as the block."""
    with browsing() as browser:
        walker = Walker(browser, server.url)
        if sign_in is not None:
            walker.sign_in(sign_in["email"], sign_in["password"], sign_in["key"])
        yield walker


def _offer(visitor: Walker, pictures: Path) -> None:
    visitor.go("/offer/")
    visitor.picture(pictures / "14-offer-a-place.png", NARROW)
    visitor.offer(answers(0, CENTRE))
    visitor.picture(pictures / "15-offer-check.png")


def _console(officer: Walker, pictures: Path) -> None:
    officer.go("/console/")
    officer.picture(pictures / "16-today.png")
    officer.go("/console/places")
    officer.picture(pictures / "17-places.png")
    name = next(row[0] for row in VENUES if row[-1] == "change")
    officer.press(f"{name} (example)")
    officer.picture(pictures / "18-a-change-waits.png")


def _open_all(officer: Walker, addresses: dict[str, str], first: int, pictures: Path) -> None:
    for number, (name, address) in enumerate(addresses.items(), first):
        officer.turn_over()
        officer.go(address)
        officer.picture(pictures / f"{number}-{name}.png")


def _portal(guardian: Walker, pictures: Path) -> None:
    guardian.go("/portal/")
    guardian.picture(pictures / "19-portal.png")
    name = next(row[0] for row in VENUES if row[-1] == "live")
    guardian.press(f"{name} (example)")
    guardian.picture(pictures / "20-own-place.png", NARROW)
    for number, name in enumerate(("training", "visits"), 33):
        guardian.go(f"{OWN}/{name}")
        guardian.picture(pictures / f"{number}-own-{name}.png", NARROW)
    for sheet in SHEETS:
        made = guardian.page.request.get(f"{OWN}/print/{sheet}.pdf")
        (pictures / f"35-{sheet}.pdf").write_bytes(made.body())


def _resident(server: DemoServer, visitor: Walker, pictures: Path) -> None:
    """Find, open a place and say how safe it feels, on a phone at night."""
    visitor.page.emulate_media(color_scheme="dark")
    if server.clock is not None:
        # A device whose clock differs from the server's says so on its page.
        visitor.page.clock.set_system_time(server.clock)
    visitor.go("/")
    visitor.picture(pictures / "36-find.png", NARROW)
    visitor.fill({"where": "Wigan"})
    visitor.press("Show places")
    visitor.page.locator("#found").wait_for()
    visitor.picture(pictures / "37-found.png", NARROW)
    visitor.go("/places/p-001")
    visitor.picture(pictures / "38-a-place-on-the-web.png", NARROW)
    visitor.page.get_by_role("button", name="Say how safe it feels here").click()
    visitor.page.locator("[name=level]").first.wait_for()
    visitor.picture(pictures / "39-how-safe-on-the-web.png", NARROW)
    visitor.go("/help")
    visitor.picture(pictures / "40-help-on-the-web.png", NARROW)

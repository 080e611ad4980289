"""A tour through what keeps a place ready: confirmation, training, visits, sharing, printing."""

from collections.abc import Iterator

from demo.browser import Walker


def keeping_ready(walker: Walker, path: str) -> Iterator[str]:
    """Walk through the pages of one's place that residents see, in their states."""
    walker.go(path)
    walker.press("We are ready: confirm")
    yield "confirmed"
    yield from _training(walker, f"{path}/training")
    yield from _visits(walker, f"{path}/visits")
    for page in ("shared", "print"):
        walker.go(f"{path}/{page}")
        yield page
    walker.go("/confirm/unknown")
    yield "confirm, link spent"


def _training(walker: Walker, page: str) -> Iterator[str]:
    walker.go(page)
    yield "training, empty"
    walker.press("Save")
    yield "training, without a rota"
    walker.fill({"rota": "2", "line0-people": "3", "line0-on": "2026-11-02"})
    walker.fill({"line2-people": "one", "line2-on": "2031-01-01"})
    walker.press("Save")
    yield "training, with faults"
    walker.fill({"rota": "8", "line2-people": "", "line2-on": ""})
    walker.press("Save")
    yield "training, kept"


def _visits(walker: Walker, page: str) -> Iterator[str]:
    walker.go(page)
    yield "visits"
    walker.press("Was followed")
    yield "visits, noted"
    walker.press("Was picked up")
    yield "visits, ended"
    walker.page.locator("[value=hurt]").evaluate("button => { button.value = 'unheard'; }")
    walker.press("Hurt")
    yield "visits, refused"

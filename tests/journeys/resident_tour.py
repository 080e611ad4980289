"""The tour through residents' pages: finding, places in every state, help, pages to read."""

from collections.abc import Iterator

from demo.browser import Walker

TYPED = ("Wigan", "station", "", "zzzz", "M1 1AA")


def resident(walker: Walker, _: str) -> Iterator[str]:
    """Walk through the pages that residents reach without giving an answer."""
    walker.go("/")
    yield "find"
    yield from _finding(walker)
    for place in ("p-001", "p-002", "p-003", "left"):
        walker.go(f"/places/{place}")
        yield f"place, {place}"
    for path in (
        "/list/wigan",
        "/list/nowhere",
        "/help",
        "/at",
        "/at#53.54480,-2.63000",
        "/about",
        "/nothing-here",
    ):
        walker.go(path)
        yield path
    for name in ("leaving", "privacy", "accessibility", "tools"):
        walker.go(f"/about/{name}")
        yield f"about, {name}"
    for code in ("ar", "pl"):
        walker.go(f"/?lang={code}")
        yield f"find, {code}"


def _finding(walker: Walker) -> Iterator[str]:
    """Find as the scripts do it, and where they do not run."""
    for typed in TYPED:
        walker.go("/")
        walker.fill({"where": typed})
        walker.press("Show places")
        walker.page.locator("#found:visible, #note:visible, #choices:visible").first.wait_for()
        yield f"found for {typed!r}"
    walker.go("/")
    walker.fill({"where": "Wigan"})
    walker.press("Show places")
    walker.page.locator("#found").wait_for()
    walker.page.locator("#list [data-place]").first.click()
    walker.page.locator("#one").wait_for()
    yield "a place from what was downloaded"
    walker.page.go_back()
    walker.press("Show the map")
    walker.page.locator("#map .leaflet-interactive").first.wait_for()
    yield "the map"
    for typed in TYPED:
        answer = walker.page.request.post("/find", form={"where": typed})
        walker.page.set_content(
            answer.text().replace('"/static/', f'"{walker.page.url.partition("?")[0]}static/')
        )
        yield f"answered for {typed!r}"

"""Tours through the pages of perception: with releases, with too few answers, with none."""

from collections.abc import Iterator

from demo.browser import Walker

PERCEPTION = "/console/perception"
PERCEPTION_PAGES = ("", "/trend", "/dayparts", "/young", "/factors", "/compare", "/who", "/methods")
SMALL_AREA = "/areas/t-tyldesley"


def statistics(walker: Walker, _: str) -> Iterator[str]:
    """Walk through what an analyst reads, down to an area with too few answers."""
    walker.go("/console/roll-out")
    yield "roll-out"
    for path in (*PERCEPTION_PAGES, "/areas/borough", "/areas/place:p-001", SMALL_AREA):
        walker.go(f"{PERCEPTION}{path}")
        yield f"perception {path}"
    walker.go(PERCEPTION)
    walker.page.locator("#period").select_option("2026Q2")
    walker.press("Show")
    yield "perception, the quarter before"
    for path in ("/areas/nowhere", "?period=soon"):
        walker.go(f"{PERCEPTION}{path}")
        yield f"perception {path}, refused"


def perception(walker: Walker, _: str) -> Iterator[str]:
    """Walk from an area with what was done there to a comparison."""
    walker.go(PERCEPTION)
    walker.page.locator("tbody a", has_text="Wigan").first.click()
    yield "area with what was done, corrected"
    walker.press("Compare with another area or quarter")
    walker.page.locator("#other").select_option(SMALL_AREA.rpartition("/")[2])
    walker.press("Compare")
    yield "compared with a small area"


def nothing_released(walker: Walker, _: str) -> Iterator[str]:
    """Walk through the same pages of a service that has just begun."""
    for path in ("", *PERCEPTION_PAGES[1:], SMALL_AREA):
        walker.go(f"{PERCEPTION}{path}")
        yield f"perception {path}, nothing released"

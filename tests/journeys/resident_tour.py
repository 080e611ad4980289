"""The tour through residents' pages: a place that is open, one that is shut, one that left."""

from collections.abc import Iterator

from demo.browser import Walker


def resident(walker: Walker, _: str) -> Iterator[str]:
    """Walk through the page of a place in its states."""
    for place in ("p-001", "p-002", "p-003", "left"):
        walker.go(f"/places/{place}")
        yield f"place, {place}"

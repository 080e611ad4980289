"""The phone's hardware: handing an address to the browser; this app itself asks nobody there."""

from typing import Protocol


class Browser(Protocol):
    """Whatever can open a page of the web."""

    def open(self, url: str) -> bool:
        """Open a page; return False where there is no browser, so that the address is shown."""
        ...


class ShownAddress:
    """A desktop's twin opens nothing: the screen shows the address."""

    def open(self, url: str) -> bool:
        """Return that there is no browser."""
        return False

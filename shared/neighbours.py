"""The contract's neighbours: services of other partnerships, named as name and address.

Whoever is outside the area may be inside theirs. Nobody is asked: a press opens the address in the
browser.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_NEIGHBOURS = 12
MOST_NAME, MOST_ADDRESS = 60, 200
ADDRESS = (
    rf"^(?=.{{1,{MOST_ADDRESS}}}$)https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{{1,5}})?"
    r"(?:/[A-Za-z0-9._~/-]*)?$"
)
"""An address that a browser opens over TLS; nobody's name, question or fragment is in it."""


@dataclass(frozen=True)
class Neighbour:
    """The service of another partnership: what it is called, and where it is on the web."""

    name: str
    url: str

    @property
    def address(self) -> str:
        """The address as a person reads it."""
        return self.url.removeprefix("https://").rstrip("/")


def is_address(url: str) -> bool:
    """Return whether an address can be published and opened."""
    return re.fullmatch(ADDRESS, url) is not None


def neighbour_from_wire(body: Mapping[str, Any]) -> Neighbour:
    """Return the neighbour of a published entry that has passed NeighbourSchema."""
    return Neighbour(body["name"], body["url"])

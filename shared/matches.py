"""The contract's matches: what a search by name brings, and in which order it stands."""

from dataclasses import dataclass
from enum import IntEnum

from shared.geo import Point

KINDS = ("town", "landmark", "postcode", "sector", "district", "zone", "place")
"""What can be found, in the order in which equal matches stand."""

_RANK = {kind: place for place, kind in enumerate(KINDS)}


class Fit(IntEnum):
    """How well something fits what was typed, best first."""

    EXACT = 0
    BEGINS = 1
    WORDS = 2
    SLIP = 3


@dataclass(frozen=True, slots=True)
class Match:
    """One thing found: its kind, label, the town it is in, where it is, and how well it fits.

    `id` is that of a zone or place. `stands_for` is a postcode that is not known itself, and in
    whose sector this is the middle.
    """

    kind: str
    label: str
    town: str
    at: Point
    fit: Fit
    id: str = ""
    stands_for: str = ""


@dataclass(frozen=True)
class Found:
    """What fits, best first; `elsewhere` is what was typed when it is a postcode of elsewhere."""

    matches: tuple[Match, ...]
    elsewhere: str = ""


def order(match: Match) -> tuple[int, int, int, str, str]:
    """Return where a match stands: the better fit, then the kind, the shorter label, the letter."""
    return match.fit, _RANK[match.kind], len(match.label), match.label, match.id

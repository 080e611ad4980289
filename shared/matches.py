"""The contract's matches: what a search by name brings, and in which order it stands."""

from dataclasses import dataclass
from enum import IntEnum

from shared.geo import Point

_RANK = {
    kind: place
    for place, kind in enumerate(
        ("town", "neighbourhood", "landmark", "postcode", "sector", "district", "zone", "place")
    )
}

KINDS = frozenset(_RANK)
"""What can be found; at equal fit it stands in the order above."""


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
    """What fits, best first; where nothing does, the postcode that was typed, if it is one.

    `is_known` says that this postcode lies among those the gazetteer knows, or half of it does.
    """

    matches: tuple[Match, ...]
    postcode: str = ""
    is_known: bool = False


def order(match: Match) -> tuple[int, int, int, str, str]:
    """Return where a match stands: the better fit, then the kind, the shorter label, the letter."""
    return match.fit, _RANK[match.kind], len(match.label), match.label, match.id

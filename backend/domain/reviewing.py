"""Rules: how held answers are laid before an officer: what says the same stands together."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backend.domain.counting import FEWEST_FOR_BURST, said_of
from backend.domain.weekly import coarse, in_words

ALIKE_FROM = 3
"""From so many on, answers that say the very same are a part of their own."""
PARTS_MOST = 8
SHOWN_BY = 5
"""To the nearest of so many officers see numbers of what is held."""
AT_ONCE_FROM = FEWEST_FOR_BURST
"""So many held together are shown at once, as they stand: a flood is nobody's moment. Fewer wait
for a Monday."""
REST, ALL = "rest", ""
"""The names of what is not alike, and of a group as a whole."""


@dataclass(frozen=True)
class Saying:
    """What some answers say in the very same way, and how many do."""

    level: str
    factors: tuple[str, ...]
    daypart: str
    more: tuple[str, ...]
    number: int

    @property
    def said(self) -> str:
        """All of it as one text, "" with fewer than two factors."""
        return said_of(self.level, self.factors, self.daypart, *self.more)


@dataclass(frozen=True)
class Part:
    """Held answers that are decided on together; `mark` changes when they do.

    Those of a flood (`is_flood`) are shown as they come; their mark changes by no single answer
    more than what is read of them.
    """

    name: str
    sayings: tuple[Saying, ...]
    is_flood: bool = False

    @property
    def number(self) -> int:
        """How many answers it has."""
        return sum(saying.number for saying in self.sayings)

    @property
    def about(self) -> str:
        """How many answers it has, as officers read it, such as "about 30"."""
        return in_words(coarse(self.number, SHOWN_BY), SHOWN_BY)

    @property
    def about_levels(self) -> dict[str, str]:
        """How many answers say each level, as officers read it."""
        found = {level: coarse(number, SHOWN_BY) for level, number in self.levels.items()}
        return {level: in_words(shown, SHOWN_BY) for level, shown in found.items()}

    @property
    def levels(self) -> dict[str, int]:
        """How many answers say each level."""
        found: Counter[str] = Counter()
        for saying in self.sayings:
            found[saying.level] += saying.number
        return dict(found)

    @property
    def mark(self) -> str:
        """A short text that tells whether this is still what was shown."""
        told: list[object] = [self.name, self.about, *sorted(self.about_levels.items())]
        if not self.is_flood:
            each = ((one.level, one.factors, one.said, one.number) for one in self.sayings)
            told = [self.name, *sorted(each)]
        return _short(json.dumps(told))


def parts_of(sayings: Iterable[Saying]) -> list[Part]:
    """Return the parts of a group: the largest that say the same, then the rest."""
    ordered = sorted(sayings, key=lambda each: (-each.number, each.said, each.level))
    alike = [each for each in ordered if each.said and each.number >= ALIKE_FROM][:PARTS_MOST]
    rest = tuple(each for each in ordered if each not in alike)
    is_flood = sum(each.number for each in ordered) >= AT_ONCE_FROM
    parts = [Part(_short(each.said), (each,), is_flood) for each in alike]
    return [*parts, Part(REST, rest, is_flood)] if rest else parts


def whole(parts: Sequence[Part]) -> Part:
    """Return all parts as one."""
    sayings = tuple(saying for part in parts for saying in part.sayings)
    return Part(ALL, sayings, any(part.is_flood for part in parts))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]

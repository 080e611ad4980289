"""Rules: how held answers are laid before an officer: what says the same stands together."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backend.domain.counting import said_of

ALIKE_FROM = 3
"""From so many on, answers that say the very same are a part of their own."""
PARTS_MOST = 8
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
    """Held answers that are decided on together; `mark` changes when they do."""

    name: str
    sayings: tuple[Saying, ...]

    @property
    def number(self) -> int:
        """How many answers it has."""
        return sum(saying.number for saying in self.sayings)

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
        told = sorted((each.level, each.factors, each.said, each.number) for each in self.sayings)
        return _short(json.dumps(told))


def parts_of(sayings: Iterable[Saying]) -> list[Part]:
    """Return the parts of a group: the largest that say the same, then the rest."""
    ordered = sorted(sayings, key=lambda each: (-each.number, each.said, each.level))
    alike = [each for each in ordered if each.said and each.number >= ALIKE_FROM][:PARTS_MOST]
    rest = tuple(each for each in ordered if each not in alike)
    parts = [Part(_short(each.said), (each,)) for each in alike]
    return [*parts, Part(REST, rest)] if rest else parts


def whole(parts: Sequence[Part]) -> Part:
    """Return all parts as one."""
    return Part(ALL, tuple(saying for part in parts for saying in part.sayings))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]

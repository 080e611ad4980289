"""Rules: what is odd about the week of a ward: many zones at once, or one voice in all of them.

Each zone alone may look as it always does (decision 57).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backend.domain.usual import is_ordinary

ZONE_WEIGHS = 15
"""So many answers of one zone are looked at: more are that zone's burst and not its ward's."""
FEWEST_FOR_SPREAD = 75
"""Five zones with as many as are no burst each, in one week of one ward."""
ONE_SIDED, ELSEWHERE = 0.8, 0.5
"""More than so much of one level, where of all others less than so much is."""
ONE_SIDED_FROM, WARD_ONE_SIDED_FROM, KNOWN_FROM = 10, 20, 20
"""Of fewer of a zone, of a ward and of all others no share says anything."""


@dataclass(frozen=True)
class Ward:
    """The week of a ward: whether many came about many zones, and which level alone, if any.

    `levels` says how many said each.
    """

    is_spread: bool = False
    one_sided: str = ""
    levels: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_odd(self) -> bool:
        """Whether any answer is held for it."""
        return self.is_spread or bool(self.one_sided)

    def holds(self, level: str, number: int, usual: float) -> bool:
        """Return whether it holds an answer of a zone that has so many beside its usual."""
        if self.one_sided and level == self.one_sided:
            return True
        return self.is_spread and not is_ordinary(number, usual)


CLEAR = Ward()
"""A week of which nothing is odd, or of a zone in no ward, or of a place."""


def spread_of(numbers: Iterable[int]) -> int:
    """Return how much came about a ward in a week, from how many about each of its zones."""
    return sum(min(number, ZONE_WEIGHS) for number in numbers)


def is_spread(spread: int, usual: float) -> bool:
    """Return whether that is more than a ward's week has, whose usual is so much."""
    return spread > max(FEWEST_FOR_SPREAD, 3 * usual + 10)


def one_sided(levels: Mapping[str, int], others: Mapping[str, int], fewest: int) -> str:
    """Return the level that nearly all of these say and most others do not, "" for none."""
    total, beside = sum(levels.values()), sum(others.values())
    if total < fewest or beside < KNOWN_FROM:
        return ""
    level = max(levels, key=lambda each: (levels[each], each))
    is_nearly_all = levels[level] > ONE_SIDED * total
    return level if is_nearly_all and others.get(level, 0) < ELSEWHERE * beside else ""
